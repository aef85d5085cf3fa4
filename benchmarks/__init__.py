"""Measurements against a peer or a limit taken in the same run; each prints one JSON object."""
