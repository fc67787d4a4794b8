"""Telling the duty mailbox that something waits: how much and for how long, never what nor about whom."""
