"""What `python -m entente` runs. The code is in `cli`, `tui`, `exchange` and `store`."""
