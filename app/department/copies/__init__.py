"""Copies of the service's data: sealed backups, restores, and moves to another database."""
