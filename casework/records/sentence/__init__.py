"""What the court or the licence says, and how it is kept: orders, conditions, compliance, programmes."""
