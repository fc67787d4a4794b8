"""The page on which two views of one thing are decided."""
