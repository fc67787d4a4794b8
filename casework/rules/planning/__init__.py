"""Plans beside what they have to agree with. Pure."""
