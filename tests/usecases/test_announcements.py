"""What the Département announces reaches the laptop, is shown between two days, and goes."""

from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256

import pytest

from app.domain.identifiers import AgentId
from app.storage.rapports import EtatRapport
from app.sync.gateway import GatewayError
from app.sync.outcomes import Outcome
from app.sync.protocol.announcement import NAME, Announcement, write_announcement
from app.sync.protocol.signed import MaterialEntry, MaterialKind
from app.ui.outcome_words import report_text
from app.ui.pages.synchroniser.words import report_detail
from app.usecases.versions import announcements
from app.usecases.workplace import Workplace
from tests.sync.departement_state import FakeDepartement
from tests.usecases.test_sending import Line, line, new_workplace, workplace

__all__ = ["line", "new_workplace", "workplace"]  # fixtures


def announce(line: Line, content: bytes) -> None:
    publish(line.departement, content)


def publish(departement: FakeDepartement, content: bytes) -> None:
    """Publish `content` as the announcement, in place of the one before."""
    entry = MaterialEntry(
        kind=MaterialKind.ANNOUNCEMENT,
        name=NAME,
        size=len(content),
        sha256=sha256(content).digest(),
    )
    departement.documents[entry.sha256] = content
    departement.entries = [entry]
    departement.material_serial += 1


def announced(departement: FakeDepartement, title: str, first: date, last: date) -> None:
    publish(departement, written(title, first, last))


def written(title: str, first: date, last: date) -> bytes:
    return write_announcement(
        Announcement(
            title=title,
            paragraphs=("Le service ferme.", "<b>Rien</b> à faire."),
            starts_on=first,
            ends_on=last,
        )
    )


def text(place: Workplace, title: str = "Fermeture", *, first: int = 0, last: int = 3) -> bytes:
    """Return an announcement shown from `first` to `last` days from today."""
    today = place.clock.today()
    return written(title, today + timedelta(days=first), today + timedelta(days=last))


def test_an_announcement_is_kept_shown_and_noted_once(workplace: Workplace, line: Line) -> None:
    line.activate(workplace)
    announce(line, text(workplace))
    report, _ = line.run(workplace)
    assert (report.state, [item.code for item in report.items]) == (
        EtatRapport.REUSSIE,
        ["annonce_recue"],
    )
    assert report_text(report).endswith("1\u00a0annonce reçue.")
    (item,) = report_detail(report, {}, workplace).items
    assert item.row.title == "Annonce du Département"
    found = announcements.unread(workplace)
    assert found is not None
    assert (found.title, found.paragraphs) == (
        "Fermeture",
        ("Le service ferme.", "<b>Rien</b> à faire."),
    )
    line.departement.documents.clear()
    report, _ = line.run(workplace)
    assert (report.state, report.items) == (EtatRapport.REUSSIE, ())


@pytest.mark.parametrize(
    ("first", "last", "shown"), [(-3, -1, False), (-3, 0, True), (0, 0, True), (1, 9, False)]
)
def test_it_is_shown_between_its_days(
    workplace: Workplace, line: Line, first: int, last: int, *, shown: bool
) -> None:
    line.activate(workplace)
    announce(line, text(workplace, first=first, last=last))
    line.run(workplace)
    assert (announcements.unread(workplace) is not None) is shown


def test_each_worker_puts_it_away_for_himself_until_another_comes(
    workplace: Workplace, line: Line
) -> None:
    line.activate(workplace)
    announce(line, text(workplace))
    line.run(workplace)
    announcements.put_away(workplace)
    announcements.put_away(workplace)
    assert announcements.unread(workplace) is None
    assert announcements.announcement_of_today(workplace) is not None, "to be read again"
    agent = replace(workplace.agent, id=AgentId("un-autre-agent"))
    assert announcements.unread(replace(workplace, agent=agent)) is not None
    announce(line, text(workplace, "Autre"))
    line.run(workplace)
    found = announcements.unread(workplace)
    assert found is not None
    assert found.title == "Autre"


def test_one_that_is_withdrawn_goes(workplace: Workplace, line: Line) -> None:
    line.activate(workplace)
    announce(line, text(workplace))
    line.run(workplace)
    line.departement.entries = []
    line.departement.material_serial += 1
    report, _ = line.run(workplace)
    assert (report.state, report.items) == (EtatRapport.REUSSIE, ())
    assert announcements.announcement_of_today(workplace) is None


def test_an_old_list_played_back_neither_brings_nor_takes_one(
    workplace: Workplace, line: Line
) -> None:
    line.activate(workplace)
    announce(line, text(workplace))
    line.run(workplace)
    line.departement.entries = []
    line.departement.material_serial -= 1
    line.run(workplace)
    assert announcements.announcement_of_today(workplace) is not None


def test_one_that_this_version_cannot_read_is_told_once_and_replaces_the_former(
    workplace: Workplace, line: Line
) -> None:
    line.activate(workplace)
    announce(line, text(workplace))
    line.run(workplace)
    announce(line, b'{"html":"<script>","v":2}')
    report, _ = line.run(workplace)
    assert [item.code for item in report.items] == ["annonce_illisible"]
    assert announcements.announcement_of_today(workplace) is None
    line.departement.documents.clear()
    report, _ = line.run(workplace)
    assert report.items == ()


def test_one_that_does_not_come_is_asked_for_again(
    workplace: Workplace, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    line.activate(workplace)
    announce(line, text(workplace))
    assert line.gateway is not None

    def broken(_entry: MaterialEntry) -> bytes:
        raise GatewayError(Outcome.COUPURE)

    with monkeypatch.context() as patch:
        patch.setattr(line.gateway, "document", broken)
        line.run(workplace)
    assert announcements.announcement_of_today(workplace) is None
    line.run(workplace)
    assert announcements.announcement_of_today(workplace) is not None
