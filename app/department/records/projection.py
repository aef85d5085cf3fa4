"""A payload as the console searches, orders and shows it."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, cast

from sqlalchemy import delete, or_
from sqlalchemy.orm import object_session

from app.department.database.handling import DuplicateRow
from app.department.database.prescriptions import PrescriptionRow, WordRow
from app.department.records.persons import keys_named, plain, search_words

INDEX_VERSION: Final = 1  # grows with every change of what `persons` makes of a payload
_SORTED: Final = 420  # the column's length: one sign may become eighteen letters


def projected(payload: dict[str, Any]) -> tuple[dict[str, object], frozenset[str]]:
    """Return the columns of a prescription that states `payload`, and the words that find it."""
    day = payload.get("prescribed_on")
    reference = str(payload["reference"])
    columns, words = _indexed(payload, reference)
    columns |= {
        "payload": payload,
        "reference": reference,
        "prescribed_on": date.fromisoformat(day) if day else None,
        "service": str(payload.get("service", "")),
    }
    return columns, words


def nameless(reference: str) -> tuple[dict[str, object], frozenset[str]]:
    """Return the same for a prescription that was withdrawn."""
    columns, words = projected({"reference": reference})
    return {**columns, "payload": {}}, words


def show_payload(row: PrescriptionRow, payload: dict[str, Any]) -> None:
    """Let `row` state what `payload` (the protocol's content) says."""
    _set(row, *projected(payload))


def index(row: PrescriptionRow) -> None:
    """Make anew the keys and words of what `row` states."""
    _set(row, *_indexed(row.payload, row.reference))


def forget_person(row: PrescriptionRow) -> None:
    """Keep of a withdrawn prescription what names nobody; what it looked like goes as well."""
    session = object_session(row)
    if session is not None:
        pairs = or_(DuplicateRow.first_id == row.id, DuplicateRow.second_id == row.id)
        session.execute(delete(DuplicateRow).where(pairs))
    row.payload = {}
    row.service = ""
    index(row)


def _indexed(payload: dict[str, Any], reference: str) -> tuple[dict[str, object], frozenset[str]]:
    personne = cast("dict[str, Any]", payload.get("personne", {}))
    adresse = cast("dict[str, Any]", personne.get("adresse", {}))
    nom, prenom = plain(str(personne.get("nom", ""))), plain(str(personne.get("prenom", "")))
    keys = keys_named(nom, prenom, personne)
    columns: dict[str, object] = {
        "sort_name": f"{nom} {prenom}".strip()[:_SORTED],
        "name_key": keys.names,
        "sound_key": keys.sound,
        "address_key": keys.address,
        "index_version": INDEX_VERSION,
    }
    code_postal = plain(str(adresse.get("code_postal", "")))
    return columns, search_words(nom, prenom, code_postal, reference=reference)


def _set(row: PrescriptionRow, columns: Mapping[str, object], words: frozenset[str]) -> None:
    for name, value in columns.items():
        setattr(row, name, value)
    kept = [known for known in row.words if known.word in words]
    known = {one.word for one in kept}
    row.words = kept + [WordRow(word=word) for word in sorted(words - known)]
