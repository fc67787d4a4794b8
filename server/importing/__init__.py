"""Taking over an agency's caseload from CSV files: read and check everything, then write (docs/import.md).

`plan_import` is pure: rows and what is in Doorstep already go in, planned saves and sentences come out. A row is wholly
written or not at all, and importing the same folder again changes nothing.
"""
