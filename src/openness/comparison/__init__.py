"""What a change changes: two reports of the same repository held against each other, or one against a baseline file."""
