"""Duties: what has to be done because of what is recorded, by when, and what closes it."""
