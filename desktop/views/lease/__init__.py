"""The lease on the screen: the page that stands before the records once it has ended, and the notice before that."""
