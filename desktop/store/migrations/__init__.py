"""The numbered steps that bring a store to this version of the application.

They are ``m0001_….py``, ``m0002_….py`` and so on. A step is a module with ``VERSION: int`` and
``STATEMENTS: tuple[str, ...]`` and imports nothing of the project, because it must do the same in ten years.
``runner`` applies them.
"""
