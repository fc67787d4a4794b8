"""Before the door: the doorstep brief, and what is new since somebody was there last."""
