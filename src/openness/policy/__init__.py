"""What an organization demands: policy files, how their layers combine, and what they make of one repository."""
