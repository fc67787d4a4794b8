"""The journeys of the design, from end to end: the real program on real laptops against a real server process."""
