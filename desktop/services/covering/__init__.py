"""Somebody is away: what falls due meanwhile, who covers, the handover, and what the one who comes back has to know."""
