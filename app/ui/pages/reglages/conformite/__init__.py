"""The conformity file."""
