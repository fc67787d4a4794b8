"""A person asks for what is held about them: by when, what may keep words back, what goes out of each passage."""
