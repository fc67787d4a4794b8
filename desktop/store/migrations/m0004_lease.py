"""An ended lease: what is on the laptop is kept, and nobody reads it until the office has been reached again."""

VERSION = 4

STATEMENTS = (
    "DROP VIEW shown",
    # `locked` stands among the single values for as long as the lease has ended. Who works here and who is on duty
    # stays readable: that is whom to telephone.
    """CREATE VIEW shown AS SELECT id FROM scope
        WHERE leaving IS NULL AND (generation IS NOT NULL OR begun_here = 1)
        AND (id = 'agency' OR NOT EXISTS (SELECT 1 FROM fact WHERE name = 'locked'))""",
)
