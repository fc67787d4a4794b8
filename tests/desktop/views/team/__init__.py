"""The page of the team."""
