"""Absence and cover."""
