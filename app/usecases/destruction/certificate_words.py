"""What a destruction says in words: kinds, events, and what stays out of reach."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from app.documents.typography import french_date
from app.domain.retention import SAUVEGARDES
from app.domain.sauvegarde import LEDGER_DAYS
from app.storage.destructions import Destruction, MotifDestruction

EVENTS: Final = {
    MotifDestruction.ECHEANCE: "Échéance de conservation atteinte",
    MotifDestruction.DEMANDE: "Demande d’effacement (RGPD, art. 17)",
    MotifDestruction.FIN_CONVENTION: "Fin de la convention",
    MotifDestruction.FIN_DE_JOURNEE: "Réponses effacées le jour même",
    MotifDestruction.MANDAT_ABOUTI: "Démarches du mandat abouties",
    MotifDestruction.MANDAT_RETIRE: "Mandat retiré par la personne",
    MotifDestruction.MANDAT_EXPIRE: "Mandat arrivé à son terme",
    MotifDestruction.MANDAT_RENONCE: "Mandat abandonné par le mandataire",
    MotifDestruction.MANDAT_CADUC: "Mandat devenu sans effet",
    MotifDestruction.MANDAT_REMPLACE: "Mandat remplacé par un autre",
}
_KINDS: Final = {  # in the order of the certificate; what is missing here counts nothing of hers
    "personnes": "Personnes",
    "entretiens": "Entretiens",
    "consentements": "Accords donnés à la notice",
    "reponses": "Réponses au questionnaire",
    "diagnostics": "Diagnostics",
    "reevaluations": "Diagnostics réévalués",
    "choix": "Décisions prises après diagnostic",
    "prescriptions": "Prescriptions",
    "decisions": "Décisions du Département",
    "dossiers_prepares": "Dossiers préparés sur Démarches simplifiées",
    "reponses_relayees": "Motifs lus sur Démarches simplifiées",
    "mandats": "Mandats",
    "mandat_lignes": "Autorisations de mandats",
    "mandat_actes": "Actes faits sous mandat",
    "carnets_remises": "Numéros de carnets remis, gardés sans nom",
    "papiers": "Papiers produits",
    "evenements": "Lignes d’historique",
    "envois": "Envois en attente",
    "demandes": "Demandes d’exercice de droits",
    "demandes_videes": "Demandes d’exercice de droits, gardées sans nom",
    "conservations": "Conservations au-delà de l’échéance",
    "limitations": "Limitations du dossier",
    "oppositions": "Accords retirés et oppositions",
    "fichiers_effaces": "Fichiers enregistrés, retrouvés et supprimés",
}


def event_of(destruction: Destruction) -> str:
    """Return what happened, with the reference of the mandate that was destroyed if it is one."""
    event = EVENTS[destruction.motif]
    return f"{event} ({destruction.reference})" if destruction.reference else event


def counted(bilan: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """Return how many of each kind were destroyed, the kinds that there were."""
    return tuple((words, bilan[kind]) for kind, words in _KINDS.items() if bilan.get(kind))


def summary(bilan: Mapping[str, int]) -> str:
    """Return « 2 personnes, 3 entretiens, 1 prescription »."""
    parts = (
        (bilan.get("personnes", 0), "personne"),
        (bilan.get("entretiens", 0), "entretien"),
        (bilan.get("prescriptions", 0), "prescription"),
        (bilan.get("mandats", 0), "mandat"),
    )
    found = ", ".join(plural(number, word) for number, word in parts if number)
    answers = bilan.get("reponses", 0)  # alone in the record of a day
    return found or (plural(answers, "réponse") if answers else "rien")


def beyond_reach(
    bilan: Mapping[str, int], *, ended_on: date, responsable: str, contact: str, folders: int
) -> tuple[str, ...]:
    """Return a sentence for each place that the program cannot reach, with its expiry if any.

    `folders` is in how many the backups of this laptop were ever put, as far as it knows.
    """
    sent, printed = bilan.get("transmises", 0), bilan.get("imprimes", 0)
    handed = bilan.get("remis", 0)
    refused = french_date(ended_on + timedelta(days=LEDGER_DAYS))
    rotated = french_date(SAUVEGARDES.after(ended_on))
    found = [
        f"{plural(sent, 'prescription')} déjà transmise{_s(sent)} au Département. "
        + in_charge(responsable, contact)
        if sent
        else "Aucune donnée n’avait été transmise au Département."
    ]
    if printed:
        found.append(
            f"{plural(printed, 'papier')} imprimé{_s(printed)}, dont {handed} remis à la "
            "personne : les exemplaires de la structure sont à broyer à la main."
        )
    if files := bilan.get("fichiers_dehors", 0):
        found.append(
            f"{plural(files, 'fichier')} enregistré{_s(files)} hors de l’application et non "
            f"retrouvé{_s(files)} tel{_s(files)} quel{_s(files)} (déplacement, modification, clé "
            "débranchée) : à supprimer à la main."
        )
    else:
        found.append(
            "Aucun fichier enregistré depuis l’application avec ces données n’est resté en place. "
            "Les copies faites ensuite hors d’elle ne sont pas connues."
        )
    if left := bilan.get("demandes_laissees", 0):
        found.append(
            f"{plural(left, 'demande')} d’exercice de droits en cours, sous le même nom mais sans "
            "dossier : le nom, le moyen de répondre et les mots y restent jusqu’à la clôture."
        )
    found += [
        (
            f"Les sauvegardes antérieures, chiffrées : retirées au plus tard le {rotated} de "
            f"chaque dossier utilisé depuis ce poste ({_known(folders)}), s’il est branché et "
            "qu’une sauvegarde se fait d’ici là. Un support débranché ou un export complet n’est "
            f"pas atteint : refusé après le {refused}."
        ),
    ]
    return tuple(found)


def _known(folders: int) -> str:
    return plural(folders, "connu") if folders else "aucun connu"


def in_charge(responsable: str, contact: str) -> str:
    """Return whom to ask about what was sent; no contact is named where the convention has none."""
    asked = f" Contact : {contact}." if contact else ""
    return f"Responsable de ces données : {responsable}.{asked}"


def plural(number: int, word: str) -> str:
    """Return « 2 personnes »."""
    return f"{number} {word}{_s(number)}"


def _s(number: int) -> str:
    return "s" if number > 1 else ""
