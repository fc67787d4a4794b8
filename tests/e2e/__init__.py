"""The programs together, as a user would meet them."""
