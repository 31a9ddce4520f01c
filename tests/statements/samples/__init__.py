"""Documents written for the tests: eleven statements, each for one difficulty, and files."""
