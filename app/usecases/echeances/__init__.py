"""The calendar of everything dated, and what is noted of it."""
