"""What the program promises, what it cannot promise, and its keys."""
