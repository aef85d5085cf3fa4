from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.clock import TrustedInstant
from app.storage import acces, agents, appareil, instant, materiel, parametres, structure
from app.storage.acces import Acces, MotifAcces
from app.storage.appareil import Activation, Appareil
from app.storage.database import Database
from app.storage.materiel import KindMateriel, Materiel, Version
from tests.storage.database import world

# SHA-256 of « abc » (FIPS 180-4, appendix of examples)
ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_the_structure_is_one_and_can_be_corrected(database: Database) -> None:
    moved = replace(world.STRUCTURE, adresse=("2 place Pleine", "66500 PRADES"), telephone="0102")
    with database.writing() as session:
        structure.keep(session, moved)
    with database.reading() as session:
        assert structure.load(session) == moved


def test_a_removed_agent_is_still_named_by_the_records(database: Database) -> None:
    with database.writing() as session:
        agents.remove(session, world.PAUL, today=world.TODAY)
    with database.reading() as session:
        assert agents.present(session) == [world.AGENT_CLAIRE]
        assert agents.load(session, world.PAUL) == world.AGENT_PAUL


def test_a_setting_of_any_shape_comes_back_until_it_is_removed(database: Database) -> None:
    value: parametres.Json = {"liste": [1, 2.5, "é", None, True]}
    with database.writing() as session:
        parametres.keep(session, "essai", "premier")
        parametres.keep(session, "essai", value)
    with database.writing() as session:
        assert parametres.load(session, "essai") == value
        assert parametres.text(session, "essai", "défaut") == "défaut"
        assert parametres.number(session, "absent", 3) == 3
        parametres.remove(session, "essai")
        parametres.remove(session, "essai")
        assert parametres.load(session, "essai") is None


def test_versions_of_material_are_kept_and_never_replaced(database: Database) -> None:
    workbook = Materiel(
        kind=KindMateriel.CLASSEUR, name="essai", content=b"abc", added_on=world.TODAY
    )
    compiled = replace(workbook, kind=KindMateriel.GUIDE, content=b"{}", sha256=ABC)
    with database.writing() as session:
        assert materiel.keep(session, workbook) == ABC
        assert materiel.keep(session, workbook) == ABC
        assert materiel.keep(session, compiled) == ABC
        with pytest.raises(materiel.OtherContentError):
            materiel.keep(session, replace(compiled, content=b"{1}"))
    with database.reading() as session:
        assert materiel.load(session, KindMateriel.CLASSEUR, ABC) == b"abc"
        assert materiel.load(session, KindMateriel.GUIDE, ABC) == b"{}"
        assert materiel.load(session, KindMateriel.FORMULAIRE, ABC) is None
        assert materiel.versions(session, KindMateriel.CLASSEUR) == [
            Version(sha256=ABC, kind=KindMateriel.CLASSEUR, name="essai", added_on=world.TODAY)
        ]


def test_the_device_comes_back_and_never_shows_its_keys(database: Database) -> None:
    device = Appareil(device_id="d-1", signing_key=b"secret-1", receiving_key=b"secret-2")
    active = replace(
        device,
        activation=Activation.ACTIVE,
        service_url="https://departement.example",
        departement_keys='{"serial":3}',
        epoch="e1",
        high_water=12,
        activated_on=date(2026, 11, 22),
    )
    with database.writing() as session:
        assert appareil.load(session) is None
        appareil.keep(session, device)
    with database.writing() as session:
        assert appareil.load(session) == device
        appareil.keep(session, active)
    with database.reading() as session:
        assert appareil.load(session) == active
    assert "secret" not in repr(active)


def test_the_trusted_instant_never_goes_back(database: Database) -> None:
    with database.writing() as session:
        assert instant.trusted(session) is None
        instant.see(session, world.NOW)
        instant.see(session, world.NOW - timedelta(days=900))
    with database.reading() as session:
        assert instant.trusted(session) == TrustedInstant(at=world.NOW)


def test_the_opening_of_a_colleagues_record_is_journalled(database: Database) -> None:
    for number, motif in enumerate((MotifAcces.ACCUEIL, MotifAcces.CONTROLE)):
        with database.writing() as session:
            acces.note(
                session,
                agent_id=world.PAUL,
                personne_id=world.personne().id,
                motif=motif,
                at=world.NOW + timedelta(hours=number),
            )
    with database.writing() as session:
        latest = Acces(
            agent_id=world.PAUL,
            personne_id=world.personne().id,
            motif=MotifAcces.CONTROLE,
            at=world.NOW + timedelta(hours=1),
        )
        assert acces.of_personne(session, world.personne().id)[0] == latest
        assert acces.erase_before(session, world.NOW + timedelta(minutes=30)) == 1
        assert acces.latest(session) == [latest]
