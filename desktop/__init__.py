"""The application on the laptop."""
