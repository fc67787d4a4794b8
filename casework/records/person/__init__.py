"""The person and the people around them: names, status, addresses, household, partner agencies."""
