"""The first run: make the vault of a structure and its first agent."""
