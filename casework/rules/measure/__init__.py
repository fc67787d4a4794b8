"""Measures: what reports count, from records and from what was due. Pure; every figure keeps the ids behind it."""
