"""Tests of the source itself: its size, its habits and what must not lie in the repository."""
