"""The way to the Département by files that somebody carries."""
