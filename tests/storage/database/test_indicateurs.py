import itertools
import json

import pytest
from sqlalchemy import text

from app.storage import indicateurs
from app.storage.database import Database
from app.storage.indicateurs import BATCH_ACTS, Fait, FrozenMonthError
from tests.storage.database import world

ASKED = world.CONVENTION.indicateurs  # tranche_age and service
MONTH = "2026-11"


def _count(database: Database, *faits: Fait, times: int = 1, month: str = MONTH) -> None:
    for _ in range(times):
        with database.writing() as session:
            indicateurs.compter(session, month, faits, asked=ASKED)


def _read(database: Database, month: str = MONTH) -> dict[Fait, int]:
    with database.reading() as session:
        return indicateurs.exact_by_month(session).get(month, {})


def test_figures_are_right_before_and_after_the_batches_are_added(database: Database) -> None:
    age, service = Fait("tranche_age", "60_74"), Fait("service", "formation")
    for number in range(1, 2 * BATCH_ACTS + 4):
        _count(database, age, service)
        assert _read(database) == {age: number, service: number}


def test_an_indicator_that_nobody_asked_for_is_not_counted(database: Database) -> None:
    _count(database, Fait("handicap", "oui"), Fait("service", "formation"), times=6)
    assert _read(database) == {Fait("service", "formation"): 6}
    with database.reading() as session:
        assert "handicap" not in _buffer(database) + str(
            session.execute(text("SELECT * FROM compteurs")).all()
        )


def _buffer(database: Database) -> str:
    with database.reading() as session:
        return str(session.execute(text("SELECT content FROM compteurs_en_attente")).scalar_one())


def test_what_waits_is_shuffled_across_the_acts(database: Database) -> None:
    for number in range(BATCH_ACTS - 1):
        _count(database, Fait("tranche_age", f"a{number:02}"), Fait("service", f"s{number:02}"))
    waiting = [value for _, _, value, _ in json.loads(_buffer(database))]
    in_order = [f"{kind}{number:02}" for number in range(BATCH_ACTS - 1) for kind in "as"]
    assert sorted(waiting) == sorted(in_order)
    assert waiting != in_order  # equal once in 22! runs
    neighbours = sum(one[1:] == other[1:] for one, other in itertools.pairwise(waiting))
    assert neighbours < BATCH_ACTS - 1  # pairs of one act do not stay together


def test_the_counters_have_no_hidden_order_and_no_key_of_a_record(database: Database) -> None:
    with database.reading() as session:
        made = session.execute(
            text("SELECT sql FROM sqlite_master WHERE name = 'compteurs'")
        ).scalar_one()
        columns = session.execute(text("PRAGMA table_info(compteurs)")).all()
    assert made.endswith("WITHOUT ROWID")
    assert [column[1] for column in columns] == ["month", "name", "value", "count"]


def test_a_correction_takes_the_former_values_back(database: Database) -> None:
    formation, assistance = Fait("service", "formation"), Fait("service", "assistance")
    young = Fait("tranche_age", "18_25")
    _count(database, formation, young, times=10)
    _count(database, assistance, young, times=10)
    with database.writing() as session:
        changes = [(formation, -1), (young, -1), (assistance, 1), (young, 1)]
        indicateurs.ajouter(session, MONTH, changes)
    assert _read(database) == {formation: 9, assistance: 11, young: 20}


def test_a_reported_month_does_not_change_any_more(database: Database) -> None:
    service = Fait("service", "formation")
    _count(database, service, times=6)
    with database.writing() as session:
        indicateurs.geler(session, MONTH)
        indicateurs.geler(session, MONTH)
    with database.writing() as session:
        with pytest.raises(FrozenMonthError):
            indicateurs.compter(session, MONTH, [service], asked=ASKED)
        with pytest.raises(FrozenMonthError):
            indicateurs.ajouter(session, MONTH, [(service, -1)])
    _count(database, service, month="2026-12", times=5)
    assert _read(database) == {service: 6}
    assert _read(database, "2026-12") == {service: 5}


def test_a_workshop_counts_its_persons_at_once_and_is_taken_back_whole(database: Database) -> None:
    theme, came = Fait("coop_thematique_mediation", "email"), Fait("coop_accompagnements", "c")
    for sign in (1, 1, -1):
        with database.writing() as session:
            indicateurs.ajouter(session, MONTH, [(theme, sign * 8), (came, sign * 8)])
    assert _read(database) == {theme: 8, came: 8}
