"""What the commands of the board do, one file a subject."""
