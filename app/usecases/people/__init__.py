"""Persons and their prescriptions: find, read, list; the files that left about them."""
