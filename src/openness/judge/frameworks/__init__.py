"""The frameworks beside the level, each in a folder of its own: a data file and a small pure evaluator."""
