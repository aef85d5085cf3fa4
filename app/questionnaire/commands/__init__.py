"""The commands of `python -m app.questionnaire`, one module each."""
