"""The page that stays while the program ends: the last backup, and the way to leave without it."""
