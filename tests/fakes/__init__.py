"""Hand-written stand-ins for the parts that a test must steer."""
