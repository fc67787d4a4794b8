"""What follows from the record: pure functions with the date or time as an argument."""
