"""Reads lists of places of mediation: the national standard, 0.1 and 1.0, CSV or JSON."""
