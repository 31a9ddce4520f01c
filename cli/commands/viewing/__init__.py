"""Commands that show what a register holds; none of them changes it."""
