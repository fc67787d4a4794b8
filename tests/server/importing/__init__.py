"""Tests of the import of an agency's caseload."""
