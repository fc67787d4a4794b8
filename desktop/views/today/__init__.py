"""Today: the visits of the day, what is due, and what waits for the person at the keyboard."""
