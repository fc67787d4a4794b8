"""The page Measures: figures as tables and charts, for seniors and managers, and what a committee is given."""
