"""How time and memory grow with the caseload and with the number of laptops; see docs/growth.md."""
