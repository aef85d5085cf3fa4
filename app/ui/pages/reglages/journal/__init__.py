"""The journal, on the screen and on paper."""
