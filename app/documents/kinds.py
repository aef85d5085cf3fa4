"""The papers by name, and the version of each template."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class PapierKind(StrEnum):
    """A paper that the program can print."""

    NOTICE = "notice"
    PRESCRIPTION = "prescription"
    FEUILLE = "feuille"
    LETTRE = "lettre"
    ENVELOPPE = "enveloppe"
    MANDAT = "mandat"
    RETRAIT = "retrait"
    ORIENTATION = "orientation"
    DIAGNOSTIC = "diagnostic"
    DIAGNOSTIC_AGENT = "diagnostic_agent"
    NAVETTE = "navette"
    RECU = "recu"
    AFFICHE = "affiche"
    RENDEZ_VOUS = "rendez_vous"
    LIEUX = "lieux"


ORDER: Final = (  # in which papers are shown and printed: the person's own first
    PapierKind.FEUILLE,
    PapierKind.NOTICE,
    PapierKind.PRESCRIPTION,
    PapierKind.LETTRE,
    PapierKind.ENVELOPPE,
    PapierKind.MANDAT,
    PapierKind.RETRAIT,
    PapierKind.ORIENTATION,
    PapierKind.DIAGNOSTIC,
    PapierKind.DIAGNOSTIC_AGENT,
    PapierKind.NAVETTE,
    PapierKind.RECU,
    PapierKind.AFFICHE,
    PapierKind.RENDEZ_VOUS,
    PapierKind.LIEUX,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """What a footer says of the model behind a paper; `version` grows with every change of it."""

    code: str
    version: int
    title: str

    @property
    def label(self) -> str:
        """Return « NOTICE v1 », as footers show it."""
        return f"{self.code} v{self.version}"


TEMPLATES: Final[dict[PapierKind, Template]] = {
    PapierKind.NOTICE: Template(
        code="NOTICE", version=1, title="Vos informations : notice et accord"
    ),
    PapierKind.PRESCRIPTION: Template(
        code="PRESCRIPTION", version=1, title="Fiche de prescription"
    ),
    PapierKind.FEUILLE: Template(code="FEUILLE", version=2, title="Votre feuille"),
    PapierKind.LETTRE: Template(code="LETTRE", version=1, title="Lettre à la personne"),
    PapierKind.ENVELOPPE: Template(
        code="ENVELOPPE", version=1, title="Page d’essai : enveloppe à fenêtre"
    ),
    PapierKind.MANDAT: Template(code="MANDAT", version=1, title="Mandat"),
    PapierKind.RETRAIT: Template(
        code="RETRAIT", version=1, title="Attestation de retrait de mandat"
    ),
    PapierKind.ORIENTATION: Template(
        code="ORIENTATION", version=1, title="Faire vos démarches autrement"
    ),
    PapierKind.DIAGNOSTIC: Template(code="POINT", version=1, title="Votre point numérique"),
    PapierKind.DIAGNOSTIC_AGENT: Template(
        code="DIAGNOSTIC-AGENT", version=1, title="Fiche de diagnostic, version de l’agent"
    ),
    PapierKind.NAVETTE: Template(code="NAVETTE", version=1, title="Fiche navette"),
    PapierKind.RECU: Template(code="RECU", version=1, title="Reçu d’un carnet"),
    PapierKind.AFFICHE: Template(code="AFFICHE", version=1, title="Affiche des permanences"),
    PapierKind.RENDEZ_VOUS: Template(code="RENDEZ-VOUS", version=1, title="Votre rendez-vous"),
    PapierKind.LIEUX: Template(code="LIEUX", version=1, title="Lieux d’aide au numérique"),
}
