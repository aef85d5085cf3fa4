"""The gateway to Démarches simplifiées: prefilled drafts, and what becomes of them."""
