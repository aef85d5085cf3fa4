"""Carnets: stock, entrusting, handing over, counting, following (docs/decisions/0044)."""
