"""What was assessed and with which result, what was discussed about it, and what was told to the person."""
