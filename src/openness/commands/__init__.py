"""One module for each command of the command line: the glue between the edges and the core."""
