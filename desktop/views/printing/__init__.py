"""Sending papers to a printer, and papers that belong to no one case."""
