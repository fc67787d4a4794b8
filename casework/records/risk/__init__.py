"""Levels, analyses and warnings: what a visit's safety hangs on."""
