"""A request for access: by when, how far it has come, and each passage with what becomes of it."""
