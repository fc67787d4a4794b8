"""What makes Doorstep's packages: `make package`. README.md says what was tried, and what could not be here."""
