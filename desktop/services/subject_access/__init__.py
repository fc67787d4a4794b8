"""A person asks for what is held about them: what there is, deciding passage by passage, and the file that goes out."""
