"""A payload as the console searches, orders and shows it."""

from datetime import date
from typing import Any, Final, cast

from sqlalchemy import delete, or_
from sqlalchemy.orm import object_session

from app.department.database.handling import DuplicateRow
from app.department.database.prescriptions import PrescriptionRow, WordRow
from app.department.records.persons import keys_of, plain, search_words

INDEX_VERSION: Final = 1  # grows with every change of what `persons` makes of a payload


def show_payload(row: PrescriptionRow, payload: dict[str, Any]) -> None:
    """Let `row` state what `payload` (the protocol's content) says."""
    day = payload.get("prescribed_on")
    row.payload = payload
    row.reference = str(payload["reference"])
    row.prescribed_on = date.fromisoformat(day) if day else None
    row.service = str(payload.get("service", ""))
    index(row)


def index(row: PrescriptionRow) -> None:
    """Make anew the keys and words of what `row` states."""
    personne = cast("dict[str, Any]", row.payload.get("personne", {}))
    adresse = cast("dict[str, Any]", personne.get("adresse", {}))
    nom, prenom = str(personne.get("nom", "")), str(personne.get("prenom", ""))
    row.sort_name = plain(f"{nom} {prenom}")
    keys = keys_of(personne)
    row.name_key, row.sound_key, row.address_key = keys.names, keys.sound, keys.address
    row.index_version = INDEX_VERSION
    code_postal = str(adresse.get("code_postal", ""))
    _set_words(row, search_words(nom, prenom, code_postal, reference=row.reference))


def forget_person(row: PrescriptionRow) -> None:
    """Keep of a withdrawn prescription what names nobody; what it looked like goes as well."""
    session = object_session(row)
    if session is not None:
        pairs = or_(DuplicateRow.first_id == row.id, DuplicateRow.second_id == row.id)
        session.execute(delete(DuplicateRow).where(pairs))
    row.payload = {}
    row.service = ""
    index(row)


def _set_words(row: PrescriptionRow, words: frozenset[str]) -> None:
    kept = [known for known in row.words if known.word in words]
    known = {one.word for one in kept}
    row.words = kept + [WordRow(word=word) for word in sorted(words - known)]
