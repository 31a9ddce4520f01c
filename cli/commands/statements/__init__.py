"""What documents say: the commitments they make, and what became of those of others."""
