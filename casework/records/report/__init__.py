"""Reports to courts, prisons and the Parole Board: what went into them, who approved them and when they went off."""
