"""The guide inside the program: which chapter belongs to what is on screen, and its window."""
