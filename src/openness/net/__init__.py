"""The guarded way to the network: checked addresses, budgets, a cache on disk, tokens for their own host only."""
