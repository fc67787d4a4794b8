"""Before the door, at the door and after: the doorstep brief, the check-ins of a visit, what the office knows of it."""
