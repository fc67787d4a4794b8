"""The tables of the page Measures, and what a committee does not read of them."""
