"""The page on which a senior countersigns, or returns what has to be changed first."""
