"""Many repositories as one: which are read and how far, how the work is shared out, what the parts add up to."""
