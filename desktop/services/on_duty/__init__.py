"""What whoever is on duty does about a visit: answers for one that is overdue, and tells who is out what changed."""
