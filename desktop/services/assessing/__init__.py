"""Assessments with a named instrument: what a form asks for, what follows from it, and how one is read."""
