"""Tests of the laptop application."""
