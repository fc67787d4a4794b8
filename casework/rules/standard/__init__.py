"""Standards: what has to be done by when because of the orders a person is on, by dated tables of rules."""
