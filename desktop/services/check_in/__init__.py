"""Setting out on a visit and being out again: how visits stand, the steps, and what the office knows of them."""
