"""Réglages: appearance, security, colleagues, the Département, about."""
