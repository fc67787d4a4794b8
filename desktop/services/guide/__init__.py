"""The guide as it lies beside the program: its pages, their parts, and looking for words in it. Without Qt."""
