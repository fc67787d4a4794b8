"""Requests for access: the rules."""
