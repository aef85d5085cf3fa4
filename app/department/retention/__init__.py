"""How long the service keeps what: terms, postponements, erasure, proofs, daily tasks.

Sources: the convention's `[conservation]`, RGPD art. 5.1 e and 17; decisions 0023 and 0035.
"""
