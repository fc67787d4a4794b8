"""Writing any record: the list of kinds, and a form made from a kind's declaration."""
