"""What ./portal runs: set up, start, test and check, with Python's standard library alone."""
