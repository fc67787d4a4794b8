"""Writing a risk management plan and a safety plan, with all their lines, on one page."""
