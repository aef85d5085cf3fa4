"""The folders where backups went before: told of erasures, rotated, destroyed when asked.

They stand in the database and in `sauvegardes.json`, which serves while the vault is closed.
"""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.storage import fin_du_poste, journal
from app.storage.journal import Entree
from app.storage.sauvegarde import choice, former, ledger_file
from app.storage.sauvegarde.choice import Choice
from app.usecases.workplace import Workplace


@dataclass(frozen=True, slots=True, kw_only=True)
class Former:
    """A folder chosen before; `held` is how many backups lie there, None where it is absent."""

    path: Path
    held: int | None


def state(workplace: Workplace) -> list[Former]:
    """Return the folders chosen before, as far as each answers in time."""
    paths = everywhere(workplace).former
    found = former.held(paths, workplace.vault.place.vault_id)
    return [Former(path=path, held=found.get(path)) for path in paths]


def everywhere(workplace: Workplace) -> Choice:
    """Return every folder where backups may lie, whatever only one of both places knows."""
    with workplace.database.reading() as session:
        kept = former.remembered(session)
    chosen = choice.load(workplace.vault.folder)
    others = dict.fromkeys((*chosen.former, *kept))
    return replace(chosen, former=tuple(one for one in others if one != chosen.folder))


def choose(workplace: Workplace, path: Path) -> None:
    """Back up to `path` from now on, and remember the folders before."""
    known = everywhere(workplace)
    before = tuple(one for one in known.everywhere if one != path)
    _remember(workplace, (path, *before))
    choice.change(workplace.vault.folder, lambda _: Choice(folder=path, former=before))


def tell(workplace: Workplace) -> Sequence[Path]:
    """Publish the ledger on this laptop and in every folder chosen before that answers in time.

    What only a ledger of theirs knew comes to the data
    folder, where the next unlocking follows it. Returns the folders chosen before.
    """
    data, vault_id = workplace.vault.folder, workplace.vault.place.vault_id
    known, now = everywhere(workplace), workplace.clock.now()
    with workplace.database.writing() as session:
        ledger = ledger_file.publish(session, vault_id, [data], now)
    if known.former != choice.load(data).former:
        choice.change(data, lambda kept: replace(kept, former=known.former))
    if {*known.everywhere} != {*_remembered(workplace)}:
        _remember(workplace, known.everywhere)
    learnt = former.ask(known.former, ledger.put_in)
    marks = {mark: on for one in learnt.values() for mark, on in one.items()}
    if marks.keys() - ledger.marks.keys():
        replace(ledger, marks={**marks, **ledger.marks}).put_in(data)
    return known.former


def destroy(workplace: Workplace) -> list[Path]:
    """Destroy this vault's backups in the folders chosen before; return those out of reach.

    These are remembered; the others are forgotten, with the ledger that lay there. What stands in
    the chosen folder stays, whatever its other names are.
    """
    known = everywhere(workplace)
    vault_id = workplace.vault.place.vault_id
    left = [
        one
        for one in known.former
        if not _is_the_chosen(one, known.folder) and not fin_du_poste.destroy_backups(one, vault_id)
    ]
    chosen = () if known.folder is None else (known.folder,)
    _remember(workplace, (*chosen, *left))
    choice.change(workplace.vault.folder, lambda kept: replace(kept, former=tuple(left)))
    entry = Entree(
        at=workplace.clock.now(),
        kind="reglage_change",
        agent_id=workplace.agent.id,
        detail="anciennes_sauvegardes",
    )
    with workplace.database.writing() as session:
        journal.append(session, entry)
    return left


def _is_the_chosen(path: Path, chosen: Path | None) -> bool:
    with contextlib.suppress(OSError):
        return chosen is not None and path.samefile(chosen)
    return False


def _remembered(workplace: Workplace) -> list[Path]:
    with workplace.database.reading() as session:
        return former.remembered(session)


def _remember(workplace: Workplace, folders: Sequence[Path]) -> None:
    with workplace.database.writing() as session:
        former.remember(session, folders)
