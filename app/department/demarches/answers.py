"""The platform's answer, read at the edge: what is not as its schema says is refused whole.

Fields we did not ask for are passed over; those we asked for must be there, and of their type.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, cast

from app.department.demarches.failures import Echec, ReadingError

DECIDED: Final = frozenset({"accepte", "refuse", "sans_suite"})
LONGEST_TITLE: Final = 200
_LARGEST_NUMBER: Final = 2**53
_CURSOR: Final = re.compile(r"[A-Za-z0-9_=+/-]{1,200}\Z")
_STATE: Final = re.compile(r"[a-z_]{1,16}\Z")
_CODES: Final = {
    "unauthorized": Echec.DEMARCHE_REFUSEE,
    "forbidden": Echec.JETON_REFUSE,
    "not_found": Echec.DEMARCHE_INCONNUE,
    "bad_request": Echec.QUESTION_REFUSEE,
    "graphql_parse_failed": Echec.QUESTION_REFUSEE,
    "timeout": Echec.TROP_LENTE,
    "internal_server_error": Echec.EN_PANNE,
}
_NETWORK: Final = "network"  # « Request issued from a forbidden network »


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierLu:
    """One dossier as the platform shows it; `motivation` is what an agent wrote, as he wrote it."""

    number: int
    state: str
    processed_at: datetime | None
    motivation: str = field(default="", repr=False)
    item: str = ""
    structure: str = ""

    @property
    def is_decided(self) -> bool:
        """Tell whether the Département decided; a decision without its day is none."""
        return self.state in DECIDED and self.processed_at is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Some dossiers in the order of their last change; `cursor` is behind the last one.

    The cursor is empty when the page is.
    """

    title: str
    dossiers: tuple[DossierLu, ...]
    cursor: str
    more: bool


def parse_page(body: bytes, demarche: int) -> Page:
    """Return what an answer of status 200 says.

    Raises:
        ReadingError: the platform refuses, or what came is no such answer.
    """
    try:
        return _page(_mapping(cast("object", json.loads(body))), demarche)
    except (ValueError, TypeError, LookupError, RecursionError) as fault:
        raise ReadingError(Echec.ILLISIBLE) from fault


def _page(said: Mapping[str, object], demarche: int) -> Page:
    refuse(said)
    found = _mapping(_mapping(said["data"])["demarche"])
    if _number(found["number"]) != demarche:
        raise ValueError("another form")
    dossiers = _mapping(found["dossiers"])
    info = _mapping(dossiers["pageInfo"])
    page = Page(
        title=one_line(_text(found["title"]))[:LONGEST_TITLE],
        dossiers=tuple(_dossier(_mapping(one)) for one in _list(dossiers["nodes"])),
        cursor=_cursor(info["endCursor"]),
        more=_boolean(info["hasNextPage"]),
    )
    if page.more and not page.cursor:
        raise ValueError("a page that leads nowhere")
    return page


def refuse(said: Mapping[str, object]) -> None:
    """Raise what the platform's own errors mean; nothing when it names none.

    Raises:
        ReadingError: see above.
    """
    errors = said.get("errors")
    if errors is None:
        return
    first = _mapping(_list(errors)[0])
    code = _mapping(first.get("extensions") or {}).get("code")
    found = _CODES.get(str(code), Echec.QUESTION_REFUSEE)
    if found is Echec.JETON_REFUSE and _NETWORK in str(first.get("message")):
        found = Echec.RESEAU_REFUSE
    raise ReadingError(found)


def one_line(text: str) -> str:
    """Return a text as the feed carries it: one line, nothing that a screen cannot show."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _dossier(given: Mapping[str, object]) -> DossierLu:
    state = _text(given["state"])
    if not _STATE.match(state):
        raise ValueError("no state")
    return DossierLu(
        number=_number(given["number"]),
        state=state,
        processed_at=_instant(given["dateTraitement"]),
        motivation=_maybe(given["motivation"]),
        item=_annotation(given["item"]),
        structure=_annotation(given["structure"]),
    )


def _annotation(value: object) -> str:
    """Return the one value of an annotation, empty where the form has none or nobody filled it."""
    found = _list(value)
    return _maybe(_mapping(found[0])["stringValue"]).strip() if found else ""


def _instant(value: object) -> datetime | None:
    if value is None:
        return None
    at = datetime.fromisoformat(_text(value))
    if at.tzinfo is None:
        raise ValueError("an instant without its zone")
    return at


def _cursor(value: object) -> str:
    if value is None:
        return ""
    if not _CURSOR.match(_text(value)):
        raise ValueError("no cursor")
    return _text(value)


def _maybe(value: object) -> str:
    return "" if value is None else _text(value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < _LARGEST_NUMBER:
        raise TypeError
    return value


def _boolean(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise TypeError
    return cast("dict[str, object]", value)


def _list(value: object) -> Sequence[object]:
    if not isinstance(value, list):
        raise TypeError
    return cast("list[object]", value)
