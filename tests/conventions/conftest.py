import pytest


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "obligation(row): the row of obligations.md that it shows")
