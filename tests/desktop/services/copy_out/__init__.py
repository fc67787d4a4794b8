"""Copying out, over real stores and an office between them."""
