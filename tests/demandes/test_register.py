from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from app.domain.delais import Alerte
from app.domain.demande import ActionLocale, CanalDemande, Droit, MotifRetard, Reponse
from app.storage import effacement, instant
from app.usecases import journal
from app.usecases.backup import saving
from app.usecases.destruction import erasing
from app.usecases.destruction.erasing import UnsentRequestError
from app.usecases.laptop import dating, housekeeping
from app.usecases.people import persons
from app.usecases.registers import demandes
from app.usecases.registers.demandes import NothingSentError, RequestGoneError
from app.usecases.registers.hours import (
    DelayReasonError,
    FutureHourError,
    SkippedHourError,
    TooEarlyHourError,
)
from app.usecases.workplace import Workplace
from tests.demandes.asking import TODAY, request, sent
from tests.storage.database.pages import decrypted
from tests.ui.workplace import LOT_ET_GARONNE, MakeWorkplace, WallClock, add_colleague, as_agent
from tests.usecases.backing import backups, opened, restore
from tests.usecases.test_day import follow, interview


def person(place: Workplace, nom: str = "Zwingelstein") -> persons.Found:
    follow(place, interview(place, nom=nom))
    return persons.find(place, nom)[0]


def test_a_request_is_numbered_and_its_clock_runs_from_the_hour_it_came(
    workplace: Workplace,
) -> None:
    first = demandes.register(workplace, request(time(9, 5), Droit.ACCES, Droit.PORTABILITE))
    second = demandes.register(workplace, request())
    assert (first.numero, second.numero) == ("2026-CCASILL-R0001", "2026-CCASILL-R0002")
    assert first.recue_at == datetime(2026, 11, 22, 8, 5, tzinfo=UTC)
    found = demandes.load(workplace, first.id)
    assert found.demande == first
    assert found.compte.ends_at == datetime(2026, 11, 23, 8, 5, tzinfo=UTC)
    assert found.runs


def test_everybody_of_the_structure_sees_the_register(workplace: Workplace) -> None:
    noted = demandes.register(workplace, request())
    colleague = as_agent(workplace, add_colleague(workplace))
    (seen,) = demandes.registre(colleague).ouvertes
    assert seen.demande == noted


def test_an_hour_that_has_not_come_or_never_was_is_refused(new_workplace: MakeWorkplace) -> None:
    clock = WallClock()
    place = new_workplace(clock=clock)
    with pytest.raises(FutureHourError):
        demandes.register(place, request(time(10, 23)))
    demandes.register(place, request(time(10, 20)))  # clocks of a wall and a laptop differ
    clock.at = datetime(2027, 3, 28, 9, tzinfo=UTC)
    with pytest.raises(SkippedHourError):
        demandes.register(place, request(time(2, 30), day=date(2027, 3, 28)))


def test_an_hour_shown_twice_counts_as_the_first_so_that_nothing_is_late(
    new_workplace: MakeWorkplace,
) -> None:
    place = new_workplace(clock=WallClock(datetime(2027, 10, 31, 9, tzinfo=UTC)))
    night = date(2027, 10, 31)
    noted = demandes.register(place, request(time(2, 50), day=night))
    assert noted.recue_at == datetime(2027, 10, 31, 0, 50, tzinfo=UTC)
    after = demandes.note_sending(place, noted.id, sent(time(2, 10), night))  # second time round
    assert after.transmise is not None
    assert after.transmise.at == datetime(2027, 10, 31, 1, 10, tzinfo=UTC)


def test_the_real_hour_of_sending_stops_the_clock(workplace: Workplace) -> None:
    noted = demandes.register(workplace, request())
    with pytest.raises(TooEarlyHourError):
        demandes.note_sending(workplace, noted.id, sent(time(9, 4)))
    with pytest.raises(FutureHourError):
        demandes.note_sending(workplace, noted.id, sent(time(9, 5), TODAY + timedelta(days=1)))
    after = demandes.note_sending(workplace, noted.id, sent(time(10, 1)))
    assert after.transmise is not None
    assert after.transmise.at == datetime(2026, 11, 22, 9, 1, tzinfo=UTC)
    assert not demandes.load(workplace, noted.id).runs


def test_what_left_after_its_term_needs_a_reason_and_keeps_it(
    new_workplace: MakeWorkplace,
) -> None:
    clock = WallClock()
    place = new_workplace(clock=clock)
    noted = demandes.register(place, request())
    clock.go_on(hours=24)
    on_time = sent(time(9, 5), date(2026, 11, 23))  # to the minute
    late = replace(on_time, hour=time(9, 6))
    with pytest.raises(DelayReasonError):
        demandes.note_sending(place, noted.id, late)
    after = demandes.note_sending(place, noted.id, replace(late, retard=MotifRetard.SANS_RESEAU))
    assert after.transmise is not None
    assert after.transmise.retard is MotifRetard.SANS_RESEAU
    after = demandes.note_sending(place, noted.id, replace(on_time, retard=MotifRetard.OUBLI))
    assert after.transmise is not None
    assert after.transmise.retard is None


def test_what_comes_of_it_is_noted_in_order_and_the_journal_says_it_in_codes(
    workplace: Workplace,
) -> None:
    noted = demandes.register(workplace, request())
    with pytest.raises(NothingSentError):
        demandes.note_receipt(workplace, noted.id, TODAY, time(10))
    with pytest.raises(NothingSentError):
        demandes.close(workplace, noted.id)
    demandes.note_sending(workplace, noted.id, sent(time(9, 30)))
    demandes.note_receipt(workplace, noted.id, TODAY, time(9, 40))
    with pytest.raises(TooEarlyHourError):
        demandes.note_answer(workplace, noted.id, date(2026, 11, 21), Reponse.SATISFAITE)
    with pytest.raises(FutureHourError):
        demandes.note_answer(workplace, noted.id, date(2026, 11, 23), Reponse.SATISFAITE)
    demandes.note_answer(workplace, noted.id, TODAY, Reponse.PARTIELLE)
    closed = demandes.close(workplace, noted.id)
    assert (closed.reponse, closed.repondue_on, closed.closed_on) == (
        Reponse.PARTIELLE,
        TODAY,
        TODAY,
    )
    assert (closed.joindre, closed.mots, closed.personne, closed.representant) == ("",) * 4
    assert [one.demande.id for one in demandes.registre(workplace).closes] == [noted.id]
    said = [(line.kind, line.detail) for line in journal.read(workplace) if "demande" in line.kind]
    assert said == [
        ("demande_close", ""),
        ("demande_repondue", "partielle"),
        ("demande_accusee", ""),
        ("demande_transmise", "courriel"),
        ("demande_recue", "acces"),
    ]


def test_a_right_served_from_the_record_joins_her_open_request_or_notes_one(
    workplace: Workplace,
) -> None:
    known = person(workplace).personne
    asked = demandes.register(
        workplace, request(time(9), Droit.RECTIFICATION, personne_id=known.id)
    )
    with workplace.database.writing() as session:
        served = demandes.exercised_in(session, workplace, known.id, ActionLocale.CORRIGEE)
        new = demandes.exercised_in(session, workplace, known.id, ActionLocale.EXPORT_REMIS)
    assert served.id == asked.id
    assert [one.action for one in served.faits] == [ActionLocale.CORRIGEE]
    assert new.id != asked.id
    assert new.droits == (Droit.PORTABILITE,)
    assert new.personne == "Simone ZWINGELSTEIN"
    assert new.recue_at == datetime(2026, 11, 22, 9, 12, tzinfo=UTC)
    assert new.canal is CanalDemande.GUICHET
    assert len(demandes.of_person(workplace, known.id)) == 2


def test_the_erasure_of_the_person_leaves_a_proof_about_nobody(
    new_workplace: MakeWorkplace,
) -> None:
    place = new_workplace(LOT_ET_GARONNE)
    known = person(place).personne
    noted = demandes.register(place, request(time(9), Droit.EFFACEMENT, personne_id=known.id))
    other = demandes.register(
        place, replace(request(who="Paul Autrui"), joindre="", mots="", representant="")
    )
    with pytest.raises(UnsentRequestError):
        erasing.erase(place, known.id)
    demandes.note_sending(place, noted.id, sent(time(9, 30)))
    demandes.note_action(place, noted.id, ActionLocale.EFFACEE)
    erasing.erase(place, known.id)
    left = demandes.load(place, noted.id).demande
    assert (left.personne_id, left.personne, left.joindre, left.mots, left.representant) == (
        None,
        "",
        "",
        "",
        "",
    )
    assert (left.numero, left.droits, left.transmise is not None) == (
        "2026-CCASILL-R0001",
        (Droit.EFFACEMENT,),
        True,
    )
    assert demandes.load(place, other.id).demande == other
    pages = decrypted(place.database.path, place.vault.database_key())
    assert b"Autrui" in pages
    secrets = ("wingelstein", "Zwing", noted.joindre, noted.mots, known.id)
    assert [word for word in secrets if word.encode() in pages] == []


def test_a_backup_restored_gives_the_name_back_to_nobody(
    workplace: Workplace, tmp_path: Path
) -> None:
    stick, laptop = tmp_path / "cle", tmp_path / "autre" / "donnees"
    stick.mkdir()
    known = person(workplace).personne
    noted = demandes.register(workplace, request(personne_id=known.id))
    saving.choose_folder(workplace, stick)
    saving.back_up(workplace)
    (backup,) = backups(stick)
    erasing.erase(workplace, known.id)
    saving.pack_if_due(workplace, tolerant=False)  # the ledger goes beside the backup
    restore(laptop, backup, workplace.agent.id)
    elsewhere = opened(laptop, workplace.agent.id)
    left = demandes.load(elsewhere, noted.id).demande
    elsewhere.close()
    assert (left.numero, left.personne, left.personne_id) == (noted.numero, "", None)


def test_a_closed_request_goes_after_five_years_and_an_open_one_never(
    new_workplace: MakeWorkplace,
) -> None:
    clock = WallClock()
    place = new_workplace(clock=clock)
    closed = demandes.register(place, request(who="Luc Fini"))
    demandes.note_sending(place, closed.id, sent(time(9, 30)))
    demandes.close(place, closed.id)
    still_open = demandes.register(place, request(who="Zoé Ouverte"))
    clock.at = clock.at.replace(year=2031, day=21)
    dating.confirm_date(place)
    assert len(demandes.registre(place).closes) == 1
    clock.at = clock.at.replace(day=22)
    with pytest.raises(RequestGoneError):  # invisible at once
        demandes.load(place, closed.id)
    with place.database.reading() as session:
        due = effacement.echus(session, clock.today())
    assert [(one.objet.value, one.id) for one in due] == [("demande", closed.id)]
    housekeeping.tidy(place, keep_going=lambda: True)
    pages = decrypted(place.database.path, place.vault.database_key())
    assert b"Luc Fini" not in pages
    assert "Zoé Ouverte".encode() in pages
    assert [one.demande.id for one in demandes.registre(place).ouvertes] == [still_open.id]
    assert erasing.done(place)[0].bilan["demandes"] == 1


def test_a_clock_set_back_gives_no_more_time(new_workplace: MakeWorkplace) -> None:
    clock = WallClock()
    place = new_workplace(clock=clock)
    demandes.register(place, request(time(9)))
    clock.go_on(hours=20)
    with place.database.writing() as session:
        instant.see(session, clock.now())
    clock.go_on(hours=-15)
    register = demandes.registre(place)
    (one,) = register.ouvertes
    assert one.compte.alerte(register.now) is Alerte.ROUGE
    assert one.compte.alerte(clock.now()) is Alerte.VERT  # what the laptop alone would say
