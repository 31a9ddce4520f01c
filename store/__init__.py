"""What a commitment is and how it is kept. Knows nothing of screens or terminals."""
