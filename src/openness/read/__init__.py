"""The reading edge: a repository as paths, sizes, modes and byte ranges, wherever it lives."""
