"""The visual language: tokens, palette, type, icons and the live switch between them."""
