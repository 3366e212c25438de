"""Weight files: what their headers say, read within budgets and never executed."""
