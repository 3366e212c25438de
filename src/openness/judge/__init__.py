"""What the facts amount to: the openness level and the verdicts of the frameworks."""
