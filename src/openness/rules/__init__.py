"""The rules: one file each, facts to findings."""
