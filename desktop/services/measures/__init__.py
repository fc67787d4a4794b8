"""Figures for seniors and managers: of the cases on this laptop, or of the whole agency as the office counted them."""
