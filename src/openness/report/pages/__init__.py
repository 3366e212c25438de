"""Reports as pages of HTML: one file that asks nothing of any server and runs nothing that it was not written with."""
