"""What is to be keyed into other systems: a list, and each record laid out to be copied line by line."""
