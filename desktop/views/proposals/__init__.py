"""The page on which seniors answer proposed lower levels."""
