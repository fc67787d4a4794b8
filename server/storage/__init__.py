"""Everything the server keeps: the only package of the server that speaks SQL."""
