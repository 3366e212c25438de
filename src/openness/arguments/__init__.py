"""The arguments of every command, one module each; nothing else is imported to print a help text."""
