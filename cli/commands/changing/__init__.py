"""Commands that change a register, each in one transaction that `undo` takes back."""
