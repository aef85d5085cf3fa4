"""Real work to be killed in, and what must be true of the laptop afterwards, whenever it was."""

import json
import os
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from sqlalchemy import text

from app.domain.identifiers import AgentId
from app.storage import destructions, effacement, personnes, prescriptions, reponses, schema
from app.storage.cipher import connect
from app.storage.database import open_database
from app.storage.failures import UnreadableDatabaseError
from app.storage.vault import header_text
from app.storage.vault.files import read_header
from app.storage.vault.opened import unlock
from app.usecases.backup import restoring, saving
from app.usecases.destruction import erasing_proof
from app.usecases.interview import receiving
from app.usecases.laptop import colleagues, housekeeping
from app.usecases.laptop.installing import NewAgent
from app.usecases.laptop.opening import PROFILE
from app.usecases.people import persons
from app.usecases.workplace import Workplace
from tests.faults.campaigns.laptop import (
    Prepared,
    kept_as_told,
    nothing_half,
    prescribe,
    receive_all_day,
    sound,
    still_works,
)
from tests.faults.campaigns.moments import Say
from tests.paths import ROOT
from tests.storage.database import world
from tests.storage.database.pages import decrypted, encodings
from tests.ui.workplace import PASSPHRASE, STRASBOURG, add_colleague
from tests.usecases.backing import names, opened
from tests.usecases.test_day import follow, interview

DUE, STAYING = ("Echuvert", "Echubois", "Echumont"), ("Restevert", "Restebois")
MODEL, AFTER = "Tourterellier", "Tourterand"


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A scene, what is done on it, and what must be true whatever was said until the kill."""

    name: str
    kills: int  # of the hundred
    scene: Callable[[Path], Prepared]
    work: Callable[[Prepared, Say], None]
    look: Callable[[Prepared, list[Any]], str]


# -- interviews and prescriptions ---------------------------------------------------------------


def _interviews(laptop: Prepared, say: Say) -> None:
    with closing(opened(laptop.data, laptop.agent, laptop.clock)) as place:
        receive_all_day(place, say, ("Premierard", "Deuxiemard"))


def _diagnosed(place: Workplace) -> None:
    for nom in STAYING:
        interview(place, nom=nom)


def _prescriptions(laptop: Prepared, say: Say) -> None:
    with closing(opened(laptop.data, laptop.agent, laptop.clock)) as place:
        for waiting in receiving.unfinished(place):
            prescribe(place, say, waiting.id)


def _look_at_the_day(laptop: Prepared, said: list[Any]) -> str:
    with closing(laptop.opened()) as place:
        sound(place)
        kept_as_told(place, said)
        nothing_half(place)
        still_works(place)
        nothing_half(place)
    return "everything told is kept, nothing is half"


# -- purge --------------------------------------------------------------------------------------


def _some_due(place: Workplace) -> None:
    for nom in (*DUE, *STAYING):
        follow(place, interview(place, nom=nom))
    with place.database.writing() as session:
        for table in ("papiers", "prescriptions", "entretiens", "personnes"):
            key = "id" if table == "personnes" else "personne_id"
            session.execute(
                text(
                    f"UPDATE {table} SET due_on = :today WHERE {key} IN "  # noqa: S608 - our names
                    "(SELECT id FROM personnes WHERE nom LIKE 'Echu%')"
                ),
                {"today": place.clock.today().isoformat()},
            )


def _purge(laptop: Prepared, say: Say) -> None:
    with (
        closing(opened(laptop.data, laptop.agent, laptop.clock)) as place,
        patch.object(effacement, "_FIRST_SIZE", 1),
        patch.object(effacement, "_LARGEST", 1),
    ):
        housekeeping.tidy(place, keep_going=lambda: True)
        say(["purged"])


def _look_at_the_purge(laptop: Prepared, said: list[Any]) -> str:
    with closing(laptop.opened()) as place:
        sound(place)
        seen = sorted(found.personne.nom for found in persons.find(place, ""))
        assert seen == sorted(STAYING), "somebody due is seen, or somebody was lost"
        counters = _counters(place)
        left = _rows_due(place)
        assert not (said and left)
        purge = housekeeping.tidy(place, keep_going=lambda: True)
        assert purge.complete
        assert purge.personnes == left
        assert _counters(place) == counters
        with place.database.reading() as session:
            proofs = destructions.latest(session)
            assert effacement.is_rewritten(session)
        assert sum(proof.bilan["personnes"] for proof in proofs) == len(DUE)
        for proof in proofs:
            content = erasing_proof.certificate(place, proof.numero).content
            assert erasing_proof.verify_certificate(place, content).statement is not None
        still_works(place)
        path, key = place.database.path, place.vault.database_key()
    pages = decrypted(path, key)
    for nom in DUE:
        assert not any(form in pages for form in encodings(nom)), "a name is left in the file"
    return "purged on" if left else "was purged"


def _rows_due(place: Workplace) -> int:
    with closing(connect(place.database.path, place.vault.database_key())) as raw:
        found = raw.execute("SELECT count(*) FROM personnes WHERE nom LIKE 'Echu%'").fetchone()
    return int(found[0]) if found else 0


def _counters(place: Workplace) -> list[tuple[Any, ...]]:
    with closing(connect(place.database.path, place.vault.database_key())) as raw:
        return raw.execute("SELECT * FROM compteurs_en_attente ORDER BY 1").fetchall()


# -- backup and restore -------------------------------------------------------------------------


def _backed_up(place: Workplace) -> None:
    interview(place, nom=MODEL)
    stick = place.vault.folder.parent / "cle"
    saving.choose_folder(place, stick)
    saving.back_up(place)
    interview(place, nom=AFTER)


def _with_a_backup(root: Path) -> Prepared:
    laptop = Prepared(root, _backed_up)
    laptop.clock.go_on(hours=5)
    return laptop


def _back_up(laptop: Prepared, say: Say) -> None:
    with closing(opened(laptop.data, laptop.agent, laptop.clock)) as place:
        saving.back_up(place)
        say(["backed up"])


def _look_at_the_backup(laptop: Prepared, said: list[Any]) -> str:
    with closing(laptop.opened()) as place:
        sound(place)
        assert sorted(names(place)) == sorted([AFTER, MODEL])
        files = list(laptop.stick.glob("*.sauvegarde"))
        assert len(files) > len(said)
        for path in files:
            restoring.examine(path, laptop.clock)
        for left in laptop.stick.glob("*.partiel"):
            os.utime(left, (0, 0))  # long ago: a living writer keeps its part
        saving.back_up(place)
    assert not list(laptop.stick.glob("*.partiel"))
    return f"{len(files)} whole backups"


def _restore(laptop: Prepared, say: Say) -> None:
    found = restoring.examine(min(laptop.stick.glob("*.sauvegarde")), laptop.clock)
    restoring.stage(laptop.data, found, laptop.agent, PASSPHRASE, laptop.clock)
    restoring.put_in_force(laptop.data, laptop.clock)
    say(["restored"])


def _look_at_the_restore(laptop: Prepared, said: list[Any]) -> str:
    with closing(laptop.opened()) as place:
        sound(place)
        found = sorted(names(place))
    assert found in (sorted([AFTER, MODEL]), [MODEL])
    restored = len(found) == 1
    assert restored or not said
    if restored:
        restoring.return_to_former(laptop.data, laptop.clock)
        with closing(laptop.opened()) as place:
            assert sorted(names(place)) == sorted([AFTER, MODEL])
    return "the restored state" if restored else "the state before"


# -- keys ---------------------------------------------------------------------------------------


def _with_a_colleague(place: Workplace) -> None:
    follow(place, interview(place, nom=MODEL))
    add_colleague(place)


def _with_the_copy_of_a_colleague(root: Path) -> Prepared:
    laptop = Prepared(root, _with_a_colleague)
    shutil.copyfile(laptop.data / "vault.json", root / "copie.json")
    return laptop


def _colleague(laptop: Prepared) -> AgentId:
    kept = header_text.read((laptop.data.parent / "copie.json").read_bytes())
    return next(slot.agent_id for slot in kept.agents if slot.agent_id != laptop.agent)


def _change_keys(laptop: Prepared, say: Say) -> None:
    with closing(opened(laptop.data, laptop.agent, laptop.clock)) as place:
        new = NewAgent(prenom="Alix", nom="Nouvelle", fonction="médiatrice")
        colleagues.add(place, new, PASSPHRASE)
        say(["added"])
        colleagues.remove(place, _colleague(laptop))
        say(["removed"])


def _look_at_the_keys(laptop: Prepared, said: list[Any]) -> str:
    with closing(laptop.opened()) as place:
        sound(place)
        assert names(place) == [MODEL]
        present = {agent.id for agent in colleagues.present(place)}
    header = read_header(laptop.data)
    assert {slot.agent_id for slot in header.agents} == present, "keys and list do not agree"
    assert len(present) >= 1 + (["added"] in said)
    leaver = _colleague(laptop)
    assert ["removed"] not in said or leaver not in present
    for slot in header.agents:  # whoever has a slot gets to work with it
        opened(laptop.data, slot.agent_id, laptop.clock).close()
    with closing(laptop.opened()) as place:
        if leaver in present:
            colleagues.remove(place, leaver)
        still_works(place)
        path = place.database.path
    _copy_does_not_open(laptop, leaver, path)
    assert list(laptop.data.glob("passerelle*.db")) == [path]
    return "both had their keys" if leaver in present else "removed"


def _copy_does_not_open(laptop: Prepared, leaver: AgentId, path: Path) -> None:
    folder = laptop.data.parent / "copie"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    shutil.copyfile(laptop.data.parent / "copie.json", folder / "vault.json")
    held = unlock(folder, leaver, PASSPHRASE)
    try:
        open_database(path, held.database_key(), today=laptop.clock.today).close()
    except UnreadableDatabaseError:
        return
    raise AssertionError("the removed colleague's copy opens the database")


# -- migration ----------------------------------------------------------------------------------


def _of_the_first_release(root: Path) -> Prepared:
    """Put the database of the first release under the keys of a vault of today."""
    laptop = Prepared(root, lambda _: None)
    with closing(laptop.opened()) as place:
        path, key = place.database.path, place.vault.database_key()
        agent = place.agent
    path.unlink()
    old = root / "0001.db"
    shutil.copyfile(ROOT / "tests" / "storage" / "vintage" / "0001.db", old)
    with (
        closing(connect(old, world.KEY)) as source,
        closing(connect(path, key, create=True)) as target,
    ):
        source.backup(target, pages=-1, progress=lambda *_: None)
        target.execute(
            "INSERT INTO agents (id, prenom, nom, fonction, created_on) VALUES (?, ?, ?, ?, ?)",
            (agent.id, agent.prenom, agent.nom, agent.fonction, "2026-11-01"),
        )
        target.execute(
            "INSERT INTO parametres (key, value) VALUES (?, ?)", (PROFILE, json.dumps(STRASBOURG))
        )
        target.execute("INSERT INTO numeros (year, last) VALUES (2026, 1)")
    laptop.keep()
    return laptop


def _migrate(laptop: Prepared, say: Say) -> None:
    opened(laptop.data, laptop.agent, laptop.clock).close()
    say(["migrated"])


def _look_at_the_migration(laptop: Prepared, said: list[Any]) -> str:
    del said
    with closing(laptop.opened()) as place:
        sound(place)
        with place.database.reading() as session:
            revision = session.scalar(text("SELECT version_num FROM alembic_version"))
            assert revision == schema.HEAD
            assert personnes.load(session, world.personne().id) == world.personne()
            kept = reponses.load(session, world.entretien().id)
            assert kept == {"/data/A1": ["smartphone"]}
            prescription = prescriptions.load(session, world.prescription().id)
        assert prescription is not None
        assert prescription.prescription == world.prescription()
        still_works(place)
    return "migrated with everything in it"


WORKS = (
    Work(
        name="interview",
        kills=20,
        scene=lambda root: Prepared(root, lambda _: None),
        work=_interviews,
        look=_look_at_the_day,
    ),
    Work(
        name="prescription",
        kills=20,
        scene=lambda root: Prepared(root, _diagnosed),
        work=_prescriptions,
        look=_look_at_the_day,
    ),
    Work(
        name="purge",
        kills=16,
        scene=lambda root: Prepared(root, _some_due),
        work=_purge,
        look=_look_at_the_purge,
    ),
    Work(name="backup", kills=12, scene=_with_a_backup, work=_back_up, look=_look_at_the_backup),
    Work(name="restore", kills=12, scene=_with_a_backup, work=_restore, look=_look_at_the_restore),
    Work(
        name="keys",
        kills=12,
        scene=_with_the_copy_of_a_colleague,
        work=_change_keys,
        look=_look_at_the_keys,
    ),
    Work(
        name="migration",
        kills=8,
        scene=_of_the_first_release,
        work=_migrate,
        look=_look_at_the_migration,
    ),
)
