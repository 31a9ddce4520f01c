"""What the board's commands do, one file a group; `do_` and the command's id is the method."""
