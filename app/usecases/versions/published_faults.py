"""The faults of the published questionnaire that this laptop refused last, kept to be read.

The checker works in the network's thread while somebody else is at the window; what it found is
for whoever writes to the Département.
"""

from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from app.questionnaire.workbook.cells import Fault
from app.storage import parametres
from app.usecases.versions.questionnaire_import import Imported
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_KEY: Final = "publications.fautes"
_MOST: Final = 500  # a workbook that is no questionnaire has thousands, all alike


def note_refusal(session: "Session", found: Imported) -> None:
    """Keep what the checker found, in place of what it found in an earlier workbook."""
    faults: list[parametres.Json] = [
        asdict(fault) for fault in (*found.errors, *found.warnings)[:_MOST]
    ]
    parametres.keep(session, _KEY, {"file": found.file, "sha256": found.sha256, "faults": faults})


def forget_refusal(session: "Session") -> None:
    """A later questionnaire is right: the faults of the one before interest nobody any more."""
    parametres.remove(session, _KEY)


def last_refusal(workplace: Workplace) -> Imported | None:
    """Return what was found in the published questionnaire refused last; None without one.

    It has no `difference`: a workbook that was refused is not kept.
    """
    with workplace.database.reading() as session:
        kept = parametres.load(session, _KEY)
    if not isinstance(kept, dict):
        return None
    faults = kept.get("faults")
    return Imported(
        file=_text(kept, "file"),
        sha256=_text(kept, "sha256"),
        faults=tuple(_fault(one) for one in faults if isinstance(one, dict))
        if isinstance(faults, list)
        else (),
    )


def _fault(kept: dict[str, parametres.Json]) -> Fault:
    return Fault(
        sheet=_text(kept, "sheet"),
        cell=_text(kept, "cell"),
        message=_text(kept, "message"),
        correction=_text(kept, "correction"),
        warning=kept.get("warning") is True,
    )


def _text(kept: dict[str, parametres.Json], key: str) -> str:
    value = kept.get(key)
    return value if isinstance(value, str) else ""
