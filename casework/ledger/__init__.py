"""How records are kept and shared: entries, the fold, the messages of the sync protocol."""
