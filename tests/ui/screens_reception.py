"""The screens of who is received: Aujourd’hui, quick help, notice, person, questions, exercise."""

import atexit
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.domain.convention import Porte
from app.domain.entretien import Canal
from app.ui.pages.aide_rapide import open_aide_rapide
from app.ui.pages.aujourdhui.page import AujourdhuiPage
from app.ui.pages.aujourdhui.state import PlainRow, TodayState, TrayRow
from app.ui.pages.notice import open_notice
from app.ui.pages.notice.state import Purpose
from app.ui.pages.personne import open_personne
from app.ui.pages.personne.page import PersonnePage
from app.ui.pages.personne.state import Field
from app.ui.pages.questionnaire import open_questionnaire
from app.ui.pages.questionnaire.page import QuestionnairePage
from app.ui.shell.window import MainWindow
from app.ui.tasks import InlineRunner
from app.ui.widgets.chip_row import ChipRow
from app.ui.widgets.list_rows import ROW_ROLE
from app.ui.widgets.search_field import SearchField
from app.ui.widgets.tones import Pill, Tone
from app.usecases.interview import receiving
from app.usecases.people import persons
from app.usecases.workplace import Workplace
from tests.screens import screen, settle
from tests.ui.examples import SETTLED, known_persons, question_path
from tests.ui.paths import Paths
from tests.ui.screens_frame import workspace
from tests.ui.workplace import make_workplace

DOORS = (Porte.AIDE_RAPIDE, Porte.DIAGNOSTIC)


def _today(state: TodayState) -> Callable[[MainWindow], None]:
    def draw(window: MainWindow) -> None:
        page = AujourdhuiPage()
        page.show_state(state)
        workspace(window, page)
        page.take_focus()

    return draw


BUSY = TodayState(
    greeting="Bonjour Camille",
    day="Dimanche 22 novembre 2026",
    doors=DOORS,
    loaded=True,
    tray=(
        TrayRow(
            id="e1",
            who="Karim ESSAIDI-MODÈLE",
            about="Questionnaire · 12 réponses gardées · aujourd’hui à 10 h 12",
            pill=Pill("En attente", Tone.INFO),
        ),
        TrayRow(
            id="e2",
            who="Personne pas encore nommée",
            about="Information de la personne · hier à 16 h 40",
            pill=Pill("Interrompu", Tone.WARNING),
        ),
    ),
    letters=12,
    papers=(
        PlainRow(
            id="p1",
            title="Monique MAQUETTE",
            about="2 papiers du 20 novembre 2026 : Votre feuille, Fiche de prescription",
        ),
    ),
    answers=(
        PlainRow(
            id="r1",
            title="Simone EXEMPLIER",
            about="Prescription 2026-CCASILL-0001 · décidée le 18 novembre 2026",
            pill=Pill("Acceptée", Tone.SUCCESS),
        ),
        PlainRow(
            id="r2",
            title="Jean-Pierre FICTIF",
            about="Prescription 2026-CCASILL-0002 · décidée le 18 novembre 2026",
            pill=Pill("Refusée", Tone.WARNING),
        ),
    ),
    waiting="3 prescriptions attendent d’être envoyées, la plus ancienne depuis 2 jours.",
)
QUIET = TodayState(
    greeting="Bonjour Camille", day="Dimanche 22 novembre 2026", doors=DOORS, loaded=True
)
CHANNEL = TodayState(
    greeting="Bonjour Camille",
    day="Dimanche 22 novembre 2026",
    doors=DOORS,
    loaded=True,
    choosing_channel=True,
    sheet_unchecked=True,
    waiting="7 prescriptions attendent d’être envoyées, la plus ancienne depuis 6 jours.",
    waiting_late=True,
)
screen("aujourdhui-plein", _today(BUSY))
screen("aujourdhui-calme", _today(QUIET))
screen("aujourdhui-canal", _today(CHANNEL))
screen(
    "aujourdhui-analyse",
    _today(
        replace(
            QUIET,
            aipd="La date de l’analyse d’impact (AIPD) est à renseigner\u00a0: ce poste sert déjà "
            "avec le Département.",
            aipd_pressing=True,
        )
    ),
)
screen(
    "aujourdhui-premier-jour",
    _today(
        replace(
            QUIET,
            untold=True,
            sheet_unchecked=True,
            backup="Rien n’est sauvegardé\u00a0: si cet ordinateur est perdu, vos dossiers le sont "
            "avec lui.",
            backup_action="Choisir où sauvegarder",
        )
    ),
)
screen(
    "aujourdhui-sauvegarde-tardive",
    _today(
        replace(
            BUSY,
            backup="La dernière sauvegarde a 9\u00a0jours. Le dossier des sauvegardes est "
            "introuvable\u00a0: la clé est-elle branchée\u00a0? Les données de ce poste sont "
            "entières. Branchez-la\u00a0: Passerelle réessaiera de lui-même.",
            backup_action="Voir les sauvegardes",
        )
    ),
)
screen(
    "aujourdhui-version",
    _today(
        replace(
            QUIET,
            version="Le Département a publié une version du questionnaire\u00a0: elle sert dès que "
            "vous la mettez en service.",
        )
    ),
)


def _on_page(make: Callable[[Workplace, Paths], QWidget]) -> Callable[[MainWindow], None]:
    """Draw a page on a real workplace (Strasbourg)."""

    def draw(window: MainWindow) -> None:
        paths = Paths()
        page = make(shared_workplace(), paths)
        workspace(window, QWidget()).open_task(page)

    return draw


@cache
def shared_workplace() -> Workplace:
    folder = tempfile.mkdtemp(prefix="passerelle-ecrans-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    opened = make_workplace(Path(folder) / "coffre")
    atexit.register(opened.close)  # called before the folder goes: last registered, first called
    return opened


def press_chip(page: QWidget, key: str) -> None:
    """Pick an answer by its key in the first row of answers."""
    row = page.findChild(ChipRow)
    assert isinstance(row, ChipRow)
    assert row.press_key(key)


def _quick_help(key: str, *, counted: bool) -> Callable[[Workplace, Paths], QWidget]:
    def make(workplace: Workplace, paths: Paths) -> QWidget:
        page = open_aide_rapide(workplace, InlineRunner(), paths)
        press_chip(page, key)
        if counted:
            page.count_asked.emit()
        return page

    return make


def _notice(answers: str, canal: Canal = Canal.SUR_PLACE) -> Callable[[Workplace, Paths], QWidget]:
    """Draw the notice; `answers` has a letter a purpose: o(ui), n(on), anything else: none."""

    def make(workplace: Workplace, paths: Paths) -> QWidget:
        entretien = receiving.receive(workplace, canal)
        page = open_notice(workplace, InlineRunner(), paths, entretien.id)
        for purpose, letter in zip(Purpose, answers, strict=False):
            if letter in "on":
                page.purpose_answered.emit(purpose, letter == "o")
        if answers == "?":
            page.go_on_asked.emit()
        return page

    return make


screen("aide-rapide", _on_page(_quick_help("2", counted=False)))
screen("aide-rapide-comptee", _on_page(_quick_help("2", counted=True)))
screen("notice", _on_page(_notice("")))
screen("notice-manques", _on_page(_notice("?")))
screen("notice-refus", _on_page(_notice("n", Canal.TELEPHONE)))


def _person(*steps: Callable[[PersonnePage], None]) -> Callable[[Workplace, Paths], QWidget]:
    """Draw the step of the person after `steps`; four persons are known, one of a colleague."""

    def make(workplace: Workplace, paths: Paths) -> QWidget:
        known_persons(workplace)
        entretien = receiving.receive(workplace, Canal.SUR_PLACE)
        page = open_personne(workplace, InlineRunner(), paths, entretien.id)
        for step in steps:
            step(page)
        return page

    return make


def _type(**fields: str) -> Callable[[PersonnePage], None]:
    def step(page: PersonnePage) -> None:
        for name, text in fields.items():
            page.edited.emit(Field(name), text)

    return step


def _look_for(page: PersonnePage) -> None:
    page.search_changed.emit("ma")


def _new(page: PersonnePage) -> None:
    page.search_changed.emit("maquette")
    page.new_asked.emit()


def _known(page: PersonnePage) -> None:
    page.search_changed.emit("maquette")
    search = page.findChild(SearchField)
    assert isinstance(search, SearchField)
    page.person_picked.emit(search.suggestions.model().index(0, 0).data(ROW_ROLE).id)


_ADDRESS = _type(
    civilite="Madame",
    prenom="Monique",
    voie="31 avenue de l’Exemple",
    code_postal="67000",
)
screen("personne-recherche", _on_page(_person()))
screen("personne-trouvees", _on_page(_person(_look_for)))
screen("personne-nouvelle", _on_page(_person(_new, _ADDRESS)))
screen("personne-manques", _on_page(_person(_new, lambda page: page.go_on_asked.emit())))
screen("personne-connue", _on_page(_person(_known)))
screen(
    "personne-ailleurs",
    _on_page(
        _person(
            _new,
            _type(
                prenom="Jeanne",
                logement="ccas",
                voie="1278 boulevard du Président Wilson et du Quatre-Septembre",
                code_postal="31000",
            ),
        )
    ),
)
screen("personne-communes", _on_page(_person(_new, _type(prenom="Jeanne", code_postal="51300"))))


def _questions(
    *steps: Callable[[QuestionnairePage], None],
) -> Callable[[Workplace, Paths], QWidget]:
    """Draw the questionnaire after `steps`."""

    def make(workplace: Workplace, paths: Paths) -> QWidget:
        known_persons(workplace)
        personne = persons.find(workplace, "maquette")[0].personne
        entretien = receiving.receive(workplace, Canal.SUR_PLACE)
        persons.recognise(workplace, entretien.id, personne, reason_elsewhere="")
        page = open_questionnaire(workplace, InlineRunner(), paths, entretien.id)
        for step in steps:
            step(page)
        return page

    return make


def _answer(**answers: str) -> Callable[[QuestionnairePage], None]:
    def step(page: QuestionnairePage) -> None:
        for name, codes in answers.items():
            page.answered.emit(question_path(name), tuple(codes.split()))

    return step


def _go(page: QuestionnairePage) -> None:
    page.next_asked.emit()


def _assessed(_page: QuestionnairePage) -> None:
    settle()  # the advice is worked out behind the questions


def _to(name: str) -> Callable[[QuestionnairePage], None]:
    return lambda page: page.jump_asked.emit(question_path(name))


screen("questionnaire-debut", _on_page(_questions()))
screen("questionnaire-repondu", _on_page(_questions(_answer(F4="apprendre"))))
screen(
    "questionnaire-plusieurs", _on_page(_questions(_answer(F4="apprendre", D1="caf sante"), _go))
)
screen("questionnaire-agent", _on_page(_questions(_answer(F4="apprendre"), _to("E6"), _go)))
screen(
    "questionnaire-liste",
    _on_page(_questions(_answer(F4="apprendre", D1="caf"), lambda page: page.review_asked.emit())),
)
screen("questionnaire-fin", _on_page(_questions(_answer(F4="apprendre"), _to("G4"), _go, _go)))
screen(
    "questionnaire-arret",
    _on_page(_questions(_answer(**SETTLED), _assessed, _to("D2"), _go)),
)
