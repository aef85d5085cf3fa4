"""What became of the lines of a list: counted, kept with the list, read again."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, cast

from app.conventions.structures.report import Ligne, Remarque

MOST_KEPT: Final = 5000  # lines put right; the counts go on. Each refused one is told


@dataclass(frozen=True, slots=True, kw_only=True)
class LigneRapport:
    """A line that was put right or refused."""

    numero: int
    nom: str
    refusee: bool
    remarques: tuple[Remarque, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RapportImport:
    """How a list was read; `lignes` are those that were not taken as they stood.

    `tues` more had something to say and are counted alone.
    """

    lues: int = 0
    corrigees: int = 0
    refusees: int = 0
    notes: tuple[str, ...] = ()
    lignes: tuple[LigneRapport, ...] = ()
    tues: int = 0

    @property
    def prises(self) -> int:
        """Return how many lines were taken."""
        return self.lues - self.refusees


@dataclass(slots=True)
class Tally:
    """A report that grows with each line."""

    lues: int = 0
    counts: Counter[str] = field(default_factory=Counter[str])
    lignes: list[LigneRapport] = field(default_factory=list[LigneRapport])

    def note(self, ligne: Ligne) -> None:
        """Count a line, and keep it when it was not taken as it stood."""
        self.lues += 1
        if not ligne.remarques:
            return
        self.counts["refusee" if ligne.refusee else "corrigee"] += 1
        if ligne.refusee or self.counts["corrigee"] <= MOST_KEPT:
            self.lignes.append(
                LigneRapport(
                    numero=ligne.numero,
                    nom=ligne.nom,
                    refusee=ligne.refusee,
                    remarques=ligne.remarques,
                )
            )

    def report(self, notes: Sequence[str]) -> RapportImport:
        """Return the report."""
        refused, corrected = self.counts["refusee"], self.counts["corrigee"]
        return RapportImport(
            lues=self.lues,
            corrigees=corrected,
            refusees=refused,
            notes=tuple(notes),
            lignes=tuple(self.lignes),
            tues=refused + corrected - len(self.lignes),
        )


def to_json(rapport: RapportImport) -> str:
    """Write a report for the database."""
    lines = [
        [
            one.numero,
            one.nom,
            one.refusee,
            [[r.colonne, r.lu, r.garde, r.raison] for r in one.remarques],
        ]
        for one in rapport.lignes
    ]
    counts = [rapport.lues, rapport.corrigees, rapport.refusees, rapport.tues]
    kept = {"nombres": counts, "notes": list(rapport.notes), "lignes": lines}
    return json.dumps(kept, ensure_ascii=False)


def from_json(kept: str) -> RapportImport:
    """Read a report that `to_json` wrote; an empty text is a report of nothing."""
    if not kept:
        return RapportImport()
    value = cast("dict[str, list[object]]", json.loads(kept))
    lues, corrigees, refusees, tues = cast("list[int]", value["nombres"])
    return RapportImport(
        lues=lues,
        corrigees=corrigees,
        refusees=refusees,
        tues=tues,
        notes=tuple(cast("list[str]", value["notes"])),
        lignes=tuple(_ligne(cast("list[object]", one)) for one in value["lignes"]),
    )


def _ligne(kept: list[object]) -> LigneRapport:
    numero, nom, refusee, remarks = kept
    return LigneRapport(
        numero=cast("int", numero),
        nom=str(nom),
        refusee=bool(refusee),
        remarques=tuple(
            Remarque(colonne=one[0], lu=one[1], garde=one[2], raison=one[3])
            for one in cast("list[list[str]]", remarks)
        ),
    )
