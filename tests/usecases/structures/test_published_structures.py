"""The list that the Département publishes waits for the référent, by network as by stick."""

from hashlib import sha256

import pytest

from app.domain.failures import UnusableFileError
from app.sync.protocol.signed import MaterialEntry, MaterialKind
from app.sync.protocol.structures import NAME
from app.ui.outcome_words import report_text
from app.usecases.structures import catalogue, searching
from app.usecases.structures.searching import Recherche
from app.usecases.workplace import Workplace
from tests.conventions.structures.test_reading import DEMO
from tests.sync.fake_departement import FakeDepartement
from tests.usecases.test_sending import Line, line, new_workplace, workplace

__all__ = ["line", "new_workplace", "workplace"]  # fixtures


def publish(departement: FakeDepartement, content: bytes) -> None:
    entry = MaterialEntry(
        kind=MaterialKind.STRUCTURES, name=NAME, size=len(content), sha256=sha256(content).digest()
    )
    departement.documents[entry.sha256] = content
    departement.entries = [entry]
    departement.material_serial += 1


@pytest.mark.obligation("S1-39")
def test_a_published_list_is_proposed_and_changes_nothing_until_it_is_taken(
    workplace: Workplace, line: Line
) -> None:
    line.activate(workplace)
    publish(line.departement, DEMO.read_bytes())
    report, _ = line.run(workplace)
    assert "1\u00a0liste de lieux reçue" in report_text(report)
    assert searching.find(workplace, Recherche()).total == 0
    assert catalogue.state(workplace).propose_le == workplace.clock.now()
    line.departement.documents.clear()  # it is fetched once
    line.run(workplace)
    taken = catalogue.import_proposed(workplace, tell=lambda _: None)
    assert taken is not None
    assert taken.rapport.prises == 11
    assert searching.find(workplace, Recherche()).total == 11
    assert catalogue.state(workplace).propose_le is None
    line.run(workplace)
    assert catalogue.state(workplace).propose_le is None


def test_a_list_that_is_put_away_or_is_none_does_not_come_back(
    workplace: Workplace, line: Line
) -> None:
    line.activate(workplace)
    for content in (DEMO.read_bytes(), b"bonjour"):
        publish(line.departement, content)
        line.run(workplace)
        assert catalogue.state(workplace).propose_le is not None
        if content == b"bonjour":
            with pytest.raises(UnusableFileError):
                catalogue.import_proposed(workplace, tell=lambda _: None)
        else:
            catalogue.put_away(workplace)
        line.run(workplace)
        assert catalogue.state(workplace).propose_le is None
    assert searching.find(workplace, Recherche()).total == 0
