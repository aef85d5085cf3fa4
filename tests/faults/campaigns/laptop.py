"""A laptop that is put back as it was before each fault, and looked over after it."""

import shutil
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from app.conventions.communes import Communes, load_communes
from app.domain.entretien import Canal, Etape, Issue
from app.domain.identifiers import AgentId, EntretienId
from app.storage import outbox, papiers, prescriptions, reponses
from app.storage.cipher import connect
from app.storage.sauvegarde.leftovers import discard_leftovers
from app.storage.sauvegarde.swapping import finish_or_discard
from app.usecases.interview import deciding, interviewing, receiving
from app.usecases.interview.answers import answers_by_name
from app.usecases.laptop import opening
from app.usecases.people import persons
from app.usecases.workplace import Workplace
from tests.fast_vault import fast_vaults
from tests.faults.campaigns.moments import Say
from tests.ui.workplace import WallClock, make_workplace
from tests.usecases.backing import opened
from tests.usecases.test_day import answers_of, consent, follow, interview, typed

_PAPERS = 4  # the person's sheet, the notice, the prescription, the letter


@cache
def _communes(file: Path) -> Communes:
    return load_communes(file)


@contextmanager
def quick() -> Generator[None]:
    """Open vaults quickly, and read the list of communes once for all openings."""
    with fast_vaults(), patch.object(opening, "load_communes", _communes):
        yield


class Prepared:
    """A vault in `data`, made once by `prepare` and copied back by `again`."""

    def __init__(self, root: Path, prepare: Callable[[Workplace], None]) -> None:
        self.data, self.stick = root / "coffre", root / "cle"
        self._kept = root / "depart"
        self.stick.mkdir(parents=True)
        self.clock = WallClock()
        place = make_workplace(self.data, clock=self.clock)
        self.agent: AgentId = place.agent.id
        with closing(place):
            prepare(place)
        self.keep()

    def keep(self) -> None:
        """Take the state as it is now for the one to go back to."""
        shutil.rmtree(self._kept, ignore_errors=True)
        for folder in (self.data, self.stick):
            shutil.copytree(folder, self._kept / folder.name)

    def again(self) -> None:
        """Put everything back as it was."""
        for folder in (self.data, self.stick):
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(self._kept / folder.name, folder)

    def opened(self) -> Workplace:
        """Start the program and unlock, as after a kill."""
        discard_leftovers(self.data)
        finish_or_discard(self.data)
        return opened(self.data, self.agent, self.clock)


def sound(place: Workplace) -> None:
    """Check every page, every index and every reference of the open database."""
    with closing(connect(place.database.path, place.vault.database_key())) as raw:
        assert raw.execute("PRAGMA cipher_integrity_check").fetchall() == []
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []


def receive_all_day(place: Workplace, say: Say, names: tuple[str, ...]) -> None:
    """Receive persons one after the other, and say each thing once it is committed."""
    for nom in names:
        entretien_id = receiving.receive(place, Canal.SUR_PLACE).id
        say(["received", entretien_id])
        receiving.record_consent(place, entretien_id, consent(place))
        persons.register(place, entretien_id, typed(nom))
        say(["registered", entretien_id, nom])
        answer_all(place, say, entretien_id)
        prescribe(place, say, entretien_id)


def answer_all(place: Workplace, say: Say, entretien_id: EntretienId) -> None:
    """Answer every question of the example person."""
    paths = interviewing.take(place, entretien_id).questionnaire.form.by_path
    by_name = {path.rpartition("/")[2]: path for path in paths}
    for question, value in answers_of("X01").items():
        path = by_name[question]
        interviewing.keep_answer(place, entretien_id, path, value, position=path)
        say(["answered", entretien_id, path, value])


def prescribe(place: Workplace, say: Say, entretien_id: EntretienId) -> None:
    """Assess, follow the advice, and end the interview."""
    taken = interviewing.take(place, entretien_id)
    answers = answers_by_name(taken.questionnaire, taken.answers, place.clock)
    interviewing.keep_diagnosis(place, taken, interviewing.assess(place, taken, answers))
    prescription = follow(place, entretien_id).prescription
    assert prescription is not None
    say(["prescribed", entretien_id, prescription.id])
    deciding.finish(place, entretien_id, Issue.PRESCRIPTION)
    say(["finished", entretien_id])


def kept_as_told(place: Workplace, said: list[Any]) -> None:
    """Check that whatever was said to be kept is kept."""
    with place.database.reading() as session:
        for kind, entretien_id, *rest in said:
            found = receiving.load_interview(place, EntretienId(entretien_id))
            if kind == "answered":
                path, value = rest
                assert reponses.load(session, found.id)[path] == value
            elif kind == "registered":
                assert found.personne_id is not None
            elif kind == "prescribed":
                known = prescriptions.of_entretien(session, found.id)
                assert known is not None
                assert known.prescription.id == rest[0]
            elif kind == "finished":
                assert found.etape is Etape.TERMINE


def nothing_half(place: Workplace) -> None:
    """Check that no prescription stands without its decision, its envoi and its papers."""
    with place.database.reading() as session:
        for known in prescriptions.by_suivi(session):
            prescription = known.prescription
            assert outbox.of_item(session, prescription.id), "a prescription that is not queued"
            entretien = receiving.load_interview(place, prescription.entretien_id)
            assert entretien.choix is not None
            assert entretien.etape in {Etape.PAPIERS, Etape.TERMINE}
            assert len(papiers.of_entretien(session, entretien.id)) == _PAPERS


def still_works(place: Workplace) -> None:
    """Receive one more person to the end."""
    entretien_id = interview(place, nom="Suivanteau")
    assert follow(place, entretien_id).prescription is not None
    deciding.finish(place, entretien_id, Issue.PRESCRIPTION)
