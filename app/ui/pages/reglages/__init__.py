"""Réglages: appearance, security, colleagues, the Département, the questionnaire, about."""
