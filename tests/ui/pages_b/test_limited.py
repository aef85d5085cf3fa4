"""Each page beside the record says that it is limited, and offers nothing that would use it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.domain.droits import MotifLimitation
from app.domain.identifiers import EntretienId
from app.ui.pages.aujourdhui import open_aujourdhui
from app.ui.pages.papiers import open_papiers
from app.ui.pages.personnes import open_dossier, open_personnes
from app.ui.pages.prescriptions import open_prescription, open_prescriptions
from app.ui.pages.relecture import open_relecture
from app.ui.tasks import InlineRunner
from app.ui.widgets.data_list import DataList
from app.usecases.droits.limiting import lift, limit
from app.usecases.interview import papers, receiving
from app.usecases.people import overview, persons
from app.usecases.records import SuiviPrescription
from app.usecases.workplace import Workplace
from tests.ui.accessibility import nameless
from tests.ui.pages_b.conftest import Show
from tests.ui.pages_b.reading import button, focused, press, seen
from tests.ui.pages_b.test_prescriptions import rows
from tests.ui.paths import Paths
from tests.usecases.test_day import follow, interview

RUNNER = InlineRunner()
BANNER = (
    "Dossier limité depuis le 22 novembre 2026 : elle dit que des données sont fausses. Il se lit ;"
    " il ne se modifie pas et rien n’en part. Pour qu’il serve de nouveau : ouvrez le dossier de la"
    " personne, « Droits de la personne », choix 4."
)
REASON = "Dossier limité\u00a0: levez d’abord la limitation."


def prescribed(place: Workplace) -> tuple[EntretienId, SuiviPrescription]:
    entretien_id = interview(place)
    follow(place, entretien_id)
    (known,) = overview.listing(place)
    return entretien_id, known


def held_back(page: QWidget, name: str) -> bool:
    """Tell whether a button is there and cannot be pressed; it then says why."""
    found = button(page, name)
    said = {found.toolTip(), found.accessibleDescription()}
    assert said == ({""} if found.isEnabled() else {REASON})
    return not found.isEnabled()


def test_the_prescription_of_a_limited_record_cannot_be_undone(
    workplace: Workplace, show: Show
) -> None:
    _, known = prescribed(workplace)
    page = open_prescription(workplace, RUNNER, Paths(), known.prescription.id)
    show(page)
    assert not held_back(page, "undoPrescription")
    limit(workplace, known.personne.id, MotifLimitation.EXACTITUDE)
    page = open_prescription(workplace, RUNNER, Paths(), known.prescription.id)
    show(page)
    words = seen(page)
    assert BANNER in words
    assert "Retenue, dossier limité" in words
    assert "En attente d’envoi" not in words
    assert held_back(page, "undoPrescription")
    assert nameless(page) == []
    lift(workplace, known.personne.id)
    page = open_prescription(workplace, RUNNER, Paths(), known.prescription.id)
    show(page)
    assert "limité" not in seen(page)
    assert not held_back(page, "undoPrescription")


def test_the_papers_of_a_limited_record_are_listed_and_none_is_made(
    workplace: Workplace, show: Show
) -> None:
    entretien_id, known = prescribed(workplace)
    first, *others = papers.papers_of(workplace, entretien_id)
    papers.mark_printed(workplace, first.id, "a" * 64)
    limit(workplace, known.personne.id, MotifLimitation.EXACTITUDE)
    paths = Paths()
    page = open_papiers(workplace, RUNNER, paths, entretien_id)
    show(page)
    words = seen(page)
    assert BANNER in words
    assert "Pour les nombres" not in words  # nothing is asked of her any more
    for paper in (first, *others):
        assert held_back(page, f"open-{paper.id}")
    assert held_back(page, "finishInterview")
    assert held_back(page, "holdInterview")
    assert not any(one.isEnabled() for one in _facts(page))
    assert focused(page).objectName() == "leavePapers"
    press(page, Qt.Key.Key_Return)
    assert paths.taken == [("home",)]


def _facts(page: QWidget) -> list[QWidget]:
    found = [
        one
        for one in page.findChildren(QWidget)
        if one.objectName().startswith(("signed-", "handed-")) and one.isVisible()
    ]
    assert found
    return found


def test_an_interview_of_a_limited_record_is_read_and_not_taken_up(
    workplace: Workplace, show: Show
) -> None:
    entretien_id = interview(workplace)
    (found,) = persons.find(workplace, "exempl")
    receiving.hold(workplace, entretien_id)
    limit(workplace, found.personne.id, MotifLimitation.EXACTITUDE)
    page = open_relecture(workplace, RUNNER, Paths(), entretien_id)
    show(page)
    assert BANNER in seen(page)
    assert held_back(page, "resumeInterview")
    today = open_aujourdhui(workplace, RUNNER, Paths())
    show(today)
    assert "Dossier limité" in seen(today)
    assert held_back(today, f"takeUp-{entretien_id}")
    assert held_back(today, f"abandon-{entretien_id}")
    assert not held_back(today, f"review-{entretien_id}")
    lift(workplace, found.personne.id)
    page = open_relecture(workplace, RUNNER, Paths(), entretien_id)
    show(page)
    assert not held_back(page, "resumeInterview")


def test_the_lists_name_a_limited_record(workplace: Workplace, show: Show) -> None:
    _, known = prescribed(workplace)
    limit(workplace, known.personne.id, MotifLimitation.JUSTICE)

    def listed(page: QWidget) -> list[str]:
        return [row for one in page.findChildren(DataList) for row in rows(one)]

    persons_page = open_personnes(workplace, RUNNER, Paths())
    show(persons_page)
    assert [row.rpartition(", ")[2] for row in listed(persons_page)] == ["Limité"]
    prescriptions = open_prescriptions(workplace, RUNNER, Paths())
    show(prescriptions)
    (row,) = listed(prescriptions)
    assert row.endswith("22 novembre 2026, Retenue, dossier limité")
    record = open_dossier(workplace, RUNNER, Paths(), known.personne.id)
    show(record)
    assert any("Retenue, dossier limité" in row for row in listed(record))
    today = open_aujourdhui(workplace, RUNNER, Paths())
    show(today)
    assert any(row.endswith("Dossier limité") for row in listed(today))
