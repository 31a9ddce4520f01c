"""What the board's forms ask for, and what their answers mean."""
