"""License texts, names and expressions: what a text is, how it differs, what it restricts, whether it is open."""
