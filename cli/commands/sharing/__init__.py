"""Commands that let several people have the same board or register."""
