"""The duty desk: one queue of what needs a senior now."""
