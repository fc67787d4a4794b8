"""The frame around the pages: rail, top bar, search, short messages."""
