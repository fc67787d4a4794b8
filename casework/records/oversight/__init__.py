"""Oversight of the work: what a senior has agreed to, and how the service looks after and learns from what it does."""
