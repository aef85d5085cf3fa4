"""What a table holds: its columns, and its rows read by hundreds, so that memory stays flat."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from enum import StrEnum
from typing import Any, Final, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.department.database.prescriptions import DecisionRow
from app.department.records import prescriptions
from app.department.records.prescriptions import Line, Query
from app.department.web import Service
from app.documents.cells import inert
from app.domain.convention import Motif

_TOGETHER: Final = 500
Cell = str | int | date | None


class Contenu(StrEnum):
    """What a row is."""

    PRESCRIPTIONS = "prescriptions"  # with the decision that stands
    DECISIONS = "decisions"  # each one, corrections too


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is exported. Without `named`, no column tells who a person is or where she lives."""

    query: Query
    contenu: Contenu
    named: bool


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Entry:
    """What the columns are made from."""

    line: Line
    decision: DecisionRow | None
    labels: "Labels"

    @property
    def personne(self) -> Mapping[str, Any]:
        """Return the person of the payload."""
        return cast("Mapping[str, Any]", self.line.payload.get("personne", {}))

    @property
    def adresse(self) -> Mapping[str, Any]:
        """Return the address of the payload."""
        return cast("Mapping[str, Any]", self.personne.get("adresse", {}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """The words for codes, and the time zone of days."""

    etats: Mapping[str, str]
    services: Mapping[str, str]
    motifs: Sequence[Motif]
    zone: tzinfo

    def motif(self, code: str) -> str:
        """Return a motive's label, the code of one that the convention no longer has."""
        return next((motif.label for motif in self.motifs if motif.code == code), code)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, and how its cell is made."""

    title: str
    cell: Callable[[Entry], Cell]


def columns(wanted: Wanted) -> Sequence[Column]:
    """Return the columns of a table, in their order."""
    person = (*_NAMES, *_PLACES) if wanted.named else _PLACES[-3:]
    message = (Column("Message", lambda one: one.decision.message if one.decision else ""),)
    return (*_PRESCRIPTION, *person, *_DECISION, *(message if wanted.named else ()))


def rows(service: Service, wanted: Wanted, labels: Labels) -> Iterator[Sequence[Sequence[Cell]]]:
    """Give the rows by hundreds, oldest prescription first; each hundred is one reading.

    What comes in meanwhile may be in or not; nothing is there twice.
    """
    shown, edge = columns(wanted), None
    while True:
        with service.database.reading() as session:
            lines = prescriptions.batch_after(session, wanted.query, edge, _TOGETHER)
            decisions = _decisions(session, [line.id for line in lines])
        if not lines:
            return
        edge = lines[-1].received_at, lines[-1].id
        yield [
            [_clean(column.cell(entry)) for column in shown]
            for line in lines
            for entry in _entries(line, decisions.get(line.id, []), wanted, labels)
        ]


def _entries(
    line: Line, decisions: Sequence[DecisionRow], wanted: Wanted, labels: Labels
) -> Sequence[Entry]:
    if wanted.contenu is Contenu.DECISIONS:
        return [Entry(line=line, decision=one, labels=labels) for one in decisions]
    return [Entry(line=line, decision=decisions[-1] if decisions else None, labels=labels)]


def _decisions(session: Session, ids: Sequence[str]) -> Mapping[str, list[DecisionRow]]:
    found: dict[str, list[DecisionRow]] = {}
    for decision in session.scalars(
        select(DecisionRow).where(DecisionRow.prescription_id.in_(ids)).order_by(DecisionRow.number)
    ):
        found.setdefault(decision.prescription_id, []).append(decision)
    return found


def _clean(cell: Cell) -> Cell:
    return inert(cell) if isinstance(cell, str) else cell


def _of_person(name: str) -> Callable[[Entry], Cell]:
    return lambda one: one.personne.get(name, "")


def _of_address(name: str) -> Callable[[Entry], Cell]:
    return lambda one: one.adresse.get(name, "")


def _service(one: Entry) -> Cell:
    code = str(one.line.payload.get("service", ""))
    return one.labels.services.get(code, code)


def _received(one: Entry) -> Cell:
    return one.line.received_at.astimezone(one.labels.zone).date()


def _sens(one: Entry) -> Cell:
    return one.labels.etats.get(one.decision.sens, one.decision.sens) if one.decision else ""


def _motif(one: Entry) -> Cell:
    return one.labels.motif(one.decision.motif) if one.decision and one.decision.motif else ""


_PRESCRIPTION: Final = (
    Column("Référence", lambda one: one.line.reference),
    Column("Structure", lambda one: one.line.structure),
    Column("État", lambda one: one.labels.etats.get(one.line.etat, one.line.etat)),
    Column("Service", _service),
    Column("Carnets", lambda one: one.line.payload.get("carnets")),
    Column("Catégorie de public", lambda one: one.line.payload.get("categorie")),
    Column("Prescrite le", lambda one: one.line.prescribed_on),
    Column("Reçue le", _received),
)
_NAMES: Final = (
    Column("Civilité", _of_person("civilite")),
    Column("Nom", _of_person("nom")),
    Column("Prénom", _of_person("prenom")),
    Column("Tranche d’âge", _of_person("tranche_age")),
)
_PLACES: Final = (
    Column("Chez", _of_address("chez")),
    Column("Complément", _of_address("complement")),
    Column("Résidence", _of_address("residence")),
    Column("Voie", _of_address("voie")),
    Column("Lieu-dit", _of_address("lieu_dit")),
    Column("Code postal", _of_address("code_postal")),
    Column("Commune", _of_address("commune")),
    Column("Code INSEE", _of_address("code_insee")),
)
_DECISION: Final = (
    Column("Décision n°", lambda one: one.decision.number if one.decision else None),
    Column("Décision", _sens),
    Column("Motif", _motif),
    Column("Décidée le", lambda one: one.decision.decided_on if one.decision else None),
)
