"""Numbered steps of the schema, forward only. A step never imports the project's own code."""
