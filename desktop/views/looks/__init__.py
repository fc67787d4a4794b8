"""The page on which seniors look at what was held back, came late or was made without sight of something."""
