"""What is written to GitHub: the one comment, the suggestions, each without ever being written twice."""
