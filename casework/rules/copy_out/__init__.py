"""Copying out: what is keyed by hand into other systems, how it is laid out for that, and what is still to be keyed."""
