"""Safe fixes: edits of text that are certain, tried on the whole repository before anything is written."""
