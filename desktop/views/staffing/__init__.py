"""Training and supervision of staff on screen: the matrix, what is overdue, who might be selected, and the decision."""
