"""The front door: the `entente` command, also as `python -m entente`.

The code is in `cli`, `tui`, `exchange` and `store`; nothing is to be imported from here.
"""
