"""Training and supervision."""
