"""Reading the repositories of an organization over the network: few calls, nothing twice, within limits."""
