"""The encrypted case store of one person on one laptop, and the keys that open it."""
