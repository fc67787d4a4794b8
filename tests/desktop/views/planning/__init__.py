"""Writing a plan on one page."""
