"""The laptops of the journeys, for what goes wrong."""

from tests.journeys.conftest import laptop, new_laptop

__all__ = ["laptop", "new_laptop"]  # fixtures
