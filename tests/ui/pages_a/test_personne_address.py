"""The address of a person: communes, people from elsewhere, the CCAS, the envelope."""

from dataclasses import replace

from app.storage import evenements
from app.ui.pages.personne.case import InterviewCase
from app.ui.pages.personne.form import ccas_of
from app.ui.pages.personne.presenter import PersonPresenter
from app.ui.pages.personne.state import Field, Logement
from app.ui.tasks import InlineRunner
from app.usecases.people import persons
from app.usecases.workplace import Workplace
from tests.ui.examples import known_person
from tests.ui.pages_a.test_personne import Room


def test_a_code_of_several_communes_asks_which(workplace: Workplace) -> None:
    room = Room(workplace)
    room.enter("Maquette", "Monique", code_postal="67400")
    names = {name for _code, name in room.view.state.communes}
    assert "Illkirch-Graffenstaden" in names
    if len(names) > 1:
        room.presenter.go_on()
        assert room.view.state.mistakes[Field.COMMUNE] == "Choisissez la commune."


def test_a_commune_is_kept_as_published_and_shown_in_french(workplace: Workplace) -> None:
    room = Room(workplace)
    reason = workplace.convention.hors_territoire[0]
    room.enter("Maquette", "Monique", code_postal="06440", commune="06077", motif=reason)
    names = {name for _, name in room.view.state.communes}
    assert "L’Escarène" in names  # communes.csv: L'Escarène, 06057
    room.type(commune="06057")
    room.type(motif=reason)
    room.presenter.go_on()
    assert room.kept.adresse.commune == "L'Escarène"
    room.presenter.back()
    room.presenter.search("maquette")
    assert room.view.state.found[0].about.startswith("06440 L’Escarène")


def test_a_code_of_many_communes_is_narrowed_by_the_first_letters(
    workplace: Workplace,
) -> None:
    room = Room(workplace)
    room.enter("Maquette", "Monique", code_postal="51300")
    assert room.view.state.many_communes
    assert len(room.view.state.communes) == 12
    room.type(filtre="vitry-le-f")
    assert [name for _code, name in room.view.state.communes] == ["Vitry-le-François"]


def test_who_lives_elsewhere_needs_a_reason(workplace: Workplace) -> None:
    room = Room(workplace)
    room.enter("Maquette", "Monique", code_postal="31000")
    assert room.view.state.elsewhere == (
        "Cette commune n’est pas dans le territoire de la convention (Eurométropole de Strasbourg)."
    )
    room.presenter.go_on()
    assert list(room.view.state.mistakes) == [Field.MOTIF]
    room.type(motif="Travaille dans l’Eurométropole")
    room.presenter.go_on()
    with workplace.database.reading() as session:
        noted = evenements.of(session, room.kept.id)
    assert ("hors_territoire", "raison_f7574c800b48") in [  # SHA-256 of its words
        (event.kind, event.detail) for event in noted
    ]


def test_a_known_person_who_moved_elsewhere_needs_a_reason(workplace: Workplace) -> None:
    known = known_person(workplace, "Maquette", "Monique")
    room = Room(workplace)
    room.presenter.search("maquette")
    room.presenter.open_found(known.id)
    room.type(code_postal="31000")
    room.presenter.go_on()
    assert list(room.view.state.mistakes) == [Field.MOTIF]
    room.type(motif="Accord de l’Eurométropole obtenu")
    room.presenter.go_on()
    assert room.kept.adresse.code_postal == "31000"
    with workplace.database.reading() as session:
        noted = [(event.kind, event.detail) for event in evenements.of(session, known.id)]
    assert ("hors_territoire", "raison_12acfe7277e9") in noted


def test_a_reason_is_not_asked_twice_in_one_interview(workplace: Workplace) -> None:
    room = Room(workplace)
    room.enter("Maquette", "Monique", code_postal="31000")
    room.type(motif="Travaille dans l’Eurométropole")
    room.presenter.go_on()
    back = PersonPresenter(
        room.view,
        InlineRunner(),
        workplace,
        room.paths,
        InterviewCase(workplace, room.paths, room.id),
    )
    back.load()
    assert room.view.state.value(Field.MOTIF) == "Travaille dans l’Eurométropole"


def test_the_details_of_the_address_of_a_household_are_shown(workplace: Workplace) -> None:
    known = known_person(workplace, "Maquette", "Monique")
    detailed = replace(known, adresse=replace(known.adresse, complement="Appartement 12"))
    persons.correct(workplace, detailed)
    room = Room(workplace)
    room.presenter.search("maquette")
    room.presenter.open_found(known.id)
    room.presenter.same_household()
    assert room.view.state.details_open


def test_a_reason_goes_when_the_address_turns_out_to_be_near(workplace: Workplace) -> None:
    room = Room(workplace)
    room.enter("Maquette", "Monique", code_postal="31000")
    room.type(motif="Travaille dans l’Eurométropole", code_postal="67000")
    assert room.view.state.elsewhere == ""
    assert room.view.state.value(Field.MOTIF) == ""


def test_letters_to_the_ccas_name_the_commune(workplace: Workplace) -> None:
    room = Room(workplace)
    room.enter("Maquette", "Monique", logement=Logement.CCAS.value)
    assert room.view.state.value(Field.CHEZ) == "CCAS de Strasbourg"
    room.presenter.go_on()
    assert room.kept.adresse.domiciliation_ccas
    assert room.kept.adresse.chez == "CCAS de Strasbourg"


def test_the_name_of_a_ccas_is_french() -> None:
    assert ccas_of("Obernai") == "CCAS d’Obernai"
    assert ccas_of("Le Havre") == "CCAS du Havre"
    assert ccas_of("Les Andelys") == "CCAS des Andelys"
    assert ccas_of("Nérac") == "CCAS de Nérac"


def test_words_typed_over_the_ccas_are_left_alone(workplace: Workplace) -> None:
    room = Room(workplace)
    room.enter("Maquette", "Monique", logement=Logement.CCAS.value, chez="Accueil Bethléem")
    room.type(code_postal="67400")
    assert room.view.state.value(Field.CHEZ) == "Accueil Bethléem"


def test_the_envelope_is_shown_as_it_will_be(workplace: Workplace) -> None:
    room = Room(workplace)
    room.enter("Maquette", "Monique", civilite="Madame")
    assert room.view.state.envelope == (
        "Madame Monique MAQUETTE",
        "4 RUE DES VIGNES FICTIVES",
        "67000 STRASBOURG",
    )


def test_a_line_of_more_than_38_signs_is_said_and_shortened(workplace: Workplace) -> None:
    room = Room(workplace)
    room.enter(
        "Maquette", "Monique", voie="1278 boulevard du Président Wilson et du Quatre-Septembre"
    )
    warning = room.view.state.warnings[0]
    assert warning.field is Field.VOIE
    assert len(warning.proposal) <= 38
    room.presenter.use_proposal(Field.VOIE)
    assert room.view.state.warnings == ()
    assert room.view.state.value(Field.VOIE) == warning.proposal
