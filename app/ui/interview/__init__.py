"""What the steps of an interview share: their frame, and short choices in one line."""
