"""The high-risk list: who meets the definition, who is on it, what has to be done about it, and sweeps."""
