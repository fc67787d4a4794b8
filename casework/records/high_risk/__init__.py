"""The high-risk list: proposals with the decision about them, sweeps of caseloads, and their returns."""
