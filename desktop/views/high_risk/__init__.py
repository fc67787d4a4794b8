"""The high-risk list: the sweep of a caseload, proposals with their decision, and who is on the list."""
