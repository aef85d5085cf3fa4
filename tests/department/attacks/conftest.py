"""A laptop and a browser that attack; after each attack the log and the journal are read."""

import logging
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from app.department.database.actors import JournalRow
from tests.department.attacks.scene import MARK
from tests.department.support import Browser, Departement, Laptop


@pytest.fixture
def nobody_in_the_log(departement: Departement, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """After each attack, neither the log nor the journal holds a person, and nothing broke."""
    caplog.set_level(logging.DEBUG, logger="app.department")
    caplog.set_level(logging.INFO)
    caplog.set_level(logging.WARNING, logger="httpx")  # the attacker's own log
    yield
    with departement.service.database.reading() as session:
        rows = session.scalars(select(JournalRow)).all()
        written = [f"{row.action} {row.object_id} {row.detail} {row.actor_id}" for row in rows]
    text = "\n".join([*written, caplog.text]).lower()
    assert MARK.lower() not in text
    assert "tilleuls" not in text
    assert "bug:" not in text
    assert "traceback" not in text


@pytest.fixture
async def laptop(departement: Departement) -> Laptop:
    made = departement.laptop()
    await made.activate(departement.code())
    return made


@pytest.fixture
async def stranger(departement: Departement) -> Laptop:
    """A laptop of another structure, activated as it should be."""
    departement.add_structure("AUTRE", "Une autre structure")
    made = departement.laptop()
    await made.activate(departement.code("AUTRE"))
    return made


@pytest.fixture
async def browser(departement: Departement) -> Browser:
    made = departement.browser()
    await made.sign_in()
    return made
