"""What is measured, and the one command that measures it: `python -m benchmarks`."""
