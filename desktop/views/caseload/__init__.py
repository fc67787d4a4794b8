"""The caseload: everybody whose case is on this laptop, riskiest first."""
