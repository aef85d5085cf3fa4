from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from app.domain.champs import ForbiddenFieldError
from app.domain.convention import Champ
from app.domain.identifiers import PersonneId
from app.domain.personne import AdressePostale, Personne
from app.storage import personnes
from app.storage.database import Database
from app.storage.normalisation import normalised, sound
from tests.storage.database import world
from tests.storage.database.world import personne

ELSEWHERE = AdressePostale(
    voie="3 place du Marché", code_postal="66500", commune="Prades", code_insee="66149"
)


def _keep(session: Session, *kept: Personne) -> None:
    for one in kept:
        personnes.keep(session, one, world.CONVENTION, due_on=world.DUE)


def _found(database: Database, text: str) -> list[str]:
    with database.reading() as session:
        return [found.display_name for found in personnes.search(session, text)]


def test_every_field_comes_back_as_it_was_given(database: Database) -> None:
    whole = replace(
        personne(),
        civilite="Madame",
        tranche_age="60_74",
        foyer="foyer-1",
        adresse=AdressePostale(
            voie="12 bis rue de l’Église",
            code_postal="67000",
            commune="Strasbourg",
            code_insee="67482",
            chez="Mme Œuvrard",
            complement="Appt 4",
            residence="Bât. C",
            lieu_dit="BP 12",
            domiciliation_ccas=True,
        ),
    )
    with database.writing() as session:
        _keep(session, whole)
    with database.reading() as session:
        assert personnes.load(session, whole.id) == whole
        assert personnes.load(session, PersonneId("inconnue")) is None


def test_a_correction_replaces_the_former_values_in_the_search_too(database: Database) -> None:
    with database.writing() as session:
        _keep(session, personne(nom="Dupond"))
        _keep(session, personne(nom="Martin"))
    assert _found(database, "dupo") == []
    assert _found(database, "mart") == ["Zoé MARTIN"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("lef", ["Zoé LEFÈVRE"]),
        ("LEFÈ", ["Zoé LEFÈVRE"]),
        ("zoe", ["Zoé LEFÈVRE"]),
        ("zoé lefev", ["Zoé LEFÈVRE"]),
        ("lef zo", ["Zoé LEFÈVRE"]),
        ("de la to", ["Jean-Marie DE LA TOUR"]),
        ("tour", []),  # the beginning of the nom, not its middle
        ("jean marie de", ["Jean-Marie DE LA TOUR"]),
        ("d'ar", ["Anaïs D'ARC"]),
        ("d ar", ["Anaïs D'ARC"]),
        ("oe", ["Éloi ŒUVRARD"]),
        ("%", ["Anaïs D'ARC", "Jean-Marie DE LA TOUR", "Zoé LEFÈVRE", "Éloi ŒUVRARD"]),
        ("", ["Anaïs D'ARC", "Jean-Marie DE LA TOUR", "Zoé LEFÈVRE", "Éloi ŒUVRARD"]),
        ("xyz", []),
    ],
)
def test_a_person_is_found_by_the_beginning_of_the_names(
    database: Database, typed: str, expected: list[str]
) -> None:
    with database.writing() as session:
        _keep(
            session,
            personne("1"),
            personne("2", nom="de La Tour", prenom="Jean-Marie"),
            personne("3", nom="d'Arc", prenom="Anaïs"),
            personne("4", nom="Œuvrard", prenom="Éloi"),
        )
    assert _found(database, typed) == expected


def test_my_persons_are_those_i_own(database: Database) -> None:
    with database.writing() as session:
        _keep(session, personne("1"), personne("2", prenom="Paule", owner=world.PAUL))
    with database.reading() as session:
        mine = personnes.search(session, "lef", owner=world.CLAIRE)
        assert [found.prenom for found in mine] == ["Zoé"]
        assert len(personnes.search(session, "lef")) == 2
        assert personnes.count(session, owner=world.PAUL) == 1


def test_a_double_is_told_by_exact_names_anywhere_and_by_sound_in_the_commune(
    database: Database,
) -> None:
    with database.writing() as session:
        _keep(
            session,
            personne("exact", nom="LEFEVRE", prenom="zoe", adresse=ELSEWHERE, owner=world.PAUL),
            personne("close", nom="Dupond", prenom="Nathalie"),
            personne("far", nom="Dupond", prenom="Nathalie", adresse=ELSEWHERE),
        )
    with database.reading() as session:
        exact = personnes.doubles(session, nom="Lefèvre", prenom="Zoé", code_insee="67482")
        close = personnes.doubles(session, nom="Dupont", prenom="Natalie", code_insee="67482")
        assert [found.id for found in exact] == ["exact"]
        assert [found.id for found in close] == ["close"]
        assert personnes.doubles(session, nom="Dupont", prenom="Natalie") == []
        assert personnes.doubles(session, nom="", prenom="Zoé", code_insee="67482") == []


def test_a_foyer_gathers_who_lives_together(database: Database) -> None:
    with database.writing() as session:
        _keep(
            session,
            personne("1", foyer="f1"),
            personne("2", prenom="Abel", foyer="f1"),
            personne("3", prenom="Seul"),
        )
    with database.reading() as session:
        assert [found.prenom for found in personnes.foyer(session, "f1")] == ["Abel", "Zoé"]
        assert personnes.foyer(session, "") == []


@pytest.mark.parametrize(
    ("champ", "filled"),
    [
        (Champ.TRANCHE_AGE, replace(personne(), tranche_age="60_74")),
        (Champ.CIVILITE, replace(personne(), civilite="Madame")),
        (Champ.ADRESSE, personne()),
        (Champ.PRENOM, personne()),
    ],
)
def test_a_field_that_the_convention_forbids_is_refused(
    database: Database, champ: Champ, filled: Personne
) -> None:
    narrow = world.convention(frozenset(Champ) - {champ})
    with database.writing() as session, pytest.raises(ForbiddenFieldError) as caught:
        personnes.keep(session, filled, narrow, due_on=world.DUE)
    assert "Lefèvre" not in str(caught.value)


def test_a_convention_of_name_and_address_keeps_just_these(database: Database) -> None:
    narrow = world.convention(frozenset({Champ.NOM, Champ.PRENOM, Champ.ADRESSE}))
    with database.writing() as session:
        personnes.keep(session, personne(), narrow, due_on=world.DUE)
    assert _found(database, "lef") == ["Zoé LEFÈVRE"]


def test_the_term_of_a_person_is_only_put_later(database: Database) -> None:
    later = world.DUE.replace(year=2031)
    with database.writing() as session:
        personnes.keep(session, personne(), world.CONVENTION, due_on=later)
        personnes.keep(session, personne(), world.CONVENTION, due_on=world.DUE)
    with database.reading() as session:
        assert personnes.due_on(session, personne().id) == later


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dupond", "Dupont"),
        ("Lefèvre", "LEFEVRE"),
        ("Nathalie", "Natalie"),
        ("Philippe", "Filipe"),
        ("Moreau", "Moraud"),
        ("Martin", "Martein"),
        ("Yvon", "Ivon"),
        ("Thierry", "Tierri"),
    ],
)
def test_names_that_sound_alike_share_a_code(one: str, other: str) -> None:
    assert sound(one) == sound(other)


def test_names_that_differ_to_the_ear_do_not() -> None:
    assert len({sound(name) for name in ("Martin", "Marton", "Morin", "Dupont", "Durand")}) == 5


def test_normalising_drops_case_accents_and_punctuation() -> None:
    assert normalised("  Jean-François  d’ŒUVRE ") == "jean francois d oeuvre"
    assert normalised("Nguyễn Thị") == "nguyen thi"
    assert normalised("Straße") == "strasse"
