"""The page of what there is to look at."""
