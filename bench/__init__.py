"""How quick Doorstep is, beside what one would pick instead: one workload, real programs, figures as JSON lines."""
