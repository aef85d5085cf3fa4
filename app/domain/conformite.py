"""What a structure must be able to show about data protection, and what only people can say of it.

Sources: RGPD art. 30 (register), 35 (AIPD), 5.2 (to be able to demonstrate); documents.md b8.
Decision: docs/decisions/0026-conformity-papers.md.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from app.domain.retention import Duree

REVOIR_AIPD: Final = Duree(months=36)  # CNIL, délibération 2018-326: « au minimum tous les 3 ans »
LONGEST: Final = 300
_COURRIEL: Final = re.compile(r"[^\s@<>(),;:]+@[^\s@<>(),;:]+\.[^\W\d_]{2,}")
_ARROBASE: Final = re.compile(r"\S+@\S*")


class Engagement(StrEnum):
    """What a convention asks of the structure about data; the program says how it is met."""

    INFORMATION = "information"
    ACCORD = "accord"
    FINALITE = "finalite"
    CONFIDENTIALITE = "confidentialite"
    MOYENS = "moyens"
    SECURITE = "securite"
    REGISTRE = "registre"
    DOCUMENTATION = "documentation"
    DROITS = "droits"
    PORTABILITE = "portabilite"
    RECTIFICATION = "rectification"
    VIOLATION = "violation"


@dataclass(frozen=True, slots=True, kw_only=True)
class EngagementDemande:
    """One such demand, in the convention's words, with its article and line."""

    code: Engagement
    texte: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Traitement:
    """The processing as the register names it, where the notice speaks to the person (art. 30).

    Empty for a convention kept by an earlier program, which did not say it. `transferts` is empty
    when nothing leaves the European Union. `dpo_ecrit` is the structure's delegate as the
    convention writes it, even where that is no usable address (000 l. 124).
    """

    activite: str = ""
    finalite: str = ""
    base_legale: str = ""
    operations: tuple[str, ...] = ()
    personnes: tuple[str, ...] = ()
    transferts: tuple[str, ...] = ()
    dpo_ecrit: str = ""
    engagements: tuple[EngagementDemande, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Renseignements:
    """What neither the convention nor the program can know, as the structure wrote it.

    These are functions, services and addresses of offices, never a person who is helped.
    `sous_traitants` has one entry a line. `aipd_sous` is the hash of the convention under which
    the analysis was made: another convention asks for another look.
    """

    representant: str = ""
    dpo: str = ""
    responsable: str = ""
    sous_traitants: tuple[str, ...] = ()
    consultes: str = ""
    aipd_on: date | None = None
    aipd_par: str = ""
    aipd_sous: str = ""


class Rubrique(StrEnum):
    """A field of `Renseignements` that may be mistaken or missing."""

    REPRESENTANT = "representant"
    DPO = "dpo"
    RESPONSABLE = "responsable"
    SOUS_TRAITANTS = "sous_traitants"
    CONSULTES = "consultes"
    AIPD_ON = "aipd_on"
    AIPD_PAR = "aipd_par"


class Faute(StrEnum):
    """Why what was written in a field cannot be kept."""

    COURRIEL = "courriel"  # no address, or one without its end
    AVENIR = "avenir"  # a day that has not come
    VALIDEUR = "valideur"  # a date without who validated, or the reverse
    TROP_LONG = "trop_long"


class EtatAipd(StrEnum):
    """Where the impact assessment stands."""

    A_RENSEIGNER = "a_renseigner"
    A_REVOIR = "a_revoir"
    VALIDEE = "validee"


def mistakes(said: Renseignements, *, today: date) -> Mapping[Rubrique, Faute]:
    """Return what cannot be kept as it is written. Source: 000 l. 124, an address without its end.

    An empty field is no mistake: it is missing (`missing`).
    """
    found: dict[Rubrique, Faute] = {}
    if said.dpo and not _has_address(said.dpo):
        found[Rubrique.DPO] = Faute.COURRIEL
    if _ARROBASE.search(said.responsable) and not _has_address(said.responsable):
        found[Rubrique.RESPONSABLE] = Faute.COURRIEL
    if said.aipd_on is not None and said.aipd_on > today:
        found[Rubrique.AIPD_ON] = Faute.AVENIR
    if said.aipd_on is not None and not said.aipd_par:
        found[Rubrique.AIPD_PAR] = Faute.VALIDEUR
    if said.aipd_par and said.aipd_on is None:
        found[Rubrique.AIPD_ON] = Faute.VALIDEUR
    texts = {
        Rubrique.REPRESENTANT: said.representant,
        Rubrique.DPO: said.dpo,
        Rubrique.RESPONSABLE: said.responsable,
        Rubrique.SOUS_TRAITANTS: max(said.sous_traitants, key=len, default=""),
        Rubrique.CONSULTES: said.consultes,
        Rubrique.AIPD_PAR: said.aipd_par,
    }
    too_long = {one: Faute.TROP_LONG for one, text in texts.items() if len(text) > LONGEST}
    return {**found, **too_long}


def aipd_state(said: Renseignements, *, convention_hash: str, today: date) -> EtatAipd:
    """Return whether the assessment is dated, and still of this convention and of these years."""
    if said.aipd_on is None:
        return EtatAipd.A_RENSEIGNER
    if said.aipd_sous != convention_hash or REVOIR_AIPD.after(said.aipd_on) <= today:
        return EtatAipd.A_REVOIR
    return EtatAipd.VALIDEE


def missing(said: Renseignements, *, structure_decides: bool) -> tuple[Rubrique, ...]:
    """Return the fields that the papers need and that nobody has filled in yet.

    Where the structure is itself the controller, the controller's contact is its own. Nobody
    consulted and no sub-processor are answers too, so these two are never missing.
    """
    wanted = {
        Rubrique.REPRESENTANT: said.representant,
        Rubrique.DPO: said.dpo,
        Rubrique.RESPONSABLE: structure_decides or said.responsable,
        Rubrique.AIPD_ON: said.aipd_on,
    }
    return tuple(one for one, value in wanted.items() if not value)


def _has_address(text: str) -> bool:
    """Tell whether there is an e-mail address, and none that is cut short."""
    written = _ARROBASE.findall(text)
    return bool(written) and all(_COURRIEL.fullmatch(one.strip("<>(),;:.")) for one in written)
