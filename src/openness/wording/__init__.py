"""What a repository says about its openness: Markdown to sentences to claims."""
