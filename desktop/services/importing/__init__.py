"""Bringing in what another system or a spreadsheet holds: read, match, check, write, take back.

The columns and the rules of each cell are those of the office's import (`casework.importing`); what is written is
saved like anything else that the person at the keyboard records, and says where it comes from.
"""
