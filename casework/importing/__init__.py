"""What a file that comes in looks like, and how its rows become records: columns, cells, checks. Pure.

The office takes over whole folders by it (`server/importing`), a laptop brings in one file at a time
(`desktop/services/importing`). A row is wholly taken or not at all, and no sentence repeats what a cell holds.
"""
