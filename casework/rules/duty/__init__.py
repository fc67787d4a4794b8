"""Duties: what the service has to do because of what is recorded, whatever the order (standards.md 1B–1G)."""
