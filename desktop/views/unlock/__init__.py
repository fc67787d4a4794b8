"""Before the store is open: beginning on a laptop, unlocking, and what to do when it cannot be opened."""
