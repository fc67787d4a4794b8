"""The doorstep brief, and the page for while a visit is on."""
