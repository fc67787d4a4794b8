"""The page of a request for access, over real stores."""
