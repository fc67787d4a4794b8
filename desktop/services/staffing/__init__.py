"""Training, supervision and selection of staff: how it stands for each, and what a senior decides about it."""
