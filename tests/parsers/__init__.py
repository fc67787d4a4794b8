"""What reads bytes from outside, under bytes that nobody would write: docs/fuzzing.md.

`judge.py` says what is read and what may come of it; `seed.py` has good examples; `mutator.py` spoils them. With
`python -m tests.parsers` a coverage-guided fuzzer does that for as long as one likes (`guided.py`), and what it found
lies below `findings/` and is read again by every `make test`.
"""
