"""Somebody is away: giving cover of all their cases at once, and the handover of a case that one covers."""
