"""Everything known about one repository, gathered once and handed to the rules."""
