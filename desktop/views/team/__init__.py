"""The team: what a senior opens first in the morning."""
