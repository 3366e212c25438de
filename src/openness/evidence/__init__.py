"""What a repository shows: its model, its components, the licenses that govern them."""
