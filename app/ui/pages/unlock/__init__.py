"""Open the vault: who is at work, and the passphrase."""
