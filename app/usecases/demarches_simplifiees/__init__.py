"""Dossiers on Démarches simplifiées: prepared here, deposited there."""
