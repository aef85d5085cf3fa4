"""Answers that do not outlive the day: one nameless, signed record for each day (000 l. 116)."""

from datetime import timedelta

from app.storage import reponses
from app.storage.destructions import MotifDestruction
from app.usecases.destruction import erasing
from app.usecases.destruction.certificate_words import summary
from app.usecases.destruction.erasing_certificate import check
from app.usecases.destruction.erasing_proof import certificate
from app.usecases.laptop import housekeeping
from app.usecases.workplace import Workplace
from tests.ui.workplace import LOT_ET_GARONNE, MakeWorkplace, WallClock, new_workplace
from tests.usecases.backing import quick
from tests.usecases.test_day import interview

__all__ = ["new_workplace", "quick"]  # fixtures


def answered(place: Workplace, nom: str) -> int:
    """Receive somebody as far as the diagnosis; return how many answers are kept."""
    entretien_id = interview(place, nom=nom)
    with place.database.reading() as session:
        return len(reponses.load(session, entretien_id))


def tidy(place: Workplace) -> None:
    housekeeping.tidy(place, keep_going=lambda: True)


def test_a_day_s_answers_go_at_midnight_under_one_number(new_workplace: MakeWorkplace) -> None:
    clock = WallClock()
    place = new_workplace(LOT_ET_GARONNE, clock=clock)
    kept = answered(place, "Premier") + answered(place, "Second")
    assert kept > 10
    tidy(place)  # the same day: nothing goes
    assert erasing.done(place) == []
    clock.at = clock.at.replace(hour=22, minute=59)  # 23 h 59 in Paris
    tidy(place)
    assert erasing.done(place) == []
    clock.at += timedelta(minutes=1)
    tidy(place)
    (today,) = erasing.done(place)
    assert (today.motif, today.ended_at) == (MotifDestruction.FIN_DE_JOURNEE, None)
    assert today.bilan["reponses"] == kept
    assert "personnes" not in today.bilan
    clock.at += timedelta(days=1)  # the day on which they were erased is over
    tidy(place)
    (signed,) = erasing.done(place)
    assert signed.ended_at == clock.at
    paper = check(certificate(place, signed.numero).content)
    assert paper.statement.event == "Réponses effacées le jour même"
    assert paper.statement.agent == ""
    assert summary(signed.bilan).replace("\xa0", " ") == f"{kept} réponses"


def test_two_days_are_two_records(new_workplace: MakeWorkplace) -> None:
    clock = WallClock()
    place = new_workplace(LOT_ET_GARONNE, clock=clock)
    for nom in ("Premier", "Second", "Troisième"):
        answered(place, nom)
        clock.at += timedelta(days=1)
        tidy(place)
    numbers = [one.numero for one in erasing.done(place)]
    assert numbers == ["2026-CCASILL-D0003", "2026-CCASILL-D0002", "2026-CCASILL-D0001"]
    assert [one.ended_at is None for one in erasing.done(place)] == [True, False, False]
