"""Going on after this laptop was restored from a backup or copied."""
