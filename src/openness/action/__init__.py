"""What the GitHub Action does and says, decided without touching anything: events, plans, comments, suggestions."""
