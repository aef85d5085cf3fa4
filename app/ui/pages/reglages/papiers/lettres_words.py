"""The words of the card « Texte des lettres »."""

from typing import Final

from app.documents.letter_wording import Replaced
from app.ui.pages.reglages.papiers.lettres import LettresState
from app.ui.pages.reglages.questionnaire.state import Entry
from app.usecases.versions.letters import Letters

_PARTS: Final = {
    "envoi": "Lettre envoyée par la poste",
    "main_propre": "Lettre remise en main propre",
    "commun": "Toutes les lettres",
    "refus": "Lettre de refus",
}


def letters_state(found: Letters) -> LettresState:
    """Return what the card says."""
    who = f"Le référent de ce poste le met en service\u00a0: {found.referent}."
    return LettresState(
        current=f"En service\u00a0: {_named(found.current)}.",
        proposed=f"Reçu du Département\u00a0: {_named(found.proposed)}. Rien n’a encore changé."
        if found.proposed
        else "",
        proposed_hash=found.proposed_hash,
        changes=tuple(_entry(one) for one in found.changes),
        refused=f"Le dernier texte publié est refusé, et rien n’a changé. {found.refused} "
        "Dites-le au Département."
        if found.refused
        else "",
        former=found.former,
        back=f"Les prochaines lettres reprennent {_named(found.former_version)}.",
        who=who if found.proposed and found.referent and not found.may_activate else "",
        may=found.may_activate,
    )


def _named(version: str) -> str:
    return f"le texte du Département, version {version}" if version else "le texte de Passerelle"


def _entry(one: Replaced) -> Entry:
    before = " ".join(one.before) or "rien"
    return Entry(
        title=f"{_PARTS[one.part]}, {one.key.replace('_', ' ')}",
        lines=(f"Avant\u00a0: {before}", f"Après\u00a0: {' '.join(one.after)}"),
    )
