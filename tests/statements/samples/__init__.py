"""Documents written for the tests: ten statements, each for one difficulty, and files of them."""
