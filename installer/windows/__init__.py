"""The Windows program, laid out on Linux, and its two installers."""
