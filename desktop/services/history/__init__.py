"""What happened over the years: the lifeline beside the chronology."""
