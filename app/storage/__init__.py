"""The vault that holds the keys, and the encrypted database that holds the records."""
