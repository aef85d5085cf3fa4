"""Talking to the Département: what is said on the wire, and the gateways that say it."""
