"""What pages have in common that show what is to be settled, one after the other: a list and a sheet."""
