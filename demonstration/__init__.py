"""Starts both programs with made-up cases, so that a visitor can try them. Nothing imports this package."""
