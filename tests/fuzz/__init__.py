"""Requests of every sort to a real server over HTTP, from a seed: docs/fuzzing.md."""
