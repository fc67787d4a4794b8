"""Assessments on the laptop: a form made from the instrument's own data, its result beside it, and how it is read."""
