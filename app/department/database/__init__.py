"""The service's database: tables, connections, upgrades."""
