"""Tests of the lanes and of the sync in the background."""
