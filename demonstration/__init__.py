"""The demonstration: a fictitious structure, two agents, eighteen persons and a Département."""
