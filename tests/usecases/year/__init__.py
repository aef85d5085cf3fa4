"""A year of work of a structure with two laptops, seeded, counted twice.

Each act goes through the use cases; beside it, `oracle` notes what the rules of counting say (La
Coop's, and decision 0008), knowing nothing of the program's own sums. `python -m
tests.usecases.year` plays it at full size.
"""
