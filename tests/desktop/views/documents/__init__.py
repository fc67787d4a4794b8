"""Tests of the documents on a person's page."""
