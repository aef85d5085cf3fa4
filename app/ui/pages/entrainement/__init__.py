"""The gate of practice: what it is, under which convention, begin."""
