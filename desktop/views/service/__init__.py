"""Supervision and training of staff, and what a team learns: what is kept of the work and belongs to no case."""
