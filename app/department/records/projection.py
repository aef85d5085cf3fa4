"""A payload as the console searches and shows it."""

from datetime import date
from typing import Any, cast

from app.department.database.prescriptions import PrescriptionRow
from app.department.records.persons import person_key, plain


def show_payload(row: PrescriptionRow, payload: dict[str, Any]) -> None:
    """Let `row` state what `payload` (the protocol's content) says."""
    personne = cast("dict[str, Any]", payload.get("personne", {}))
    adresse = cast("dict[str, Any]", personne.get("adresse", {}))
    nom, prenom = str(personne.get("nom", "")), str(personne.get("prenom", ""))
    day = payload.get("prescribed_on")
    row.payload = payload
    row.reference = str(payload["reference"])
    row.prescribed_on = date.fromisoformat(day) if day else None
    row.person_key = person_key(
        nom=nom, prenom=prenom, code_postal=str(adresse.get("code_postal", ""))
    )
    row.search_text = plain(f"{nom} {prenom} {row.reference}")


def forget_person(row: PrescriptionRow) -> None:
    """Keep of a withdrawn prescription what names nobody."""
    row.payload = {}
    row.person_key = ""
    row.search_text = plain(row.reference)
