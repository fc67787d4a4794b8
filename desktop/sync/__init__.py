"""The laptop's side of the sync protocol: transport, engine, schedule. No Qt, no SQL, no threads."""
