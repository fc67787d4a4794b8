"""Writing a plan whole: the risk management plan and the safety plan with all their lines, on one page."""
