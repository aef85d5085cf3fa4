"""Who sees what is held about a person, for how long, and what she may ask, in plain French."""

from collections.abc import Iterator
from typing import Final

from app.documents.personal_data import Group, Part
from app.documents.typography import french_date
from app.domain.convention import Protection
from app.domain.demande import ActionLocale, Droit, Reponse
from app.domain.droits import Lieu, MotifLimitation, Sort
from app.domain.retention import JOURNAUX, SAUVEGARDES
from app.storage.acces import MotifAcces
from app.storage.conservations import MotifConservation
from app.storage.exports import Export
from app.storage.journal import Entree
from app.usecases.droits.held_words import PURPOSES, paper_title
from app.usecases.droits.holding import Held
from app.usecases.droits.moments import Moments
from app.usecases.rule_words import rule_words as said_rule
from app.usecases.workplace import Workplace

CNIL: Final = (
    "Commission nationale de l’informatique et des libertés (CNIL), 3 place de Fontenoy, "
    "TSA 80715, 75334 Paris cedex 07, www.cnil.fr"
)
DONNEES, PORTABILITE = "donnees", "portabilite"  # kinds of files that are no paper of an interview
FILES: Final = {DONNEES: "Vos données", PORTABILITE: "Vos données, à emporter"}
PLACES: Final = {
    Lieu.POSTE: "sur l’ordinateur",
    Lieu.AMOVIBLE: "sur une clé ou un autre disque",
    Lieu.RESEAU: "dans un dossier du réseau",
}
FATES: Final = {
    Sort.PRESENT: "",
    Sort.EFFACE: "supprimé depuis",
    Sort.ABSENT: "plus trouvé à cet endroit",
    Sort.MODIFIE: "modifié depuis",
}
LIMITS: Final = {
    MotifLimitation.EXACTITUDE: "vous dites que des données sont fausses",
    MotifLimitation.ILLICITE: "vous préférez qu’elles ne servent plus, sans être effacées",
    MotifLimitation.JUSTICE: "vous en avez besoin pour défendre vos droits",
    MotifLimitation.OPPOSITION: "votre opposition est examinée",
    MotifLimitation.INSTRUCTION: "le responsable l’a demandé",
    MotifLimitation.EFFACEMENT: "l’effacement attend que votre demande soit transmise",
}
HOLDS: Final = {
    MotifConservation.LITIGE: "un litige ou un recours est en cours",
    MotifConservation.DROITS: "votre demande est en cours",
    MotifConservation.CONTROLE: "un contrôle est en cours",
    MotifConservation.DECISION: "la décision du Département n’est pas arrivée",
}
RIGHTS: Final = {
    Droit.ACCES: "voir ses données",
    Droit.RECTIFICATION: "les corriger",
    Droit.EFFACEMENT: "les effacer",
    Droit.LIMITATION: "en limiter l’utilisation",
    Droit.OPPOSITION: "s’y opposer",
    Droit.PORTABILITE: "les emporter",
    Droit.RETRAIT_CONSENTEMENT: "retirer un accord",
}
ACTIONS: Final = {
    ActionLocale.COPIE_REMISE: "copie préparée",
    ActionLocale.EXPORT_REMIS: "fichier préparé",
    ActionLocale.CORRIGEE: "données corrigées",
    ActionLocale.EFFACEE: "données effacées",
    ActionLocale.LIMITEE: "dossier limité",
    ActionLocale.OPPOSITION_NOTEE: "opposition notée",
    ActionLocale.CONSENTEMENT_RETIRE: "accord retiré",
    ActionLocale.RIEN_ICI: "rien n’est gardé ici",
}
ANSWERS: Final = {
    Reponse.SATISFAITE: "acceptée",
    Reponse.PARTIELLE: "acceptée en partie",
    Reponse.REFUSEE: "refusée",
    Reponse.RETIREE: "retirée par vous",
}
_OPENED: Final = {
    MotifAcces.REMPLACEMENT.value: "en l’absence de l’agent qui vous suit",
    MotifAcces.ACCUEIL.value: "vous étiez là",
    MotifAcces.DOUBLON.value: "pour éviter un double",
    MotifAcces.DROITS.value: "pour l’une de vos demandes",
    MotifAcces.CONTROLE.value: "pour un contrôle",
}


def use_part(held: Held, workplace: Workplace) -> Part:
    """Return why these data are held, by which right, who receives them and where they came from.

    Source: art. 15.1 a, c, g; 15.2.
    """
    protection = workplace.convention.protection
    left = [one for one in held.prescriptions if one.known.suivi.value in _LEFT]
    sent = ", ".join(one.known.prescription.reference for one in left)
    rows = (
        ("À quoi elles servent", _capital(protection.finalite)),
        ("Ce qui le permet", _capital(protection.base_legale)),
        ("D’où elles viennent", "De vous, et de la réponse du Département quand il y en a une"),
        (
            "Qui les voit",
            f"Les agents de {workplace.structure.name} ; {', '.join(protection.destinataires)}",
        ),
        ("Ce qui a été envoyé", f"Prescriptions {sent}" if sent else "Rien n’a été envoyé"),
        ("Hors de l’Union européenne", "Rien n’y est envoyé"),
        ("Décision automatique", "Aucune : une personne décide toujours"),
    )
    return Part(title="À quoi servent vos données, qui les reçoit", groups=(Group(rows=rows),))


_LEFT: Final = ("remise_au_canal", "accusee", "decidee")


def term_part(held: Held, workplace: Workplace, moments: Moments) -> Part:
    """Return until when the data are held, and what holds or limits them. Source: art. 15.1 d."""
    rule = said_rule(workplace.convention.retention.source)
    rows = [
        ("Effacées au plus tard le", french_date(held.due_on) if held.due_on else ""),
        ("Règle", rule),
        ("Journal des consultations", f"effacé après {JOURNAUX.months} mois"),
        ("Sauvegardes chiffrées", f"renouvelées en {SAUVEGARDES.days} jours"),
    ]
    if held.conservation:
        why = HOLDS[held.conservation.motif]
        rows.append(
            ("Gardées plus longtemps", f"{why}, jusqu’au {french_date(held.conservation.until)}")
        )
    if held.limitation:
        day = moments.day(held.limitation.at)
        rows.append(("Dossier limité", f"depuis le {day} : {LIMITS[held.limitation.motif]}"))
    for one in held.refused:
        which = "Accord retiré" if one.droit is Droit.RETRAIT_CONSENTEMENT else "Opposition"
        rows.append((which, f"{PURPOSES[one.finalite]}, le {moments.day(one.at)}"))
    return Part(title="Jusqu’à quand elles sont gardées", groups=(Group(rows=tuple(rows)),))


def seen_part(held: Held, moments: Moments) -> Part:
    """Return who consulted the record, by function (CJUE C-579/21), and the files that left."""
    opened = tuple(_opening(one, held, moments) for one in held.openings)
    files = tuple(file_words(one, moments) for one in held.files)
    return Part(
        title="Qui a ouvert votre dossier, quels fichiers en sont sortis",
        groups=(
            Group(
                lines=() if opened else ("Aucune ouverture n’est notée au journal.",),
                points=opened,
            ),
            Group(
                title="Fichiers enregistrés hors de Passerelle",
                lines=() if files else ("Aucun.",),
                points=files,
            ),
        ),
    )


def _opening(entry: Entree, held: Held, moments: Moments) -> str:
    mine = entry.agent_id == held.personne.owner
    who = "l’agent qui vous suit" if mine else "un autre agent"
    why = _OPENED.get(entry.detail, "")
    said = f"{moments.moment(entry.at)}, par {who} ({held.function_of(entry.agent_id)})"
    return f"{said}, {why}" if why else said


def file_words(export: Export, moments: Moments) -> str:
    """Return a file that left: what, when, where to, locked or not, what became of it."""
    what = FILES.get(export.kind) or paper_title(export.kind)
    lock = "avec mot de passe" if export.chiffre else "sans mot de passe"
    said = f"{what}, le {moments.day(export.at)}, {PLACES[export.lieu]}, {lock}"
    fate = FATES[export.sort]
    return f"{said}, {fate}" if fate else said


def requests_part(held: Held, moments: Moments) -> Part:
    """Return what she asked for, and what became of each request."""
    groups = tuple(
        Group(
            title=f"Demande {one.numero}",
            rows=(
                ("Reçue le", moments.moment(one.recue_at)),
                ("Pour", ", ".join(RIGHTS[droit] for droit in one.droits)),
                ("Vos mots", one.mots),
                (
                    "Fait ici",
                    "\n".join(
                        f"{ACTIONS[fait.action]}, le {moments.day(fait.at)}" for fait in one.faits
                    ),
                ),
                (
                    "Transmise le",
                    moments.moment(one.transmise.at) if one.transmise else "pas encore",
                ),
                (
                    "Réponse",
                    f"{ANSWERS[one.reponse]}, le {french_date(one.repondue_on)}"
                    if one.reponse and one.repondue_on
                    else "",
                ),
            ),
        )
        for one in held.requests
    )
    none = (Group(lines=("Aucune demande n’est notée.",)),)
    return Part(title="Vos demandes sur vos données", groups=groups or none)


def rights_part(workplace: Workplace) -> Part:
    """Return what she may ask, of whom, and how to complain. Source: art. 15.1 e and f."""
    return Part(
        title="Vos droits",
        groups=(
            Group(
                lines=(
                    "Dites-le à l’agent, sur place ou par téléphone. Vous pouvez aussi écrire.",
                ),
                points=(
                    "Faire corriger ce qui est faux.",
                    "Faire effacer ces données.",
                    "Demander qu’elles ne servent plus, sans les effacer.",
                    "Vous opposer à leur utilisation.",
                    "Les emporter dans un fichier.",
                    "Retirer un accord. C’est aussi simple que de le donner.",
                ),
            ),
            Group(rows=tuple(_contacts(workplace.convention.protection))),
        ),
    )


def _contacts(protection: Protection) -> Iterator[tuple[str, str]]:
    yield "Responsable", protection.responsable
    yield "Pour exercer vos droits", protection.droits_courriel
    if protection.dpo_courriel != protection.droits_courriel:
        yield "Délégué à la protection des données", protection.dpo_courriel
    yield "Pour vous plaindre", CNIL


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
