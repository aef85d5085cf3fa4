"""Backups: the sealed file, the folder where it goes, the ledger beside it, and the way back."""
