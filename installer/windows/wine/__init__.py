"""The check under wine: nothing of it is shipped."""
