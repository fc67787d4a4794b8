"""What a senior looks at in the morning: the team's cases, its workers, and what waits for a senior."""
