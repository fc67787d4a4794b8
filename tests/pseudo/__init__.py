"""The program in a language that nobody speaks: longer words, in brackets, so that one that is not said shows."""
