"""Workplaces shared by the tests of a convention's rows: opening one takes a tenth of a second."""

from collections.abc import Callable, Iterator

import pytest

from app.usecases.workplace import Workplace
from tests.ui.workplace import WallClock, make_workplace

Place = Callable[[str], Workplace]


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Return the workplace of a profile, the same for every test: what it holds grows."""
    opened: dict[str, Workplace] = {}

    def of(profile: str) -> Workplace:
        if profile not in opened:
            folder = tmp_path_factory.mktemp("poste") / "coffre"
            opened[profile] = make_workplace(folder, profile, WallClock())
        return opened[profile]

    yield of
    for workplace in opened.values():
        workplace.close()
