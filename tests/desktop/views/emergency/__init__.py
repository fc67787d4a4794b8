"""The sheet that opens a case in an emergency."""
