"""The high-risk list on the laptop: who is on it, proposals and decisions, sweeps and returns."""
