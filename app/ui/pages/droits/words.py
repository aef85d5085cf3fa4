"""Rights in words: what may be asked, what will happen, where each right stands."""

from datetime import tzinfo
from typing import Final

from app.domain.demande import Droit
from app.domain.droits import Effet, Finalite, Lieu, Sort
from app.ui.dates import day_words
from app.ui.dossiers.words import Fact, plural_words
from app.ui.pages.droits.state import Ask, Option
from app.usecases.droits.held_words import paper_title
from app.usecases.droits.overview import Standing
from app.usecases.droits.rights_words import FILES
from app.usecases.records import Export

ASKS: Final = (
    Option(code=Ask.VOIR, words="Voir ses données", hint="Un papier à lire, à imprimer"),
    Option(
        code=Ask.EMPORTER,
        words="Emporter ses données",
        hint="Un fichier avec mot de passe, pour une autre structure ou pour elle",
    ),
    Option(code=Ask.CORRIGER, words="Corriger ses données"),
    Option(
        code=Ask.LIMITER,
        words="Limiter leur utilisation",
        hint="Le dossier reste, il ne sert plus",
    ),
    Option(code=Ask.RETIRER, words="Retirer un accord"),
    Option(code=Ask.OPPOSER, words="S’opposer à une utilisation"),
    Option(code=Ask.EFFACER, words="Tout effacer"),
)
PURPOSES: Final = {
    Finalite.PRESCRIPTION: "La demande de Pass, avec son nom et son adresse",
    Finalite.QUESTIONNAIRE: "La conservation de ses réponses et du diagnostic",
    Finalite.INDICATEURS: "Les statistiques sans nom",
    Finalite.RECONTACT: "Le fait d’être recontactée",
}
EFFECTS: Final = {
    Effet.TOUT_EFFACER: (
        "Sans cet accord, rien ne permet plus de garder le dossier\u00a0: tout est effacé "
        "maintenant, et une attestation est signée."
    ),
    Effet.EFFACER_REPONSES: (
        "Ses réponses et ses diagnostics sont effacés maintenant, avec une attestation. La "
        "prescription et ses papiers restent."
    ),
    Effet.NE_PLUS_UTILISER: (
        "Rien n’est effacé\u00a0: ses données ne servent plus à cela. Les nombres déjà comptés "
        "sont sans nom et ne peuvent pas être repris."
    ),
    Effet.LIMITER: (
        "Le dossier est limité tout de suite, jusqu’à la réponse du responsable\u00a0: il se lit, "
        "il ne se modifie pas, rien n’en part."
    ),
}
DONE: Final = {
    Effet.TOUT_EFFACER: "La personne est effacée.",
    Effet.EFFACER_REPONSES: "Ses réponses et ses diagnostics sont effacés.",
    Effet.NE_PLUS_UTILISER: "C’est noté\u00a0: ses données ne servent plus à cela.",
    Effet.LIMITER: "C’est noté, et le dossier est limité jusqu’à la réponse du responsable.",
}
WAITS: Final = (
    "Sans cet accord, rien ne permet plus de garder le dossier\u00a0: il est limité maintenant, sa "
    "demande part au Département, puis tout est effacé."
)
_PLACES: Final = {
    Lieu.POSTE: "sur ce poste",
    Lieu.AMOVIBLE: "sur une clé ou un disque",
    Lieu.RESEAU: "sur le réseau",
}
_FATES: Final = {
    Sort.PRESENT: "",
    Sort.EFFACE: "supprimé",
    Sort.ABSENT: "non retrouvé",
    Sort.MODIFIE: "modifié depuis",
}


def effect_words(effet: Effet, *, sends_first: bool) -> str:
    """Return what a no does; `sends_first` when her request has to be transmitted before."""
    return WAITS if sends_first and effet is Effet.TOUT_EFFACER else EFFECTS[effet]


def facts_of(found: Standing, zone: tzinfo) -> tuple[Fact, ...]:
    """Return where the rights of a person stand; nothing that never was."""
    refused = "\n".join(
        f"{_which(one.droit)}\u00a0: {PURPOSES[one.finalite].lower()}, le "
        f"{day_words(one.at.astimezone(zone).date())}"
        for one in found.refused
    )
    agreed = "\n".join(PURPOSES[one] for one in found.agreed)
    open_ones = sum(one.demande.is_open for one in found.requests)
    asked = plural_words(len(found.requests), "demande notée", "demandes notées")
    still = f", dont {open_ones} en cours" if open_ones else ""
    return (
        Fact("Accords en vigueur", agreed or "Aucun"),
        Fact("Refus", refused),
        Fact("Demandes", f"{asked}{still}" if found.requests else "Aucune"),
    )


def _which(droit: Droit) -> str:
    return "Accord retiré" if droit is Droit.RETRAIT_CONSENTEMENT else "Opposition"


def file_line(export: Export, zone: tzinfo) -> str:
    """Return a file that left, in a line without its path."""
    what = FILES.get(export.kind) or paper_title(export.kind)
    parts = [
        what,
        f"le {day_words(export.at.astimezone(zone).date())}",
        _PLACES[export.lieu],
        "avec mot de passe" if export.chiffre else "sans mot de passe",
        _FATES[export.sort],
    ]
    return ", ".join(part for part in parts if part)
