"""The screen that is turned round to the person: their copy and nothing else."""
