"""Every clock of the service as the data protection officer reads it, each with its source."""

from dataclasses import dataclass

from app.department.records.sealed_files import OLDEST
from app.domain.retention import RetentionRule
from app.domain.sauvegarde import LEDGER_DAYS

_PROPOSED = "durée proposée à la validation du délégué"


@dataclass(frozen=True, slots=True, kw_only=True)
class Regle:
    """What is kept, from which event, how long, by which source."""

    objet: str
    depart: str
    duree: str
    source: str


def regles(rule: RetentionRule | None) -> tuple[Regle, ...]:
    """Return the clocks; without a convention nothing of a person is erased by term."""
    years = "aucune : le service n’a pas de convention"
    if rule is not None:
        years = "1 an" if rule.years == 1 else f"{rule.years} ans"
    return (
        Regle(
            objet="Prescription : identité, adresse, décision motivée, message",
            depart="dernière décision ; sans décision, jour de la prescription",
            duree=years,
            source=rule.source if rule else "—",
        ),
        Regle(
            objet="Décision lue sur Démarches simplifiées : numéro du dossier, mots d’un agent",
            depart="la dernière décision",
            duree=years,
            source=rule.source if rule else "—",
        ),
        Regle(
            objet="Contenu en conflit",
            depart="comme sa prescription, sinon sa réception",
            duree=years,
            source=rule.source if rule else "—",
        ),
        Regle(
            objet="Prescription retirée par la structure",
            depart="le retrait",
            duree="effacée aussitôt",
            source="RGPD, art. 17 et 28.3 g ; protocole, § 3",
        ),
        Regle(
            objet="Identifiant au hasard d’une personne effacée",
            depart="l’effacement",
            duree=f"{LEDGER_DAYS} jours ; celui d’une décision reste au fil, sans nom",
            source="décisions 0028 et 0035 : une vieille sauvegarde ne fait revenir personne",
        ),
        Regle(
            objet="Marques d’effacement des postes",
            depart="leur dépôt",
            duree=f"{LEDGER_DAYS} jours",
            source="décision 0028",
        ),
        Regle(
            objet="Clés USB importées : empreintes et reçus, sans nom",
            depart="leur importation",
            duree=f"{OLDEST.days} jours : plus ancienne, une clé est refusée",
            source=f"protocole, clé USB ; {_PROPOSED}",
        ),
        Regle(
            objet="Journal",
            depart="chaque acte",
            duree="12 mois, par blocs scellés",
            source="recommandation de la CNIL sur la journalisation (6 à 12 mois)",
        ),
        Regle(
            objet="Nom d’un agent dont le compte est fermé",
            depart="la fermeture",
            duree="12 mois, comme le journal",
            source=f"RGPD, art. 5.1 e ; {_PROPOSED}",
        ),
        Regle(
            objet="Sauvegardes du service",
            depart="leur date",
            duree="30 jours",
            source=f"004, l. 87 ; {_PROPOSED}",
        ),
        Regle(
            objet="Codes d’activation",
            depart="leur emploi ou leur fin",
            duree="7 jours pour leur preuve, 12 mois pour leur trace",
            source=f"protocole, § 6 ; {_PROPOSED}",
        ),
        Regle(
            objet="Attestations de destruction (avec le nom de l’agent qui demande un effacement), "
            "compteurs sans nom",
            depart="sans objet",
            duree="sans limite",
            source="RGPD, art. 5.2 : preuve sans nom de bénéficiaire ; 001, l. 201",
        ),
    )
