"""Back up and bring back."""
