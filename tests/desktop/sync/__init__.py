"""Tests of the laptop's side of the sync."""
