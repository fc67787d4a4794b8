"""The records of a person's page: the list by groups, and the chosen one to be read."""
