"""The contact sheet: recording a contact by keyboard alone, kept as a draft at every pause, shown before it stands."""
