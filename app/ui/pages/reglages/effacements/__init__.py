"""What was erased, what will be, and its proofs."""
