"""What `python -m entente` runs: the `entente` command, for where its script is not on the path.

The code is in `cli`, `tui`, `exchange` and `store`; nothing is to be imported from here.
"""
