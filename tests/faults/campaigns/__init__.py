"""Campaigns of faults with fixed seeds: whole by `python -m benchmarks faults`, a few in the tests.

Each module has a `campaign(number)` that returns a `Verdict`. The vaults are quick
(`tests.fast_vault`), which only tests can make: the campaigns live among them for that reason.
"""
