"""Réglages › Papiers: what is printed once for a place or a printer, and blank sheets."""
