"""The versions of the questionnaire."""
