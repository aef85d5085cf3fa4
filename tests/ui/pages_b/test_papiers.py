from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.domain.entretien import Etape, Issue
from app.domain.identifiers import EntretienId
from app.domain.indicateurs import Fiche
from app.storage import indicateurs
from app.ui.pages.papiers import open_papiers
from app.ui.tasks import InlineRunner
from app.usecases.interview import deciding, papers, receiving
from app.usecases.interview.paper_states import PaperState
from app.usecases.people import overview, persons
from app.usecases.records import MotifAcces
from app.usecases.workplace import Workplace
from tests.ui.accessibility import nameless
from tests.ui.pages_b.conftest import Show
from tests.ui.pages_b.reading import button, focused, go_to, press, seen
from tests.ui.paths import Paths
from tests.ui.workplace import LOT_ET_GARONNE, MakeWorkplace, add_colleague, as_agent
from tests.usecases.test_day import consent, follow, interview

RUNNER = InlineRunner()


class Desk:
    """The papers page on screen, with where it saves to."""

    def __init__(
        self, place: Workplace, show: Show, entretien_id: EntretienId, folder: Path | None = None
    ) -> None:
        self.place = place
        self.id = entretien_id
        self.paths = Paths()
        self.folder = folder
        self.page = open_papiers(place, RUNNER, self.paths, entretien_id, choose_path=self._choose)
        show(self.page)

    def _choose(self, _parent: QWidget, suggested: str) -> Path | None:
        return self.folder / suggested if self.folder else None

    def papers(self) -> dict[str, PaperState]:
        return {one.kind.value: one for one in papers.papers_of(self.place, self.id)}


def decided(place: Workplace, person: str = "X01") -> EntretienId:
    entretien_id = interview(place, person)
    follow(place, entretien_id)
    return entretien_id


def counted(place: Workplace, name: str) -> set[str]:
    with place.database.reading() as session:
        found = indicateurs.exact_by_month(session).get("2026-11", {})
    return {fait.value for fait in found if fait.name == name}


def test_the_focus_goes_from_one_paper_to_print_to_the_next(
    workplace: Workplace, show: Show
) -> None:
    desk = Desk(workplace, show, decided(workplace))
    first = desk.papers()["feuille"].id
    assert focused(desk.page).objectName() == f"open-{first}"
    press(desk.page, Qt.Key.Key_Return)
    assert focused(desk.page).objectName() == "printPdf"
    assert "Vous préférez de l’aide." in desk.page.preview.text().replace("\n", " ")
    desk.page.preview.printed.emit()
    assert desk.papers()["feuille"].printed_on == workplace.clock.today()
    assert focused(desk.page).objectName() == f"open-{desk.papers()['notice'].id}"
    assert "Imprimé le 22 novembre 2026" in seen(desk.page)
    assert "3 papiers restent à imprimer" in seen(desk.page)


def test_a_saved_paper_is_whole_and_its_file_names_nobody(
    workplace: Workplace, show: Show, tmp_path: Path
) -> None:
    folder = tmp_path / "bureau"
    folder.mkdir()
    desk = Desk(workplace, show, decided(workplace), folder)
    press(desk.page, Qt.Key.Key_Return)
    button(desk.page, "savePdf").click()
    assert [file.name for file in folder.iterdir()] == ["2026-CCASILL-0001-feuille.pdf"]
    assert (folder / "2026-CCASILL-0001-feuille.pdf").read_bytes().startswith(b"%PDF")
    assert "Ce fichier contient des données personnelles" in seen(desk.page)
    assert desk.papers()["feuille"].printed_on is not None


def test_a_paper_that_cannot_be_saved_stays_to_be_printed(
    workplace: Workplace, show: Show, tmp_path: Path
) -> None:
    desk = Desk(workplace, show, decided(workplace), tmp_path / "absent")
    press(desk.page, Qt.Key.Key_Return)
    button(desk.page, "savePdf").click()
    assert "n’a pas pu être enregistré à cet endroit" in seen(desk.page)
    assert desk.papers()["feuille"].printed_on is None


def test_a_paper_is_printed_later_then_signed_and_handed(workplace: Workplace, show: Show) -> None:
    desk = Desk(workplace, show, decided(workplace))
    notice = desk.papers()["notice"].id
    button(desk.page, f"open-{notice}").click()
    press(desk.page, Qt.Key.Key_Escape)
    assert desk.paths.taken == []  # Escape closed the preview alone
    assert desk.papers()["notice"].printed_on is None
    button(desk.page, f"open-{notice}").click()
    desk.page.preview.printed.emit()
    button(desk.page, f"signed-{notice}").click()
    button(desk.page, f"handed-{notice}").click()
    today = workplace.clock.today()
    assert (desk.papers()["notice"].signed_on, desk.papers()["notice"].handed_on) == (today, today)
    assert nameless(desk.page) == []


@pytest.mark.obligation("S1-45")
def test_finishing_by_keyboard_counts_the_sheet_without_a_name(
    workplace: Workplace, show: Show
) -> None:
    desk = Desk(workplace, show, decided(workplace))
    go_to(desk.page, "short-F")
    press(desk.page, Qt.Key.Key_Space)
    go_to(desk.page, "finishInterview")
    press(desk.page, Qt.Key.Key_Return)
    ended = receiving.load_interview(workplace, desk.id)
    assert (ended.etape, ended.issue) == (Etape.TERMINE, Issue.PRESCRIPTION)
    assert counted(workplace, "sexe") == {"F"}
    assert counted(workplace, "csp") == set()
    assert counted(workplace, "beneficiaire") == {"1"}
    assert counted(workplace, "tranche_age") == {"70+"}
    assert desk.paths.taken == [("status",), ("home",)]
    assert "4 papiers restent à imprimer" in desk.paths.messages[0].replace("\u00a0", " ")


@pytest.mark.obligation("S1-42", "S1-45")
def test_whoever_gets_no_pass_is_no_beneficiary_and_is_not_asked(
    workplace: Workplace, show: Show
) -> None:
    """001, l. 163 (« le public bénéficiant du Pass numérique ») and l. 172 (« bénéficiaires »)."""
    desk = Desk(workplace, show, decided(workplace, "X14"))
    assert "Pour les nombres" not in seen(desk.page)
    press(desk.page, "1")
    button(desk.page, "finishInterview").click()
    assert counted(workplace, "entretien") == {"1"}
    assert counted(workplace, "beneficiaire") == set()
    assert counted(workplace, "tranche_age") == set()


def test_traits_that_reach_an_ending_without_a_pass_are_not_counted(workplace: Workplace) -> None:
    """A prescription that is undone beside the open page: the sheet was filled in before."""
    deciding.finish(workplace, decided(workplace), Issue.ORIENTATION, fiche=Fiche(sexe="F"))
    assert counted(workplace, "sexe") == set()
    other = replace(workplace, convention=replace(workplace.convention, beneficiaires_seuls=False))
    entretien_id = interview(other, nom="Maquette")
    deciding.finish(other, entretien_id, Issue.ORIENTATION, fiche=Fiche(sexe="M"))
    assert counted(other, "sexe") == {"M"}


def test_the_categories_of_the_reference_list_are_set_in_french(
    workplace: Workplace, show: Show, tmp_path: Path
) -> None:
    words = seen(Desk(workplace, show, decided(workplace), tmp_path).page)
    assert "Artisans, commerçants et chefs d’entreprise" in words


def test_without_a_prescription_the_agent_says_how_it_ended(
    workplace: Workplace, show: Show
) -> None:
    desk = Desk(workplace, show, decided(workplace, "X14"))
    button(desk.page, "finishInterview").click()
    assert "Dites comment l’entretien se termine." in seen(desk.page)
    press(desk.page, "2", Qt.Key.Key_Return)
    ended = receiving.load_interview(workplace, desk.id)
    assert (ended.etape, ended.issue) == (Etape.TERMINE, Issue.AUCUNE_DIFFICULTE)


def test_an_undone_prescription_does_not_count_as_one(workplace: Workplace, show: Show) -> None:
    entretien_id = decided(workplace)
    deciding.undo(workplace, overview.listing(workplace)[0].prescription.id)
    desk = Desk(workplace, show, entretien_id)
    press(desk.page, "1")
    button(desk.page, "finishInterview").click()
    assert receiving.load_interview(workplace, entretien_id).issue is Issue.ORIENTATION


def test_a_finished_interview_still_has_its_papers(workplace: Workplace, show: Show) -> None:
    entretien_id = decided(workplace)
    deciding.finish(workplace, entretien_id, Issue.PRESCRIPTION)
    desk = Desk(workplace, show, entretien_id)
    words = seen(desk.page)
    assert "Terminer l’entretien" not in words
    assert "Mettre en attente" not in words
    assert "Pour les nombres" not in words
    press(desk.page, Qt.Key.Key_Return)
    assert desk.page.preview.text()


def test_a_colleague_s_interview_cannot_be_ended_here(workplace: Workplace, show: Show) -> None:
    entretien_id = interview(workplace)
    colleague = as_agent(workplace, add_colleague(workplace))
    desk = Desk(colleague, show, entretien_id)
    assert "Ce dossier est suivi par un collègue." in seen(desk.page)  # no reason was given
    (found,) = persons.find(colleague, "exempl", everyone=True)
    persons.open_record(colleague, found.personne.id, reason=MotifAcces.ACCUEIL)
    desk = Desk(colleague, show, entretien_id)
    assert "Pas encore de papier" in seen(desk.page)
    assert "Terminer l’entretien" not in seen(desk.page)
    desk.page.finish_asked.emit()
    assert receiving.load_interview(workplace, entretien_id).etape is Etape.DIAGNOSTIC


def test_who_refused_to_leave_answers_is_told_when_they_go(
    workplace: Workplace, show: Show
) -> None:
    entretien_id = decided(workplace)
    receiving.change(
        workplace,
        entretien_id,
        lambda found: replace(found, consentement=replace(consent(workplace), questionnaire=False)),
    )
    desk = Desk(workplace, show, entretien_id)
    words = "Les réponses sont effacées une fois l’entretien terminé et la feuille"
    assert words in seen(desk.page)
    button(desk.page, f"open-{desk.papers()['feuille'].id}").click()
    desk.page.preview.printed.emit()
    assert words not in seen(desk.page)


def test_lot_et_garonne_asks_nothing_for_counters_and_warns_about_the_sheet(
    new_workplace: MakeWorkplace, show: Show
) -> None:
    place = new_workplace(LOT_ET_GARONNE)
    entretien_id = interview(place, "X11", nom="Esquisse")
    follow(place, entretien_id)
    desk = Desk(place, show, entretien_id)
    words = seen(desk.page)
    assert "Pour les nombres" not in words
    assert "La feuille de la personne doit être imprimée aujourd’hui" in words
    deciding.finish(place, entretien_id, Issue.PRESCRIPTION)
    feuille = desk.papers()["feuille"]
    papers.mark_printed(place, feuille.id, "0")  # the answers go with it (000 l. 116)
    button(desk.page, f"open-{feuille.id}").click()
    assert desk.page.preview.isVisible()  # it says what was decided still, no more why
