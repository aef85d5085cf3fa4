"""Reads and validates convention profiles and the territory they apply to; gives domain values."""
