"""Data files of both programs, read with ``importlib.resources.files("resources")``. No code."""
