"""Keep the reports, and the figures received from the Département.

Functions take the caller's session and never commit. Nobody who is helped stands here; nothing of
this is erased with anybody.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain import bilan_json
from app.domain.bilan import Bilan, BilanId, Contenu, EtatBilan, SourceChiffres
from app.domain.identifiers import AgentId
from app.domain.trimestre import Periode, Trimestre
from app.storage.tables.bilans import BilanRow, IndicateursRecusRow


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicateursRecus:
    """A year's figures of the structure, as the Département gave them; `contenu` is JSON text."""

    annee: int
    contenu: str
    sha256: str
    signe: bool
    recu_at: datetime
    agent_id: AgentId


def keep(session: Session, bilan: Bilan) -> None:
    """Keep a report as it stands, in place of how it stood."""
    fige = "" if bilan.fige is None else bilan_json.as_text(bilan.fige)
    row = session.get(BilanRow, bilan.id) or BilanRow(id=bilan.id)
    row.modele, row.source, row.etat = bilan.modele, bilan.source.value, bilan.etat.value
    row.premier, row.dernier = str(bilan.periode.first), str(bilan.periode.last)
    row.saisie = json.dumps(
        {
            "textes": dict(bilan.textes),
            "nombres": {code: dict(numbers) for code, numbers in bilan.nombres.items()},
            "repris": sorted(bilan.repris),
            "repris_de": bilan.repris_de,
        },
        ensure_ascii=False,
    )
    row.fige, row.sha256 = fige, bilan_json.seal(fige) if fige else ""
    row.cree_le, row.modifie_at, row.agent_id = bilan.cree_le, bilan.modifie_at, bilan.agent_id
    row.valide_par, row.valide_le = bilan.valide_par, bilan.valide_le
    row.transmis_le, row.transmis_comment = bilan.transmis_le, bilan.transmis_comment
    session.add(row)
    session.flush()


def load(session: Session, bilan_id: BilanId) -> Bilan | None:
    """Return a report, None when there is none."""
    row = session.get(BilanRow, bilan_id)
    return None if row is None else _bilan(row)


def of_period(session: Session, modele: str, periode: Periode) -> Bilan | None:
    """Return the report of a model for a period, None when it was not begun."""
    query = select(BilanRow).where(
        BilanRow.modele == modele,
        BilanRow.premier == str(periode.first),
        BilanRow.dernier == str(periode.last),
    )
    row = session.scalars(query).one_or_none()
    return None if row is None else _bilan(row)


def all_of(session: Session) -> Sequence[Bilan]:
    """Return every report, the latest period first."""
    query = select(BilanRow).order_by(BilanRow.dernier.desc(), BilanRow.premier, BilanRow.modele)
    return [_bilan(row) for row in session.scalars(query)]


def remove(session: Session, bilan_id: BilanId) -> None:
    """Forget a draft."""
    row = session.get(BilanRow, bilan_id)
    if row is not None:
        session.delete(row)
        session.flush()


def keep_received(session: Session, recus: IndicateursRecus) -> None:
    """Keep a year's figures of the structure, in place of those received before."""
    session.merge(
        IndicateursRecusRow(
            annee=recus.annee,
            contenu=recus.contenu,
            sha256=recus.sha256,
            signe=recus.signe,
            recu_at=recus.recu_at,
            agent_id=recus.agent_id,
        )
    )
    session.flush()


def received(session: Session) -> Sequence[IndicateursRecus]:
    """Return the years received, in order."""
    rows = session.scalars(select(IndicateursRecusRow).order_by(IndicateursRecusRow.annee))
    return [
        IndicateursRecus(
            annee=row.annee,
            contenu=row.contenu,
            sha256=row.sha256,
            signe=row.signe,
            recu_at=row.recu_at,
            agent_id=AgentId(row.agent_id),
        )
        for row in rows
    ]


def _bilan(row: BilanRow) -> Bilan:
    typed = cast("dict[str, Any]", json.loads(row.saisie))
    fige, whole = _frozen(row)
    return Bilan(
        id=BilanId(row.id),
        modele=row.modele,
        periode=Periode(first=Trimestre.parse(row.premier), last=Trimestre.parse(row.dernier)),
        source=SourceChiffres(row.source),
        etat=EtatBilan(row.etat),
        textes=typed["textes"],
        nombres=typed["nombres"],
        repris=frozenset(typed["repris"]),
        repris_de=typed["repris_de"],
        fige=fige,
        cree_le=row.cree_le,
        modifie_at=row.modifie_at,
        agent_id=AgentId(row.agent_id),
        valide_par=row.valide_par,
        valide_le=row.valide_le,
        transmis_le=row.transmis_le,
        transmis_comment=row.transmis_comment,
        altere=not whole,
    )


def _frozen(row: BilanRow) -> tuple[Contenu | None, bool]:
    """Return what the report said when it was validated, and whether that is still its content."""
    if not row.fige:
        return None, row.etat == EtatBilan.BROUILLON
    whole = bilan_json.seal(row.fige) == row.sha256
    try:
        return bilan_json.from_text(row.fige), whole
    except (KeyError, TypeError, ValueError):
        return None, False
