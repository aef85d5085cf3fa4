"""Single bits flipped at drawn places: in `vault.json`, and in the database.

Each time the laptop opens with everything as it was, or refuses with the sentence that names the
file; never a traceback, never another value. The copy of the header, and the backup, bring it back.
"""

import shutil
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import text

from app.domain.failures import AppError
from app.storage.vault import files
from app.storage.vault.failures import VAULT_FILE, VaultError
from app.usecases.backup import restoring, saving
from app.usecases.workplace import Workplace
from tests.faults.campaigns.laptop import Prepared, quick, still_works
from tests.faults.campaigns.verdict import SEED, Verdict, told
from tests.ui.workplace import PASSPHRASE, add_colleague
from tests.usecases.backing import NAME, names
from tests.usecases.test_day import follow, interview

_BRING_BACK_EVERY = 20
_TABLES = (
    "structure agents personnes entretiens consentements choix reponses diagnostics prescriptions "
    "papiers envois evenements numeros materiel versions_questionnaire compteurs"
)


def header_campaign(number: int = 400) -> Verdict:
    """Flip so many bits of `vault.json`; the whole campaign is four hundred."""
    verdict = Verdict(campaign="header", seed=SEED)
    with quick(), tempfile.TemporaryDirectory() as folder:
        laptop = Prepared(Path(folder), _day)
        for bit, turn in _drawn(laptop.data / VAULT_FILE, number, "header"):

            def look(bit: int = bit, turn: int = turn) -> str:
                laptop.again()
                _flip(laptop.data / VAULT_FILE, bit)
                ending = _refused(laptop.opened, VAULT_FILE)
                if turn % _BRING_BACK_EVERY == 0:
                    files.restore_copy(laptop.data)
                    with closing(laptop.opened()) as place:
                        assert names(place) == [NAME]
                return ending

            verdict.judge(f"header, bit {bit}", look)
    return verdict


def database_campaign(number: int = 200) -> Verdict:
    """Flip so many bits of the database; the whole campaign is two hundred."""
    verdict = Verdict(campaign="database", seed=SEED)
    with quick(), tempfile.TemporaryDirectory() as folder:
        laptop = Prepared(Path(folder), _day)
        with closing(laptop.opened()) as place:
            whole, file = _contents(place), place.database.path
        for bit, turn in _drawn(file, number, "database"):

            def look(bit: int = bit, turn: int = turn) -> str:
                laptop.again()
                _flip(file, bit)
                ending = _as_it_was_or_refused(laptop, whole, file.name)
                if turn % _BRING_BACK_EVERY == 0:
                    _restore(laptop)
                return ending

            verdict.judge(f"database, bit {bit}", look)
    return verdict


def _day(place: Workplace) -> None:
    """A person with a prescription, a colleague, and a backup of both."""
    follow(place, interview(place, nom=NAME))
    add_colleague(place)
    saving.choose_folder(place, place.vault.folder.parent / "cle")
    saving.back_up(place)


def _drawn(file: Path, number: int, name: str) -> list[tuple[int, int]]:
    bits = file.stat().st_size * 8
    chance = Random(f"{SEED}-{name}")  # noqa: S311 - a fixed draw
    drawn = chance.sample(range(bits), min(number, bits))
    return [(bit, turn) for turn, bit in enumerate(drawn)]


def _flip(file: Path, bit: int) -> None:
    content = bytearray(file.read_bytes())
    content[bit // 8] ^= 1 << bit % 8
    file.write_bytes(content)


def _refused(work: Callable[[], Workplace], *named: str) -> str:
    """Return the kind of the failure, which must come and must be told well."""
    try:
        work().close()
    except VaultError as failure:
        return told(failure, *named)
    raise AssertionError("the flipped header opens")


def _as_it_was_or_refused(laptop: Prepared, whole: dict[str, list[Any]], name: str) -> str:
    try:
        with closing(laptop.opened()) as place:
            assert _contents(place) == whole, "another value is shown"
            still_works(place)  # a page that was not read until now may be the one
    except AppError as failure:
        return f"refused: {told(failure, name)}"
    return "opened with everything as it was"


def _contents(place: Workplace) -> dict[str, list[Any]]:
    """Return every row of the tables that opening does not write to."""
    with place.database.reading() as session:
        return {
            table: [tuple(row) for row in session.execute(text(f'SELECT * FROM "{table}"'))]  # noqa: S608
            for table in _TABLES.split()
        }


def _restore(laptop: Prepared) -> None:
    """Bring the backup back over the damaged laptop."""
    found = restoring.examine(next(laptop.stick.glob("*.sauvegarde")), laptop.clock)
    shutil.rmtree(laptop.data / "avant-restauration", ignore_errors=True)
    restoring.stage(laptop.data, found, laptop.agent, PASSPHRASE, laptop.clock)
    restoring.put_in_force(laptop.data, laptop.clock)
    with closing(laptop.opened()) as place:
        assert names(place) == [NAME]
