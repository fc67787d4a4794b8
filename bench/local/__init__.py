"""How quick the laptop is by itself, each as a ratio to a bare floor within one run: ``python -m bench.local``."""
