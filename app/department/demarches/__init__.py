"""Decisions taken on Démarches simplifiées: read there by the service, relayed to the laptops."""
