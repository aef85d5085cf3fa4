from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.domain.entretien import Issue
from app.domain.identifiers import PersonneId
from app.storage import acces
from app.storage.acces import MotifAcces
from app.ui.pages.personnes import open_dossier, open_personnes
from app.ui.pages.personnes.dossier import DossierPage
from app.ui.pages.personnes.page import PersonnesPage
from app.ui.pages.personnes.presenter import PersonnesPresenter
from app.ui.tasks import InlineRunner
from app.ui.widgets.confirm_dialog import ConfirmDialog
from app.ui.widgets.list_rows import ROW_ROLE
from app.usecases.interview import deciding, receiving
from app.usecases.people import persons
from app.usecases.people.persons import Found
from app.usecases.versions import questionnaire_import, questionnaire_versions
from app.usecases.workplace import Workplace
from tests.ui.accessibility import nameless
from tests.ui.examples import known_person, known_persons
from tests.ui.frame.fakes import HoldingRunner
from tests.ui.pages_b.conftest import Show
from tests.ui.pages_b.reading import button, focused, go_to, press, seen
from tests.ui.paths import Paths
from tests.ui.workplace import LOT_ET_GARONNE, MakeWorkplace, add_colleague, as_agent
from tests.usecases.test_day import follow, interview
from tests.workbooks import written

RUNNER = InlineRunner()


def listed(page: PersonnesPage) -> list[str]:
    shown = page.search.suggestions
    return [shown.model().index(i, 0).data(ROW_ROLE).title for i in range(shown.count())]


def found(place: Workplace, nom: str) -> Found:
    return persons.find(place, nom, everyone=True)[0]


def dossier(place: Workplace, show: Show, nom: str) -> tuple[DossierPage, Paths]:
    paths = Paths()
    page = open_dossier(place, RUNNER, paths, found(place, nom).personne.id)
    show(page)
    return page, paths


def test_one_types_and_opens_a_person_by_keyboard(
    workplace: Workplace, show: Show, qtbot: QtBot
) -> None:
    known_persons(workplace)
    paths = Paths()
    page = open_personnes(workplace, RUNNER, paths)
    show(page)
    assert listed(page) == ["Marcel FICTIF", "Monique MAQUETTE", "Paul MARQUISE"]
    press(page, "ma maq")
    qtbot.waitUntil(lambda: listed(page) == ["Monique MAQUETTE"] or not listed(page))
    page.search.line.clear()
    press(page, "maq")
    qtbot.waitUntil(lambda: listed(page) == ["Monique MAQUETTE"])
    press(page, Qt.Key.Key_Return)
    assert paths.last == ("person", found(workplace, "maquette").personne.id)
    assert nameless(page) == []


def test_what_was_typed_during_a_search_is_looked_for_once_and_only_the_last_is_shown(
    workplace: Workplace, show: Show
) -> None:
    known_persons(workplace)
    runner, page = HoldingRunner(), PersonnesPage()
    presenter = PersonnesPresenter(page, runner, workplace, Paths())
    show(page)
    for text in ("m", "ma", "maq"):
        presenter.look_for(text)
    assert runner.finish() == 1
    assert listed(page) == []  # those of « m » are nobody's question any more
    assert runner.finish() == 1
    assert listed(page) == ["Monique MAQUETTE"]
    assert runner.finish() == 0


def test_everybody_s_records_come_after_mine_and_are_marked(
    workplace: Workplace, show: Show
) -> None:
    colleague = as_agent(workplace, add_colleague(workplace))
    known_person(colleague, "Aaron-Modèle", "Amina")
    known_person(workplace, "Maquette", "Monique")
    page = open_personnes(workplace, RUNNER, Paths())
    show(page)
    assert listed(page) == ["Monique MAQUETTE"]
    button(page, "short-all").click()
    assert listed(page) == ["Monique MAQUETTE", "Amina AARON-MODÈLE"]


def test_nobody_yet_and_nobody_of_this_name_are_two_things(
    workplace: Workplace, show: Show
) -> None:
    page = open_personnes(workplace, RUNNER, Paths())
    show(page)
    assert "Les personnes reçues en entretien viendront ici." in seen(page)
    page.looked_for.emit("zzz")
    words = seen(page)
    assert "Personne ne porte ce nom ici. Cherchez aussi dans « Toutes »." in words
    assert "Les personnes reçues" not in words


def test_my_record_shows_everything_and_until_when(workplace: Workplace, show: Show) -> None:
    prescription = follow(workplace, interview(workplace)).prescription
    assert prescription is not None
    page, paths = dossier(workplace, show, "exempl")
    button(page, "personHistory").click()
    words = seen(page)
    for expected in (
        "4 rue des Vignes fictives\n67400 Illkirch-Graffenstaden",
        "70 ans et plus",
        "Dossier suivi par vous",
        "Dossier ouvert, par vous",
        # convention 001: 4 years by default (decision 0012), from 22 November 2026
        "Ce dossier sera effacé le 22 novembre 2030.",
    ):
        assert expected in words
    page.prescription_opened.emit(prescription.id)
    page.interview_opened.emit(prescription.entretien_id)
    assert paths.taken == [
        ("prescription", prescription.id),
        ("review", prescription.entretien_id),
    ]
    assert nameless(page) == []


def test_a_finished_interview_opens_to_be_read(workplace: Workplace, show: Show) -> None:
    entretien_id = interview(workplace, "X14")
    follow(workplace, entretien_id)
    deciding.finish(workplace, entretien_id, Issue.REFUS)
    assert receiving.load_interview(workplace, entretien_id).issue is Issue.REFUS
    page, paths = dossier(workplace, show, "exempl")
    page.interview_opened.emit(entretien_id)
    assert paths.last == ("review", entretien_id)


def test_a_colleague_s_record_opens_with_a_reason_that_is_noted(
    workplace: Workplace, show: Show
) -> None:
    colleague = as_agent(workplace, add_colleague(workplace))
    personne = known_person(colleague, "Martinot-Modèle", "Amina")
    page, paths = dossier(workplace, show, "martinot")
    assert "31 avenue de l’Exemple" not in seen(page)
    press(page, Qt.Key.Key_Return)
    assert "Choisissez un motif pour ouvrir ce dossier." in seen(page)
    press(page, "2", Qt.Key.Key_Return)
    assert "31 avenue de l’Exemple" in seen(page)
    with workplace.database.reading() as session:
        noted = [(one.agent_id, one.motif) for one in acces.of_personne(session, personne.id)]
    assert noted == [(workplace.agent.id, MotifAcces.REMPLACEMENT)]
    press(page, Qt.Key.Key_Escape)
    assert paths.last == ("back",)


def test_a_name_is_corrected_by_keyboard(workplace: Workplace, show: Show) -> None:
    known_person(workplace, "Maquete", "Monique")
    page, _ = dossier(workplace, show, "maquete")
    go_to(page, "correctRecord")
    press(page, Qt.Key.Key_Return)
    assert focused(page).objectName() == "correct-prenom"
    go_to(page, "correct-nom")
    press(page, "Maquette", Qt.Key.Key_Return)
    assert "Correction enregistrée." in seen(page)
    assert found(workplace, "maquette").personne.nom == "Maquette"
    button(page, "personHistory").click()
    assert "Dossier corrigé (nom), par vous" in seen(page)


def test_a_moved_person_needs_a_commune_of_the_postal_code(
    workplace: Workplace, show: Show
) -> None:
    known_person(workplace, "Maquette", "Monique")
    page, _ = dossier(workplace, show, "maquette")
    button(page, "correctRecord").click()
    line = page.correction.findChildren(QLineEdit, "correct-code_postal")[0]
    line.setFocus()
    line.selectAll()
    press(page, "6740")
    button(page, "keepCorrection").click()
    assert "Un code postal a cinq chiffres." in seen(page)
    press(page, "0", Qt.Key.Key_Return)
    adresse = found(workplace, "maquette").personne.adresse
    # communes.csv: 67400 is Illkirch-Graffenstaden alone (INSEE 67218)
    assert (adresse.code_postal, adresse.code_insee) == ("67400", "67218")


def test_escape_gives_up_a_correction(workplace: Workplace, show: Show) -> None:
    known_person(workplace, "Maquette", "Monique")
    page, paths = dossier(workplace, show, "maquette")
    button(page, "correctRecord").click()
    press(page, "xx", Qt.Key.Key_Escape)
    assert paths.taken == []
    assert found(workplace, "maquette").personne.prenom == "Monique"


def test_lot_et_garonne_asks_neither_title_nor_age(
    new_workplace: MakeWorkplace, show: Show
) -> None:
    place = new_workplace(LOT_ET_GARONNE)
    interview(place, "X11", nom="Esquisse")
    page, _ = dossier(place, show, "esquisse")
    button(page, "correctRecord").click()
    words = seen(page)
    assert "Civilité" not in words
    assert "Âge" not in words


def test_a_record_that_is_gone_is_said(workplace: Workplace, show: Show) -> None:
    page = open_dossier(workplace, RUNNER, Paths(), PersonneId("0"))
    show(page)
    assert "Ce dossier n’est plus ici" in seen(page)


def test_a_diagnosis_is_made_again_beside_the_first_after_a_question(
    workplace: Workplace, show: Show, tmp_path: Path
) -> None:
    entretien_id = interview(workplace, "X21", nom="Maquette")
    follow(workplace, entretien_id)
    page, _ = dossier(workplace, show, "Maquette")
    assert "Premier diagnostic" in seen(page)
    deciding.finish(workplace, entretien_id, Issue.PRESCRIPTION)
    new = questionnaire_import.import_file(
        workplace, written(tmp_path / "version-2.xlsx"), tell=lambda _step: None
    )
    questionnaire_versions.activate(workplace, new.sha256)

    page, _ = dossier(workplace, show, "Maquette")
    go_to(page, f"reevaluate-{entretien_id}")
    assert "Réévaluer avec la version 2…" in seen(page)
    press(page, Qt.Key.Key_Return)
    question = page.window().findChild(ConfirmDialog)
    assert isinstance(question, ConfirmDialog)
    assert "Le premier diagnostic reste" in seen(question)
    assert "Réévalué" not in seen(page).replace("Réévaluer", "")
    question.confirm_button.click()
    words = seen(page)
    assert "Assistance, 1 carnet de 10 Pass (100 €), niveau intermédiaire" in words
    assert "Coup de pouce, 1 carnet de 10 Pass (100 €), niveau intermédiaire" in words
    assert f"par Camille Martin · questionnaire version 2 ({new.sha256[:12]})" in words
    assert "Diagnostic réévalué, gardé à côté du premier." in words
    assert "Réévaluer avec" not in words
    assert nameless(page) == []
