"""Standards: dates, what counts, what stands."""
