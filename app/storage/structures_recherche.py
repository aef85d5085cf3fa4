"""Find places of the catalogue in force, with what was verified of each by hand.

Functions take the caller's session and never commit.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from app.domain.distance import Point
from app.domain.identifiers import AgentId
from app.domain.mediation import (
    AcceptePass,
    Acces,
    Accompagnement,
    Frais,
    PriseEnCharge,
    Public,
    Service,
    StructureMediation,
    bits,
)
from app.storage.normalisation import normalised
from app.storage.structures_lignes import point_of, structure
from app.storage.tables.structures_mediation import StructureMediationRow, VerificationStructureRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What the référent verified of a place by hand; `accepte_pass` unknown leaves the list's."""

    standard_id: str
    pivot: str
    nom_cherche: str
    accepte_pass: AcceptePass
    verifie_le: date | None
    note: str
    changed_at: datetime
    agent_id: AgentId


@dataclass(frozen=True, slots=True, kw_only=True)
class Placee:
    """A place of the catalogue with its number there, and what was verified of it by hand."""

    numero: int
    structure: StructureMediation
    verification: Verification | None = None

    @property
    def accepte_pass(self) -> AcceptePass:
        """Return what was verified by hand, else what the list says."""
        if self.verification and self.verification.accepte_pass is not AcceptePass.INCONNU:
            return self.verification.accepte_pass
        return self.structure.accepte_pass

    @property
    def verifiee_le(self) -> date | None:
        """Return the day on which that was verified, None where nobody says."""
        hand = self.verification.verifie_le if self.verification else None
        return hand or self.structure.pass_verifie_le


@dataclass(frozen=True, slots=True, kw_only=True)
class Criteres:
    """What is looked for; empty sets ask nothing.

    All the services and all that is taken care of, any of the others; a place for nobody in
    particular is for every public.
    """

    texte: str = ""
    services: frozenset[Service] = frozenset()
    publics: frozenset[Public] = frozenset()
    prises_en_charge: frozenset[PriseEnCharge] = frozenset()
    frais: frozenset[Frais] = frozenset()
    acces: frozenset[Acces] = frozenset()
    accompagnements: frozenset[Accompagnement] = frozenset()
    accepte_pass: bool = False


class Reperee(NamedTuple):
    """What an order needs of a place, before the whole of it is read: thousands are made."""

    numero: int
    nom_cherche: str
    commune_cherche: str
    code_insee: str
    point: Point | None
    horaires: str
    services: int
    prises_en_charge: int
    accepte_pass: AcceptePass


def find(session: Session, catalogue_id: int, criteres: Criteres) -> list[Reperee]:
    """Return every place that answers the criteria, in no order."""
    table, by_hand = StructureMediationRow, VerificationStructureRow
    accepts = func.coalesce(func.nullif(by_hand.accepte_pass, ""), table.accepte_pass)
    asked = (
        select(
            table.numero,
            table.nom_cherche,
            table.commune_cherche,
            table.code_insee,
            table.latitude,
            table.longitude,
            table.horaires,
            table.services,
            table.prises_en_charge,
            accepts,
        )
        .outerjoin(by_hand, by_hand.standard_id == table.standard_id)
        .where(table.catalogue_id == catalogue_id, *_conditions(criteres))
    )
    if criteres.accepte_pass:
        asked = asked.where(accepts == AcceptePass.OUI.value)
    return [
        Reperee(
            numero=row[0],
            nom_cherche=row[1],
            commune_cherche=row[2],
            code_insee=row[3],
            point=point_of(row[4], row[5]),
            horaires=row[6],
            services=row[7],
            prises_en_charge=row[8],
            accepte_pass=AcceptePass(row[9]),
        )
        for row in session.execute(asked)
    ]


def load(session: Session, catalogue_id: int, numbers: Sequence[int]) -> list[Placee]:
    """Return these places whole, in the order of `numbers`; one that is gone is left out."""
    table, by_hand = StructureMediationRow, VerificationStructureRow
    found: dict[int, Placee] = {}
    for start in range(0, len(numbers), 500):
        asked = (
            select(table, by_hand)
            .outerjoin(by_hand, by_hand.standard_id == table.standard_id)
            .where(
                table.catalogue_id == catalogue_id,
                table.numero.in_(numbers[start : start + 500]),
            )
        )
        for row, by in session.execute(asked):
            kept: VerificationStructureRow | None = by
            found[row.numero] = Placee(
                numero=row.numero,
                structure=structure(row),
                verification=_verification(kept) if kept else None,
            )
    return [found[number] for number in numbers if number in found]


def verify(session: Session, verification: Verification) -> None:
    """Keep what was verified of a place by hand, in place of what was before."""
    session.merge(
        VerificationStructureRow(
            standard_id=verification.standard_id,
            pivot=verification.pivot,
            nom_cherche=verification.nom_cherche,
            accepte_pass=verification.accepte_pass.value,
            verifie_le=verification.verifie_le,
            note=verification.note,
            changed_at=verification.changed_at,
            agent_id=verification.agent_id,
        )
    )
    session.flush()


def named(session: Session, catalogue_id: int, *, siret: str, nom: str) -> list[int]:
    """Return the numbers of the places with this SIRET (its first nine digits) or this very name.

    A structure has one SIREN, and a SIRET for each of its places.
    """
    table = StructureMediationRow
    same: list[ColumnElement[bool]] = [table.nom_cherche == normalised(nom)] if nom else []
    if siret:
        same.append(func.substr(table.pivot, 1, 9) == siret[:9])
    if not same:
        return []
    asked = select(table.numero).where(table.catalogue_id == catalogue_id, or_(*same))
    return list(session.scalars(asked.order_by(table.numero)))


def _conditions(criteres: Criteres) -> Iterator[ColumnElement[bool]]:
    table = StructureMediationRow
    for word in normalised(criteres.texte).split():
        starts = f"% {word}%"
        place = " " + table.nom_cherche + " " + table.commune_cherche
        yield place.like(starts)
    for column, wanted in (
        (table.services, bits(criteres.services)),
        (table.prises_en_charge, bits(criteres.prises_en_charge)),
    ):
        if wanted:
            yield column.op("&")(wanted) == wanted
    for column, wanted in (
        (table.frais, bits(criteres.frais)),
        (table.acces, bits(criteres.acces)),
        (table.accompagnements, bits(criteres.accompagnements)),
    ):
        if wanted:
            yield column.op("&")(wanted) != 0
    if wanted := bits(criteres.publics):
        yield or_(table.publics == 0, table.publics.op("&")(wanted) != 0)


def _verification(row: VerificationStructureRow) -> Verification:
    return Verification(
        standard_id=row.standard_id,
        pivot=row.pivot,
        nom_cherche=row.nom_cherche,
        accepte_pass=AcceptePass(row.accepte_pass),
        verifie_le=row.verifie_le,
        note=row.note,
        changed_at=row.changed_at,
        agent_id=AgentId(row.agent_id),
    )
