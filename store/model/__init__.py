"""What a register holds, as pure values, and what follows from them on a day."""
