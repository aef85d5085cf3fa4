"""Practice: a vault of its own with fictitious persons, from which nothing leaves."""
