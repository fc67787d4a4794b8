"""The guide over what somebody is doing (F1): opened at the part that belongs to it, and gone without a trace."""
