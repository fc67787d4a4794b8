"""The tour at the first unlock: offered in a strip, shown on the real window, ended by Escape at any moment."""
