"""Where the end of a convention stands, and the one transaction after which nobody is left.

Functions take the caller's session and never commit. What is kept names nobody.
"""

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.domain.fin_convention import EtapeFin
from app.domain.prescription import Suivi
from app.storage import evaluations, parametres
from app.storage.due import INCLUDE_DUE
from app.storage.tables import METADATA
from app.storage.tables.demandes import DemandeRow
from app.storage.tables.destructions import ConservationRow
from app.storage.tables.dossiers import EntretienRow, PapierRow, PersonneRow
from app.storage.tables.droits import LimitationRow
from app.storage.tables.envois import EnvoiRow, PrescriptionRow
from app.storage.tables.mandats import MandatRow

_KEY: Final = "fin.convention"
_IN_FILE: Final = "fin.convention.rendu"
_ALL: Final = {INCLUDE_DUE: True, "synchronize_session": False}
_LEFT: Final = (Suivi.REMISE.value, Suivi.ACCUSEE.value)
RETURNED: Final = (  # everything about persons, and nothing about the laptop
    "personnes", "entretiens", "consentements", "reponses", "diagnostics", "reevaluations",
    "choix", "prescriptions", "decisions", "papiers", "oppositions", "limitations", "demandes",
    "mandats", "mandat_lignes", "mandat_actes", "carnets_remises",
)  # fmt: skip
_THE_DEPARTEMENTS: Final = frozenset({"decisions"})  # it has them already
_MOVES_BY_ITSELF: Final = frozenset({"due_on", "suivi"})  # by a clock, or by its answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Avancement:
    """How far the end is. `sha256` and `code` are those of the file that goes back."""

    etape: EtapeFin = EtapeFin.RESTES
    reste: str = ""
    sha256: str = ""
    code: str = ""
    recu: str = ""
    numero: str = ""
    terminee_on: str = ""


def load(session: Session) -> Avancement | None:
    """Return how far the end is; None while nobody began it, or people were received since."""
    value = parametres.load(session, _KEY)
    if not isinstance(value, dict):
        return None
    kept = {name: text for name, text in value.items() if isinstance(text, str)}
    done = Avancement(**{**kept, "etape": EtapeFin(kept["etape"])})  # type: ignore[arg-type]
    return done if done.etape is not EtapeFin.TERMINEE or is_empty(session) else None


def keep(session: Session, done: Avancement) -> None:
    """Keep how far the end is."""
    parametres.keep(
        session,
        _KEY,
        {
            "etape": done.etape.value,
            "reste": done.reste,
            "sha256": done.sha256,
            "code": done.code,
            "recu": done.recu,
            "numero": done.numero,
            "terminee_on": done.terminee_on,
        },
    )


def forget(session: Session) -> None:
    """Give up an end that was begun and has destroyed nothing."""
    parametres.remove(session, _KEY)
    parametres.remove(session, _IN_FILE)


def condemn(session: Session, today: date) -> None:
    """Let the term of everybody be today: invisible at once, and the purge takes them.

    No withdrawal is left for the Département: what it holds stays with it. Holds and limitations
    end with the convention; requests keep the proof that they were dealt with, without a name.
    Evaluation forms that never left go: few of them would point at somebody.
    """
    parametres.remove(session, _IN_FILE)
    session.execute(delete(LimitationRow), execution_options=_ALL)
    session.execute(delete(ConservationRow), execution_options=_ALL)
    session.execute(delete(EnvoiRow), execution_options=_ALL)
    session.execute(
        update(PrescriptionRow)
        .where(PrescriptionRow.suivi.in_(_LEFT))
        .values(suivi=Suivi.DECIDEE.value),
        execution_options=_ALL,
    )
    session.execute(
        update(PrescriptionRow)
        .where(PrescriptionRow.suivi != Suivi.DECIDEE.value)
        .values(suivi=Suivi.ANNULEE.value),
        execution_options=_ALL,
    )
    for table in (PersonneRow, EntretienRow, PrescriptionRow, MandatRow, PapierRow):
        session.execute(
            update(table).where(table.due_on > today).values(due_on=today), execution_options=_ALL
        )
    evaluations.forget(session)
    session.execute(
        update(DemandeRow).values(personne="", joindre="", mots="", representant=""),
        execution_options=_ALL,
    )


def is_empty(session: Session) -> bool:
    """Tell whether nobody is left, due or not."""
    query = select(PersonneRow.id).limit(1)
    return session.execute(query, execution_options=_ALL).first() is None


def everything(session: Session) -> dict[str, list[dict[str, Any]]]:
    """Return every row about persons by table, as JSON takes it; past its term or not."""
    connection = session.connection()
    found: dict[str, list[dict[str, Any]]] = {}
    for name in RETURNED:
        table = METADATA.tables[name]
        rows = connection.execute(select(table)).mappings()
        found[name] = [{key: _json(value) for key, value in row.items()} for row in rows]
    return found


def note_returned(session: Session, tables: Mapping[str, list[dict[str, Any]]]) -> None:
    """Note what the file holds, by a digest of each row: `unreturned` compares."""
    parametres.keep(session, _IN_FILE, [*sorted(_digests(tables))])


def is_noted(session: Session) -> bool:
    """Tell whether what the file holds was noted: versions before did not."""
    return isinstance(parametres.load(session, _IN_FILE), list)


def unreturned(session: Session) -> int:
    """Return how many rows were written or changed since the file; what is gone does not count."""
    noted = parametres.load(session, _IN_FILE)
    held = {one for one in noted if isinstance(one, str)} if isinstance(noted, list) else set[str]()
    return len(_digests(everything(session)) - held)


def _digests(tables: Mapping[str, list[dict[str, Any]]]) -> set[str]:
    found = set[str]()
    for name in tables.keys() - _THE_DEPARTEMENTS:
        for row in tables[name]:
            kept = {key: value for key, value in row.items() if key not in _MOVES_BY_ITSELF}
            text = json.dumps([name, kept], sort_keys=True, ensure_ascii=False)
            found.add(hashlib.blake2b(text.encode(), digest_size=8).hexdigest())
    return found


def numbers(tables: Mapping[str, list[dict[str, Any]]]) -> Counter[str]:
    """Return how many rows each table gave."""
    return Counter({name: len(rows) for name, rows in tables.items()})


def _json(value: object) -> object:
    if isinstance(value, bytes):
        return {"base64": base64.b64encode(value).decode()}
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return value
