"""The page of what is to be keyed elsewhere, over real stores."""
