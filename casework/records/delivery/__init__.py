"""What became of an entry: rulings, sightings, adoptions, notes handed on."""
