"""The page that brings in a file: what it is, how it is read, what would come of it, and taking it back."""
