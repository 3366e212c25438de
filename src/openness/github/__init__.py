"""GitHub's API: one client on PyGithub that repeats no write blindly, waits within a budget and names every fault."""
