"""Migrations of the service's database, in order."""
