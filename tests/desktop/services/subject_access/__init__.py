"""Requests for access, over real stores and an office between them."""
