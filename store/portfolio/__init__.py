"""The immutable view of a register that a board or a command shows."""
