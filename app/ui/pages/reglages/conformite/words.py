"""The words of the tab « Conformité »."""

from app.domain.conformite import EtatAipd, Faute, Renseignements, Rubrique
from app.domain.convention import Convention
from app.ui.dates import day_words
from app.ui.dossiers.words import Fact
from app.ui.interview.written import day_of, day_text
from app.ui.pages.reglages.conformite.state import Typed
from app.ui.widgets.tones import Pill, Tone
from app.usecases.conformity.conformite import Etat

_LACKS = {
    Rubrique.REPRESENTANT: "le représentant de la structure",
    Rubrique.DPO: "le délégué à la protection des données",
    Rubrique.RESPONSABLE: "l’interlocuteur chez le responsable de traitement",
    Rubrique.AIPD_ON: "la date de l’analyse d’impact et qui l’a validée",
}
_FAULTS = {
    Faute.COURRIEL: "Il manque une adresse de courriel entière, comme dpo@exemple.fr.",
    Faute.AVENIR: "Cette date n’est pas encore venue.",
    Faute.TROP_LONG: "C’est trop long\u00a0: 300 caractères au plus.",
}
_AIPD = {
    EtatAipd.A_RENSEIGNER: "Date à renseigner",
    EtatAipd.VALIDEE: "Validée",
    EtatAipd.A_REVOIR: "À revoir\u00a0: la convention a changé, ou trois ans ont passé",
}
LIKE = "01/03/2026"


def pill_of(etat: Etat) -> Pill:
    """Return how things stand in two words."""
    if etat.manques:
        return Pill("À compléter", Tone.WARNING)
    if etat.aipd is EtatAipd.A_REVOIR:
        return Pill("Analyse à revoir", Tone.WARNING)
    return Pill("Complet", Tone.SUCCESS)


def facts_of(etat: Etat, convention: Convention) -> tuple[Fact, ...]:
    """Return what is known: role, convention, what the convention asks, the assessment."""
    role, asked = convention.protection.role_structure, convention.traitement.engagements
    return (
        Fact("Rôle de la structure", role[:1].upper() + role[1:]),
        Fact("Convention", f"{convention.title}, {convention.reference}"),
        Fact("Financement des Pass", convention.pass_numerique.financement),
        Fact("Engagements", f"{len(asked)}\u00a0demandés par la convention" if asked else ""),
        Fact("Analyse d’impact", _aipd(etat)),
    )


def lacks_of(etat: Etat) -> tuple[str, ...]:
    """Return what is still to be filled in."""
    return tuple(_LACKS[one] for one in etat.manques)


def _aipd(etat: Etat) -> str:
    said = etat.said
    dated = f"\nle {day_words(said.aipd_on)}, par\u00a0: {said.aipd_par}" if said.aipd_on else ""
    return f"{_AIPD[etat.aipd]}{dated}"


def typed_of(said: Renseignements) -> Typed:
    """Return what was kept as the fields show it."""
    return Typed(
        representant=said.representant,
        dpo=said.dpo,
        responsable=said.responsable,
        sous_traitants="\n".join(said.sous_traitants),
        consultes=said.consultes,
        aipd_on=day_text(said.aipd_on.isoformat()) if said.aipd_on else "",
        aipd_par=said.aipd_par,
    )


def said_in(typed: Typed) -> Renseignements:
    """Return what was typed as a value.

    Raises:
        TypedError: the day cannot be understood; the message is a sentence.
    """
    day = day_of(typed.aipd_on, like=LIKE) if typed.aipd_on else None
    lines = (line.strip() for line in typed.sous_traitants.split("\n"))
    return Renseignements(
        representant=typed.representant,
        dpo=typed.dpo,
        responsable=typed.responsable,
        sous_traitants=tuple(line for line in lines if line),
        consultes=typed.consultes,
        aipd_on=day,
        aipd_par=typed.aipd_par,
    )


def fault_words(field: Rubrique, fault: Faute) -> str:
    """Return what is wrong with a field, and what to do."""
    if fault is Faute.VALIDEUR:
        return "Écrivez aussi la date." if field is Rubrique.AIPD_ON else "Écrivez qui a validé."
    return _FAULTS[fault]
