"""Write-ahead logs cut or garbled at drawn places.

Each time the laptop opens with the answers up to one of them, without a hole, and works on.
"""

import shutil
import tempfile
from contextlib import closing
from pathlib import Path
from random import Random

from app.domain.entretien import Canal
from app.domain.identifiers import EntretienId
from app.storage import entretiens, reponses
from app.usecases.interview import receiving
from app.usecases.people import persons
from app.usecases.workplace import Workplace
from tests.faults.campaigns.laptop import (
    Prepared,
    answer_all,
    nothing_half,
    quick,
    sound,
    still_works,
)
from tests.faults.campaigns.verdict import SEED, Verdict
from tests.usecases.backing import opened
from tests.usecases.test_day import consent, follow, interview, typed

_GARBAGE = 4096
_WORK_ON_EVERY = 10  # that everything still works is tried after one damage of ten


def campaign(number: int = 200) -> Verdict:
    """Damage the log so many times; the whole campaign is two hundred."""
    verdict = Verdict(campaign="logs", seed=SEED)
    chance = Random(f"{SEED}-logs")  # noqa: S311 - a fixed draw
    with quick(), tempfile.TemporaryDirectory() as folder:
        laptop = Prepared(Path(folder), _before)
        entretien_id, paths = _answer_and_leave_the_log(laptop)
        log = next(laptop.data.glob("*-wal"))
        whole = log.read_bytes()
        for turn in range(number):
            place, cut = chance.randrange(len(whole)), turn % 2 == 0
            rest = b"" if cut else chance.randbytes(_GARBAGE) + whole[place + _GARBAGE :]

            def look(damaged: bytes = whole[:place] + rest, turn: int = turn) -> str:
                laptop.again()
                log.write_bytes(damaged)
                with closing(laptop.opened()) as workplace:
                    sound(workplace)
                    _no_hole(workplace, entretien_id, paths)
                    nothing_half(workplace)
                    assert len(persons.find(workplace, "Avanteau")) == 1
                    if turn % _WORK_ON_EVERY == 0:
                        still_works(workplace)
                return "opened to one of the commits"

            verdict.judge(f"{'cut' if cut else 'garbled'} at byte {place}", look)
    return verdict


def _before(place: Workplace) -> None:
    """Somebody received before the log began: she must be there whatever happens to it."""
    follow(place, interview(place, nom="Avanteau"))


def _answer_and_leave_the_log(laptop: Prepared) -> tuple[EntretienId, list[str]]:
    """Receive a person and answer; keep the files as they are while the program runs.

    Returns the interview and the questions in the order in which they were answered.
    """
    copy = laptop.data.with_name("pris")
    with closing(opened(laptop.data, laptop.agent, laptop.clock)) as place:
        entretien_id = receiving.receive(place, Canal.SUR_PLACE).id
        receiving.record_consent(place, entretien_id, consent(place))
        persons.register(place, entretien_id, typed("Pendanteau"))
        paths: list[str] = []
        answer_all(place, lambda said: paths.append(said[2]), entretien_id)
        shutil.copytree(laptop.data, copy)
    shutil.rmtree(laptop.data)
    copy.rename(laptop.data)
    for shared in laptop.data.glob("*-shm"):
        shared.unlink()  # made anew from the log, as after a restart
    laptop.keep()
    return entretien_id, paths


def _no_hole(place: Workplace, entretien_id: EntretienId, paths: list[str]) -> None:
    with place.database.reading() as session:
        there = entretiens.load(session, entretien_id) is not None
        kept = reponses.load(session, entretien_id)
    assert there or not kept
    assert set(kept) == set(paths[: len(kept)]), "an answer is there without one before it"
