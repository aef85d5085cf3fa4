from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.entretien import Canal, Etape
from app.domain.personne import Personne
from app.storage import acces, evenements
from app.storage.acces import MotifAcces
from app.ui.pages.personne import open_personne
from app.ui.pages.personne.case import InterviewCase
from app.ui.pages.personne.presenter import PersonPresenter
from app.ui.pages.personne.state import Field, Mode, PersonState
from app.ui.tasks import InlineRunner
from app.usecases.interview import deciding, receiving
from app.usecases.people import persons
from app.usecases.workplace import Workplace
from tests.ui.accessibility import nameless
from tests.ui.examples import EXEMPLE, known_person
from tests.ui.pages_a.conftest import Desk
from tests.ui.paths import Paths
from tests.ui.workplace import LOT_ET_GARONNE, MakeWorkplace, add_colleague, as_agent
from tests.usecases.test_day import follow, interview


class View:
    def __init__(self) -> None:
        self.state = PersonState()
        self.led = 0

    def show_state(self, state: PersonState) -> None:
        self.state = state

    def to_first_mistake(self) -> None:
        self.led += 1


class Room:
    """An interview at the step of the person."""

    def __init__(self, workplace: Workplace) -> None:
        self.workplace = workplace
        self.view, self.paths = View(), Paths()
        self.id = receiving.receive(workplace, Canal.SUR_PLACE).id
        self.presenter = PersonPresenter(
            self.view,
            InlineRunner(),
            workplace,
            self.paths,
            InterviewCase(workplace, self.paths, self.id),
        )
        self.presenter.load()

    def type(self, **fields: str) -> None:
        for name, text in fields.items():
            self.presenter.edit(Field(name), text)

    def enter(self, nom: str, prenom: str, **more: str) -> None:
        self.presenter.new_person()
        fields = {"voie": "4 rue des Vignes fictives", "code_postal": "67000", **more}
        self.type(nom=nom, prenom=prenom, **fields)

    @property
    def kept(self) -> Personne:
        entretien = receiving.load_interview(self.workplace, self.id)
        assert entretien.personne_id is not None
        return persons.open_record(
            self.workplace, entretien.personne_id, reason=MotifAcces.ACCUEIL
        ).personne


def test_a_person_is_found_by_the_beginning_of_the_name(workplace: Workplace) -> None:
    known_person(workplace, "Maquette", "Monique")
    room = Room(workplace)
    room.presenter.search("m")
    assert not room.view.state.found
    room.presenter.search("maq")
    assert [row.name for row in room.view.state.found] == ["Monique MAQUETTE"]
    assert room.view.state.found[0].about == "67000 Strasbourg · aucune prescription"


def test_mine_come_before_those_of_colleagues(workplace: Workplace) -> None:
    colleague = as_agent(workplace, add_colleague(workplace))
    known_person(colleague, "Maquette", "Amina")
    known_person(workplace, "Maquette", "Monique")
    room = Room(workplace)
    room.presenter.search("maquette")
    assert [(row.name, row.mine) for row in room.view.state.found] == [
        ("Monique MAQUETTE", True),
        ("Amina MAQUETTE", False),
    ]


def test_a_colleagues_record_is_opened_because_she_is_here_and_noted(
    workplace: Workplace,
) -> None:
    colleague = as_agent(workplace, add_colleague(workplace))
    theirs = known_person(colleague, "Maquette", "Amina")
    room = Room(workplace)
    room.presenter.search("maquette")
    room.presenter.open_found(theirs.id)
    assert room.view.state.mode is Mode.KNOWN
    assert "Dossier suivi par Dominique Petit" in room.view.state.note
    with workplace.database.reading() as session:
        noted = acces.of_personne(session, theirs.id)
    assert [one.motif for one in noted] == [MotifAcces.ACCUEIL]


def test_a_known_person_goes_on_with_her_new_address(workplace: Workplace) -> None:
    known = known_person(workplace, "Maquette", "Monique")
    room = Room(workplace)
    room.presenter.search("maquette")
    room.presenter.open_found(known.id)
    room.type(voie="2 place du Gabarit")
    room.presenter.go_on()
    assert room.kept.id == known.id
    assert room.kept.adresse.voie == "2 place du Gabarit"
    with workplace.database.reading() as session:
        kinds = [event.kind for event in evenements.of(session, known.id)]
    assert "corrigee" in kinds
    assert room.paths.last == ("interview", room.id)


def test_a_double_is_shown_before_the_address_is_typed(workplace: Workplace) -> None:
    known_person(workplace, "Maquette", "Monique")
    room = Room(workplace)
    room.presenter.search("maquette")
    room.presenter.new_person()
    assert room.view.state.value(Field.NOM) == "Maquette"
    assert not room.view.state.doubles
    room.type(prenom="monique")
    assert [row.name for row in room.view.state.doubles] == ["Monique MAQUETTE"]


def test_a_name_that_sounds_alike_in_the_same_commune_is_shown(workplace: Workplace) -> None:
    known_person(workplace, "Maquette", "Monique")
    room = Room(workplace)
    room.presenter.new_person()
    room.type(nom="Maquete", prenom="Monique")
    assert not room.view.state.doubles
    room.type(code_postal="67000")
    assert [row.name for row in room.view.state.doubles] == ["Monique MAQUETTE"]


def test_the_same_household_has_the_address_and_a_link(workplace: Workplace) -> None:
    known = known_person(workplace, "Maquette", "Monique")
    room = Room(workplace)
    room.presenter.search("maquette")
    room.presenter.open_found(known.id)
    room.presenter.same_household()
    assert room.view.state.value(Field.VOIE) == EXEMPLE.voie
    assert room.view.state.value(Field.NOM) == ""
    room.type(nom="Gabarit", prenom="Paul")
    room.presenter.go_on()
    assert room.kept.id != known.id
    foyer = persons.open_record(workplace, known.id).foyer
    assert [person.display_name for person in foyer] == ["Paul GABARIT"]


def test_a_new_person_is_kept_and_the_questions_come(workplace: Workplace) -> None:
    room = Room(workplace)
    room.enter(" Maquette ", "Monique", civilite="Madame", tranche_age="60-69")
    room.presenter.go_on()
    kept = room.kept
    assert kept.display_name == "Monique MAQUETTE"
    assert (kept.civilite, kept.tranche_age) == ("Madame", "60-69")
    assert (kept.adresse.commune, kept.adresse.code_insee) == ("Strasbourg", "67482")
    etape = receiving.load_interview(workplace, room.id).etape
    assert etape is Etape.QUESTIONNAIRE


def test_a_convention_that_allows_less_asks_for_less(new_workplace: MakeWorkplace) -> None:
    room = Room(new_workplace(LOT_ET_GARONNE))
    room.presenter.new_person()
    assert not room.view.state.asks_civilite
    assert room.view.state.ages == ()


def test_what_is_missing_is_said_in_plain_french(workplace: Workplace) -> None:
    room = Room(workplace)
    room.presenter.new_person()
    room.type(logement="heberge", code_postal="67")
    room.presenter.go_on()
    assert room.view.state.mistakes == {
        Field.NOM: "Écrivez le nom.",
        Field.PRENOM: "Écrivez le prénom.",
        Field.CHEZ: "Écrivez le nom de la personne qui héberge.",
        Field.VOIE: "Écrivez le numéro et la rue. S’il n’y a pas de rue, précisez le lieu-dit.",
        Field.CODE_POSTAL: "Le code postal a cinq chiffres.",
    }
    assert room.view.led == 1
    room.type(code_postal="00000")
    room.presenter.go_on()
    assert room.view.state.mistakes[Field.CODE_POSTAL] == (
        "Aucune commune n’a ce code postal\u00a0: vérifiez les chiffres."
    )
    assert room.paths.taken == []


def test_back_goes_to_the_search_and_then_home(workplace: Workplace) -> None:
    room = Room(workplace)
    room.presenter.new_person()
    room.presenter.back()
    assert room.view.state.mode is Mode.SEARCH
    room.presenter.back()
    assert room.paths.last == ("home",)


def test_a_person_is_entered_by_keys_alone(desk: Desk, workplace: Workplace) -> None:
    entretien = receiving.receive(workplace, Canal.SUR_PLACE)
    desk.open_task(open_personne(workplace, InlineRunner(), desk.walker, entretien.id))
    QTest.keyClick(desk.window, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    desk.walker.taken.clear()
    goto(desk, "goOn")
    desk.press(Qt.Key.Key_Return)
    for name, text in (
        ("nom", "Maquette"),
        ("prenom", "Monique"),
        ("voie", "31 avenue de l’Exemple"),
        ("code_postal", "67000"),
    ):
        goto(desk, name)
        desk.press(text)
    desk.press(Qt.Key.Key_Return)
    assert desk.walker.last == ("interview", entretien.id)
    kept = persons.find(workplace, "maquette")[0].personne
    assert kept.adresse == EXEMPLE


def test_every_place_that_takes_the_focus_has_a_name(desk: Desk, workplace: Workplace) -> None:
    known = known_person(workplace, "Maquette", "Monique")
    entretien = receiving.receive(workplace, Canal.SUR_PLACE)
    page = open_personne(workplace, InlineRunner(), desk.walker, entretien.id)
    desk.open_task(page)
    page.search_changed.emit("maquette")
    assert nameless(desk.window) == []
    page.person_picked.emit(known.id)
    assert nameless(desk.window) == []


def goto(desk: Desk, name: str) -> None:
    """Press Tab until the focus is on the place of that name."""
    for _ in range(60):
        focused = desk.focused
        if focused is not None and focused.objectName() == name:
            return
        desk.press(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not reach {name}")


def test_a_prescription_undone_before_it_left_is_not_one_that_a_new_one_would_follow(
    workplace: Workplace,
) -> None:
    made = follow(workplace, interview(workplace)).prescription
    assert made is not None
    room = Room(workplace)
    room.presenter.search("exemplier")
    assert "1 prescription, la dernière" in room.view.state.found[0].about.replace("\u00a0", " ")
    deciding.undo(workplace, made.id)
    room.presenter.search("exempl")
    (found,) = room.view.state.found
    assert found.about.endswith("aucune prescription")
    room.presenter.open_found(found.id)
    assert room.view.state.note == "Vérifiez l’adresse avec la personne."
