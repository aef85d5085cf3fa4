"""Synchronising in short words, beside the sentences of `app.ui.messages.outcome_text`.

Here: the state of a report, what is kept whatever happened, and what a run brought.
"""

from dataclasses import dataclass

from app.sync.outcomes import Outcome, Then
from app.ui.dossiers.words import plural_words
from app.ui.messages import outcome_text
from app.ui.widgets.tones import Pill, Tone
from app.usecases.records import EtatRapport, Rapport
from app.usecases.versions import (
    announcements,
    letters,
    published,
    published_convention,
    releases,
)

NOTHING_LOST = "Rien n’a été perdu."
_ON_STICK = Pill("Sur la clé", Tone.INFO)
_CARRY = (
    "Éjectez-la, puis portez-la au Département. Rien n’est confirmé avant la lecture de sa réponse."
)
REPORTS = {
    EtatRapport.REUSSIE: Pill("Tout est passé", Tone.SUCCESS),
    EtatRapport.PARTIELLE: Pill("Passée en partie", Tone.WARNING),
    EtatRapport.ECHOUEE: Pill("N’a pas abouti", Tone.WARNING),
    EtatRapport.INTERROMPUE: Pill("Interrompue", Tone.NEUTRAL),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedWords:
    """What is said of a document that the Département published."""

    title: str
    words_in_report: str
    pill: Pill
    sentence: str


PUBLISHED = {
    published.RECEIVED: PublishedWords(
        title="Questionnaire publié par le Département",
        words_in_report="1\u00a0questionnaire reçu",
        pill=Pill("Reçu", Tone.SUCCESS),
        sentence="Il est vérifié et gardé. Le référent le met en service dans Réglages, onglet "
        "Questionnaire\u00a0; d’ici là, rien ne change.",
    ),
    published.REFUSED: PublishedWords(
        title="Questionnaire publié par le Département",
        words_in_report="1\u00a0questionnaire refusé",
        pill=Pill("Refusé", Tone.WARNING),
        sentence="Sa vérification a trouvé une faute. La version en service n’a pas changé. "
        "Réglages, onglet Questionnaire, en donne la liste pour le Département.",
    ),
    published.LIST_RECEIVED: PublishedWords(
        title="Liste de lieux publiée par le Département",
        words_in_report="1\u00a0liste de lieux reçue",
        pill=Pill("Reçue", Tone.SUCCESS),
        sentence="Elle attend dans la page Structures, où le référent la met en service. D’ici là, "
        "la liste d’avant sert.",
    ),
    published_convention.RECEIVED: PublishedWords(
        title="Convention publiée par le Département",
        words_in_report="1\u00a0convention reçue",
        pill=Pill("Reçue", Tone.SUCCESS),
        sentence="Sa signature est bonne. Le référent la met en service dans Réglages, onglet "
        "Convention\u00a0; d’ici là, rien ne change.",
    ),
    published_convention.REFUSED: PublishedWords(
        title="Convention publiée par le Département",
        words_in_report="1\u00a0convention refusée",
        pill=Pill("Refusée", Tone.WARNING),
        sentence="Elle n’est pas lisible, ou pas signée comme il faut. La convention en service "
        "n’a pas changé. Dites-le au Département.",
    ),
    letters.RECEIVED: PublishedWords(
        title="Texte de lettre publié par le Département",
        words_in_report="1\u00a0texte de lettre reçu",
        pill=Pill("Reçu", Tone.SUCCESS),
        sentence="Il est vérifié et gardé. Le référent le met en service dans Réglages, onglet "
        "Papiers\u00a0; d’ici là, les lettres gardent leur texte.",
    ),
    letters.REFUSED: PublishedWords(
        title="Texte de lettre publié par le Département",
        words_in_report="1\u00a0texte de lettre refusé",
        pill=Pill("Refusé", Tone.WARNING),
        sentence="Une règle n’y est pas respectée. Les lettres gardent leur texte. Réglages, "
        "onglet Papiers, dit laquelle, pour le Département.",
    ),
    releases.RECEIVED: PublishedWords(
        title="Nouvelle version de Passerelle",
        words_in_report="1\u00a0annonce de version reçue",
        pill=Pill("Reçue", Tone.SUCCESS),
        sentence="Sa signature est bonne. Réglages, Logiciel dit ce qu’elle apporte\u00a0; elle ne "
        "s’installe pas d’elle-même.",
    ),
    releases.REFUSED: PublishedWords(
        title="Nouvelle version de Passerelle",
        words_in_report="1\u00a0annonce de version refusée",
        pill=Pill("Refusée", Tone.WARNING),
        sentence="Elle n’est pas signée par l’éditeur de ce programme, ou elle est plus ancienne "
        "que la dernière reçue. Rien n’a changé. Dites-le à votre service informatique.",
    ),
    announcements.RECEIVED: PublishedWords(
        title="Annonce du Département",
        words_in_report="1\u00a0annonce reçue",
        pill=Pill("Reçue", Tone.SUCCESS),
        sentence="Elle se lit sur la page Aujourd’hui, pendant les jours que le Département a "
        "choisis.",
    ),
    announcements.UNREADABLE: PublishedWords(
        title="Annonce du Département",
        words_in_report="1\u00a0annonce illisible",
        pill=Pill("Illisible", Tone.WARNING),
        sentence="Cette version de Passerelle ne sait pas la lire. Demandez-la au Département par "
        "un autre moyen, ou mettez Passerelle à jour.",
    ),
}
"""By the code on record."""


def report_summary(rapport: Rapport) -> str:
    """Return what a run brought: « 2 prescriptions reçues par le Département · 1 décision »."""
    outcomes = [_outcome(item.code) for item in rapport.items if item.code not in PUBLISHED]
    arrived = sum(outcome in _ARRIVED for outcome in outcomes)
    again = sum(outcome is not None and outcome.then is Then.RETRY for outcome in outcomes)
    carried = outcomes.count(Outcome.DANS_LE_FICHIER)
    waiting = sum(outcome is not None and outcome.then is Then.WAIT for outcome in outcomes)
    waiting -= carried
    done = arrived + again + waiting + carried + outcomes.count(Outcome.RIEN_A_RETIRER)
    others = len(outcomes) - done
    parts: list[str] = []
    if arrived:
        prescriptions = plural_words(arrived, "prescription reçue", "prescriptions reçues")
        parts.append(f"{prescriptions} par le Département")
    if carried:
        parts.append(plural_words(carried, "prescription sur la clé", "prescriptions sur la clé"))
    if waiting:
        parts.append(plural_words(waiting, "dossier à déposer", "dossiers à déposer"))
    if again:
        parts.append(plural_words(again, "envoi repartira", "envois repartiront"))
    if others:
        parts.append(plural_words(others, "envoi à revoir", "envois à revoir"))
    if rapport.decisions:
        parts.append(plural_words(rapport.decisions, "décision arrivée", "décisions arrivées"))
    parts += [
        PUBLISHED[item.code].words_in_report for item in rapport.items if item.code in PUBLISHED
    ]
    return " · ".join(parts) or "Rien à envoyer, rien de nouveau"


def is_of_stick(rapport: Rapport) -> bool:
    """Tell whether this is the report of a stick that was prepared."""
    return rapport.code == Outcome.DANS_LE_FICHIER.value


def report_pill(rapport: Rapport) -> Pill:
    """Return the state of a report; a stick that was prepared reached nobody yet."""
    return _ON_STICK if is_of_stick(rapport) else REPORTS[rapport.state]


def read_text(rapport: Rapport) -> str:
    """Return what the answer on a stick brought."""
    if rapport.code:
        return outcome_text(rapport.code)
    return f"La réponse du Département est lue. {report_summary(rapport)}."


def report_text(rapport: Rapport) -> str:
    """Return how a run ended, in sentences: what happened, what is kept, what to do."""
    if is_of_stick(rapport):
        words = report_summary(rapport) if rapport.items else "Elle demande les décisions"
        return f"La clé est prête et relue. {words}. {_CARRY}"
    if rapport.code:
        return outcome_text(rapport.code)
    if rapport.state is EtatRapport.INTERROMPUE:
        return outcome_text(Outcome.INTERROMPUE.value)
    if rapport.state is EtatRapport.PARTIELLE:
        return f"La synchronisation est allée au bout. {report_summary(rapport)}. {NOTHING_LOST}"
    return f"La synchronisation est terminée. {report_summary(rapport)}."


def report_tone(rapport: Rapport) -> Tone:
    """Return how much attention the end of a run asks for."""
    return Tone.SUCCESS if rapport.state is EtatRapport.REUSSIE else Tone.WARNING


def item_pill(code: str) -> Pill:
    """Return what became of one item, in two or three words."""
    if code in PUBLISHED:
        return PUBLISHED[code].pill
    outcome = _outcome(code)
    if outcome in _ARRIVED:
        return Pill("Reçue", Tone.SUCCESS)
    if outcome is not None and outcome in _OF_THEIR_OWN:
        return _OF_THEIR_OWN[outcome]
    if outcome is not None and outcome.then is Then.CORRECT:
        return Pill("À corriger", Tone.WARNING)
    if outcome is not None and outcome.then is Then.ACT:
        return Pill("À débloquer", Tone.WARNING)
    return Pill("Repartira", Tone.INFO)


_OF_THEIR_OWN = {
    Outcome.DEJA_DECIDEE: Pill("Déjà décidée", Tone.INFO),
    Outcome.A_DEPOSER: Pill("À déposer", Tone.INFO),
    Outcome.REPRISE: Pill("À déposer", Tone.INFO),
    Outcome.RIEN_A_RETIRER: Pill("Rien à retirer", Tone.NEUTRAL),
    Outcome.DOUBLON: Pill("Doublon", Tone.WARNING),
    Outcome.DOUBLON_POSSIBLE: Pill("Doublon possible", Tone.WARNING),
    Outcome.DANS_LE_FICHIER: _ON_STICK,
}
_ARRIVED = frozenset({Outcome.ACCUSEE, Outcome.DEJA_RECUE})


def _outcome(code: str) -> Outcome | None:
    return Outcome(code) if code in set(Outcome) else None
