"""What is planned for a person, line by line, and how it is looked at again."""
