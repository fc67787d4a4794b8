"""Years at a glance: a painted axis of time, with the same events beside it in a list."""
