"""The building blocks of every page: each has its words, its focus ring and its accessible name."""
