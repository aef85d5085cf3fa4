"""The versions of the questionnaire: ready to run, taken in, published, put in force."""
