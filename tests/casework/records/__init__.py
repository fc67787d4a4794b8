"""Kinds of records: what each says is wrong."""
