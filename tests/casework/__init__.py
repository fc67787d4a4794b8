"""What the work is: records, rules, ledger."""
