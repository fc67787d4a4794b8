"""Attachments on a person's page: the list, what is said of one, attaching a file, and looking at it."""
