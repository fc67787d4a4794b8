"""Work with other agencies: MAPPA, MARS, accommodation, information given and asked for, transfers."""
