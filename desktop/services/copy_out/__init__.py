"""Copying out: records laid out for keying into other systems by hand, what is still to be keyed, ticking it off."""
