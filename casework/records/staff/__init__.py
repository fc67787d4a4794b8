"""Who works here, and who works on which case."""
