"""The case as a whole, and what is kept in its file."""
