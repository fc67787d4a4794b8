"""What may be shown to the person on the screen itself, and by whose passphrase the screen is left again."""
