"""Instruments: what follows from the numbers of an assessment, by which table; worked out when read, never stored.

- `instrument_table`: `InstrumentTable`, `load_instruments()`, `instrument_in_force(tables, instrument, day)`,
  `table_for(assessment, tables)`. Which tables are on: `casework.rules.table_choice.tables_on`.
- `derive`: `derive(assessment, table)` gives a `Derived` for every scale of the table.
- `agreement`: `disagreements(assessment, derived)`: the level as entered beside the one that follows, and whether that
  is resolved; `results(assessment, derived)`: the level of each scale that counts, for duties and lists.
- `signing`: `assessment_problems(assessment, table, subject)`: why it cannot be signed, as sentences.
- `completing`: `may_complete(trainings, staff, instrument, day)`: None, or the sentence why not.
- `subject`: `SubjectFacts`, `subject_of(person)`, `subject_problems(table, subject, day)`.
"""
