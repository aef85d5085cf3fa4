import base64
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from app.domain.entretien import Issue
from app.domain.identifiers import PersonneId
from app.storage import acces, effacement, indicateurs, rapports
from app.storage.acces import MotifAcces
from app.storage.conservations import MotifConservation
from app.storage.destructions import MotifDestruction
from app.usecases.destruction import erasing
from app.usecases.destruction.erasing import HoldTooLongError
from app.usecases.destruction.erasing_certificate import (
    ForgedCertificateError,
    NotACertificateError,
    check,
)
from app.usecases.destruction.erasing_proof import (
    DestructionUnknownError,
    certificate,
    verify_certificate,
)
from app.usecases.interview import deciding, papers
from app.usecases.laptop import dating, housekeeping
from app.usecases.people import persons
from app.usecases.people.openings import PersonGoneError
from app.usecases.workplace import Workplace
from tests.fast_vault import fast_vaults
from tests.leaks import leaks
from tests.storage.database.pages import decrypted
from tests.ui.workplace import (
    MakeWorkplace,
    WallClock,
    add_colleague,
    as_agent,
    new_workplace,
    workplace,
)
from tests.usecases.test_day import follow, interview

__all__ = ["new_workplace", "workplace"]  # fixtures


@pytest.fixture(autouse=True)
def quick() -> Iterator[None]:
    with fast_vaults():
        yield


def prescribed(place: Workplace, nom: str = "Zwingelstein") -> PersonneId:
    """Receive somebody to the end, with every paper produced, and return who it is."""
    entretien_id = interview(place, nom=nom)
    follow(place, entretien_id)
    for papier in papers.papers_of(place, entretien_id):
        papers.produce(place, papier.id)
    (found,) = persons.find(place, nom)
    return found.personne.id


def going_on(_asked: int = 0) -> bool:
    return True


@pytest.mark.obligation("S1-31")
def test_erasing_on_request_takes_everything_and_gives_a_certificate_that_holds(
    workplace: Workplace, tmp_path: Path
) -> None:
    personne_id = prescribed(workplace)
    other = prescribed(workplace, nom="Quelconque")
    dossier = persons.open_record(workplace, personne_id)
    reference = dossier.prescriptions[0].prescription.reference
    canaries = ["Zwingelstein", reference, dossier.personne.id, dossier.entretiens[0].id]
    with workplace.database.reading() as session:
        before = indicateurs.exact_by_month(session)
    seen = erasing.loss(workplace, personne_id)
    assert (seen.entretiens, seen.prescriptions, seen.transmises) == (1, 1, 0)
    assert seen.papiers >= 2
    destruction = erasing.erase(workplace, personne_id)
    assert destruction is not None
    assert destruction.numero == "2026-CCASILL-D0001"
    with pytest.raises(PersonGoneError):
        persons.open_record(workplace, personne_id)
    with pytest.raises(PersonGoneError):
        erasing.erase(workplace, personne_id)
    paper = certificate(workplace, destruction.numero)
    (tmp_path / "sorties").mkdir()
    (tmp_path / "sorties" / paper.file_name).write_bytes(paper.content)
    with workplace.database.reading() as session:
        assert indicateurs.exact_by_month(session) == before
    assert persons.open_record(workplace, other).personne.nom == "Quelconque"
    key = workplace.vault.database_key()
    path = workplace.database.path
    pages = decrypted(path, key)
    assert b"Quelconque" in pages
    assert [one for one in canaries if one.encode() in pages] == []
    assert b"wingelstein" not in pages.lower()
    assert leaks([tmp_path], canaries) == []
    checked = check(paper.content)
    assert (checked.statement.numero, checked.mine) == ("2026-CCASILL-D0001", None)
    assert dict(checked.statement.counts)["Prescriptions"] == 1
    assert verify_certificate(workplace, paper.content).mine is True


def test_the_certificate_is_a_paper_that_says_what_is_out_of_reach(
    workplace: Workplace, tmp_path: Path
) -> None:
    destruction = erasing.erase(workplace, prescribed(workplace))
    assert destruction is not None
    file = tmp_path / "attestation.pdf"
    file.write_bytes(certificate(workplace, destruction.numero).content)
    said = subprocess.run(
        ["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True, text=True
    )
    assert said.stderr == ""  # no reader stumbles over what stands after the end
    words = " ".join(said.stdout.split())
    for expected in (
        "Destruction n° 2026-CCASILL-D0001",
        "Demande d’effacement (RGPD, art. 17)",
        "Camille Martin",
        "22 novembre 2026 à 10 h 12",
        "Aucune donnée n’avait été transmise au Département.",
        "22 décembre 2026",
    ):
        assert expected in words.replace("\u00a0", " "), expected


def test_a_certificate_that_was_touched_anywhere_does_not_hold(workplace: Workplace) -> None:
    destruction = erasing.erase(workplace, prescribed(workplace))
    assert destruction is not None
    whole = certificate(workplace, destruction.numero).content
    assert check(whole).statement.structure == "CCAS d’Illustration"
    step = max(1, len(whole) // 150)
    for at in [*range(0, len(whole), step), *range(len(whole) - 60, len(whole))]:
        touched = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        with pytest.raises((ForgedCertificateError, NotACertificateError)):
            check(touched)
    with pytest.raises(ForgedCertificateError):
        check(whole + b" ")
    with pytest.raises(NotACertificateError):
        check(b"%PDF-1.4 anything")


def test_a_statement_signed_by_another_key_does_not_pass_for_this_one(
    workplace: Workplace, new_workplace: MakeWorkplace
) -> None:
    other = new_workplace()
    mine = erasing.erase(workplace, prescribed(workplace))
    theirs = erasing.erase(other, prescribed(other))
    assert mine is not None
    assert theirs is not None
    paper = certificate(workplace, mine.numero).content
    assert verify_certificate(other, paper).mine is False
    begin, _, rest = paper.rpartition(base64.b64encode(mine.signature))
    swapped = begin + base64.b64encode(theirs.signature) + rest
    with pytest.raises(ForgedCertificateError):
        check(swapped)


def test_an_unknown_number_has_no_certificate(workplace: Workplace) -> None:
    with pytest.raises(DestructionUnknownError):
        certificate(workplace, "2026-CCASILL-D0009")


def test_what_is_due_is_erased_after_unlocking_and_proved_under_one_number(
    new_workplace: MakeWorkplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(effacement, "_FIRST_SIZE", 1)  # two persons are two batches
    clock = WallClock()
    place = new_workplace(clock=clock)
    prescribed(place)
    prescribed(place, nom="Quelconque")
    clock.at = clock.at.replace(year=2030)  # the very day, four years later
    dating.confirm_date(place)
    assert persons.find(place, "") == []
    stop = iter([True, False])
    half = housekeeping.tidy(place, keep_going=lambda: next(stop))
    assert not half.complete
    assert [one.ended_at for one in erasing.done(place)] == [None]
    with pytest.raises(DestructionUnknownError):
        certificate(place, erasing.done(place)[0].numero)
    assert housekeeping.tidy(place, keep_going=going_on).complete
    (proof,) = erasing.done(place)
    assert (proof.motif, proof.bilan["personnes"]) == (MotifDestruction.ECHEANCE, 2)
    assert proof.agent_id is None
    assert proof.regle == place.convention.retention.source
    assert check(certificate(place, proof.numero).content).statement.agent == ""
    housekeeping.tidy(place, keep_going=going_on)
    assert len(erasing.done(place)) == 1


def test_the_day_before_nothing_is_erased(new_workplace: MakeWorkplace) -> None:
    clock = WallClock()
    place = new_workplace(clock=clock)
    prescribed(place)
    clock.at = clock.at.replace(year=2030, day=21)
    dating.confirm_date(place)
    assert len(persons.find(place, "")) == 1
    housekeeping.tidy(place, keep_going=going_on)
    assert len(persons.find(place, "")) == 1
    assert erasing.done(place) == []


def test_a_proof_waits_until_the_rows_have_left_the_file(workplace: Workplace) -> None:
    personne_id = prescribed(workplace)
    with workplace.database.reading() as session:
        session.execute(text("SELECT count(*) FROM personnes")).all()  # a reader keeps the log
        assert erasing.erase(workplace, personne_id) is None
    assert [one.ended_at for one in erasing.done(workplace)] == [None]
    housekeeping.tidy(workplace, keep_going=going_on)
    assert erasing.done(workplace)[0].ended_at is not None


def test_an_interview_that_led_to_nothing_is_kept_twelve_months(workplace: Workplace) -> None:
    entretien_id = interview(workplace, nom="Sansuite")
    deciding.finish(workplace, entretien_id, Issue.REFUS)
    (found,) = persons.find(workplace, "Sansuite")
    assert persons.open_record(workplace, found.personne.id).due_on == date(2027, 11, 22)


def test_what_is_to_come_says_who_when_and_why_and_a_hold_keeps_it(
    new_workplace: MakeWorkplace,
) -> None:
    clock = WallClock()
    place = new_workplace(clock=clock)
    personne_id = prescribed(place)
    assert erasing.foreseen(place) == []
    clock.at = clock.at.replace(year=2030, month=9, day=1)
    (one,) = erasing.foreseen(place)
    assert (one.name.split()[-1].casefold(), one.due_on) == ("zwingelstein", date(2030, 11, 22))
    assert one.prescribed
    with pytest.raises(HoldTooLongError):
        erasing.keep_longer(place, personne_id, MotifConservation.LITIGE, date(2030, 11, 22))
    with pytest.raises(HoldTooLongError):
        erasing.keep_longer(place, personne_id, MotifConservation.LITIGE, date(2031, 9, 2))
    until = date(2031, 3, 1)
    erasing.keep_longer(place, personne_id, MotifConservation.LITIGE, until)
    (held,) = erasing.foreseen(place)
    assert held.hold is not None
    assert (held.due_on, held.hold.motif) == (until, MotifConservation.LITIGE)
    assert persons.open_record(place, personne_id).history[-1].kind == "conservee"
    clock.at = clock.at.replace(year=2031, month=2, day=28)
    dating.confirm_date(place)
    housekeeping.tidy(place, keep_going=going_on)
    assert len(persons.find(place, "")) == 1
    erasing.keep_no_longer(place, personne_id)
    assert persons.find(place, "") == []  # its own term had come
    housekeeping.tidy(place, keep_going=going_on)
    assert erasing.done(place)[0].bilan["personnes"] == 1


def test_a_shorter_convention_shortens_what_is_kept(workplace: Workplace) -> None:
    personne_id = prescribed(workplace)
    shorter = replace(workplace.convention.retention, years=2)
    place = replace(workplace, convention=replace(workplace.convention, retention=shorter))
    housekeeping.tidy(place, keep_going=going_on)
    assert persons.open_record(place, personne_id).due_on == date(2028, 11, 22)


def test_journals_of_last_year_are_forgotten(new_workplace: MakeWorkplace) -> None:
    clock = WallClock()
    place = new_workplace(clock=clock)
    personne_id = prescribed(place)
    colleague = as_agent(place, add_colleague(place))
    persons.open_record(colleague, personne_id, reason=MotifAcces.ACCUEIL)
    with place.database.writing() as session:
        rapports.start(session, at=clock.now())

    def kept() -> tuple[int, int]:
        housekeeping.tidy(place, keep_going=going_on)
        with place.database.reading() as session:
            return len(acces.latest(session)), len(rapports.latest(session))

    clock.at = clock.at.replace(year=2027, day=21)
    dating.confirm_date(place)
    assert kept() == (1, 1)
    clock.at += timedelta(days=1)
    assert kept() == (0, 0)
