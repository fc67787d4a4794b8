"""The groups of commands of `doorstep-server`, one module each."""
