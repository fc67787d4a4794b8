"""A person's page: the header that never scrolls away, and behind it the tabs in the same order for everybody."""
