"""Wrong passphrases in a row, for each worker, kept over restarts.

They stand outside the encrypted database, since they are read before it opens: in two copies, one
in the data folder and one beside it, so that removing a file forgives nothing. The copy with more
failures counts. Nothing secret and no name is in them.
"""

import contextlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final, cast

from app.domain.identifiers import AgentId
from app.storage.vault import files
from app.storage.vault.failures import VaultNotWrittenError

FILE: Final = "essais.json"
_MOST: Final = 1_000_000  # what a file may claim: a count is no reason to run out of numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """How many tries in a row failed, and when the last one was (UTC)."""

    count: int
    last_at: datetime


def places(folder: Path) -> tuple[Path, Path]:
    """Return where the two copies stand."""
    return folder / FILE, folder.with_name(f".{folder.name}.{FILE}")


def of(folder: Path, agent_id: AgentId) -> Missed | None:
    """Return the failures of a worker in a row, None when the last try succeeded."""
    return _merged(folder).get(agent_id)


def note(folder: Path, agent_id: AgentId, missed: Missed | None) -> None:
    """Keep the failures of a worker in both copies; None forgets them.

    A folder that takes no file is no reason to stop: opening will say what is wrong with it.
    """
    known = _merged(folder)
    if missed is None:
        if known.pop(agent_id, None) is None:
            return
    else:
        known[agent_id] = missed
    text = json.dumps(
        {agent: {"n": one.count, "at": one.last_at.isoformat()} for agent, one in known.items()},
        sort_keys=True,
    )
    for place in places(folder):
        with contextlib.suppress(VaultNotWrittenError):
            files.write_whole(place, text.encode())


def _merged(folder: Path) -> dict[AgentId, Missed]:
    found: dict[AgentId, Missed] = {}
    for place in places(folder):
        for agent_id, missed in _read(place):
            other = found.get(agent_id)
            if other is None or (missed.count, missed.last_at) > (other.count, other.last_at):
                found[agent_id] = missed
    return found


def _read(place: Path) -> Iterable[tuple[AgentId, Missed]]:
    """Read one copy; what cannot be read counts for nothing, the other copy stands."""
    try:
        content: object = json.loads(place.read_bytes())
    except (OSError, ValueError, RecursionError):
        return
    if not isinstance(content, dict):
        return
    for agent_id, entry in cast("dict[str, Any]", content).items():
        with contextlib.suppress(TypeError, ValueError, KeyError):
            count, at = int(entry["n"]), datetime.fromisoformat(entry["at"])
            if 0 < count <= _MOST and at.tzinfo is not None:
                yield AgentId(agent_id), Missed(count=count, last_at=at)
