"""The closed lists of a mandate in French, for the window and the papers."""

from typing import Final

from app.domain.entretien import LectureNotice
from app.domain.mandat import Ligne
from app.domain.mandat_listes import (
    CanalMandat,
    CanalRetrait,
    DureeMandat,
    Empechement,
    EtatMandat,
    Explication,
    Famille,
    Mode,
    NatureActe,
    NatureFin,
    Piece,
    Portee,
    Resultat,
)
from app.usecases.mandats import refusal_words

REFUSALS: Final = refusal_words.REFUSALS
STATES: Final = {
    EtatMandat.BROUILLON: "Brouillon",
    EtatMandat.INFORME: "Personne informée",
    EtatMandat.IDENTITE_VERIFIEE: "Identité vérifiée",
    EtatMandat.SIGNE: "Signé, à remettre",
    EtatMandat.ACTIF: "En cours",
    EtatMandat.ABOUTI: "Abouti",
    EtatMandat.RETIRE: "Retiré",
    EtatMandat.EXPIRE: "Arrivé à son terme",
    EtatMandat.RENONCE: "Renoncé",
    EtatMandat.CADUC: "Caduc",
    EtatMandat.REMPLACE: "Remplacé",
    EtatMandat.DETRUIT: "Détruit",
}
ENDS: Final = {
    NatureFin.ABOUTI: "aboutie",
    NatureFin.RETIRE: "retirée",
    NatureFin.EXPIRE: "arrivée à son terme",
    NatureFin.RENONCE: "abandonnée par le mandataire",
    NatureFin.CADUC: "sans effet",
    NatureFin.REMPLACE: "remplacée",
}
EXPLANATIONS: Final = {  # 002 l. 167
    Explication.DONNEES: "À quoi servent ses données personnelles",
    Explication.DROITS: "Quels sont ses droits",
    Explication.DEMARCHES: "Quelles démarches seront faites",
}
SCOPES: Final = {
    Portee.FAIRE: "Faire pour moi",
    Portee.DEMANDER: "Demander mes informations",
}
CHANNELS: Final = {
    CanalMandat.EN_LIGNE: "en ligne",
    CanalMandat.TELEPHONE: "par téléphone",
    CanalMandat.COURRIER: "par courrier",
}
FAMILIES: Final = {
    Famille.PAPIERS: "Papiers, citoyenneté",
    Famille.FAMILLE: "Famille",
    Famille.SOCIAL_SANTE: "Social, santé",
    Famille.TRAVAIL: "Travail",
    Famille.LOGEMENT: "Logement",
    Famille.TRANSPORTS: "Transports",
    Famille.ARGENT: "Argent, impôts",
    Famille.JUSTICE: "Justice",
    Famille.ETRANGER: "Étranger",
    Famille.LOISIRS: "Loisirs",
}
MODES: Final = {
    Mode.EN_PRESENCE: "en présence de la personne",
    Mode.A_DISTANCE: "à distance",
}
DURATIONS: Final = {
    DureeMandat.JOUR: "1 jour",
    DureeMandat.MOIS: "1 mois (31 jours)",
    DureeMandat.SEMESTRE: "6 mois (182 jours)",
    DureeMandat.ANNEE: "1 an (365 jours)",
}
PIECES: Final = {
    Piece.CNI: "carte nationale d’identité",
    Piece.PASSEPORT: "passeport",
    Piece.TITRE_SEJOUR: "titre de séjour",
    Piece.PERMIS: "permis de conduire",
    Piece.AUTRE: "autre document avec photo",
}
READINGS: Final = {
    LectureNotice.LUE: "lu par la personne",
    LectureNotice.A_VOIX_HAUTE: "lu à voix haute par l’agent",
    LectureNotice.EXPLIQUEE: "expliqué avec un interprète",
}
WHY_NOT: Final = {  # to say aloud; nothing of it is kept (documents.md b1)
    Empechement.MINEUR: "Une personne mineure ne peut pas donner de mandat ici. Un parent ou la "
    "personne qui la représente fait la démarche.",
    Empechement.TUTELLE: "C’est le tuteur qui fait les démarches. Proposez de l’appeler ensemble.",
    Empechement.CURATELLE: "Il faudrait aussi la signature du curateur. Proposez de l’appeler "
    "ensemble.",
    Empechement.SAUVEGARDE: "Pendant une sauvegarde de justice, pas de mandat ici. Faites la "
    "démarche ensemble, la personne devant l’écran.",
    Empechement.NE_COMPREND_PAS: "Sans accord compris, pas de mandat. Proposez de revenir avec un "
    "proche ou un interprète.",
    Empechement.NE_VEUT_PAS: "Personne n’est obligé de signer. Faites la démarche ensemble, la "
    "personne devant l’écran.",
}
WITHDRAWAL_CHANNELS: Final = {
    CanalRetrait.ORAL: "de vive voix",
    CanalRetrait.GUICHET: "au guichet",
    CanalRetrait.COURRIER: "par courrier",
    CanalRetrait.COURRIEL: "par courriel",
}
ACTS: Final = {
    NatureActe.DEPOT: "Demande déposée",
    NatureActe.PIECES: "Documents ajoutés",
    NatureActe.DEMANDE: "Information demandée",
    NatureActe.COMPTE: "Compte créé ou rétabli",
    NatureActe.CONSULTATION: "Dossier consulté",
    NatureActe.DECLARATION: "Déclaration faite",
    NatureActe.PAIEMENT: "Paiement fait",
    NatureActe.RENDEZ_VOUS: "Rendez-vous pris",
    NatureActe.RELANCE: "Organisme relancé",
    NatureActe.RECOURS: "Contestation envoyée",
}
RESULTS: Final = {
    Resultat.FAIT: "fait",
    Resultat.EN_ATTENTE: "en attente de réponse",
    Resultat.A_COMPLETER: "l’organisme demande autre chose",
    Resultat.REPONSE_FAVORABLE: "réponse favorable",
    Resultat.REPONSE_DEFAVORABLE: "réponse défavorable",
    Resultat.IMPOSSIBLE: "impossible ce jour-là",
}
ORGANISMES: Final = (  # a picker: any other may be written
    "CAF",
    "CPAM (Ameli)",
    "France Travail",
    "Impôts (DGFiP)",
    "MSA",
    "CARSAT (retraite)",
    "Préfecture",
    "ANTS (France Titres)",
    "MDPH",
    "Conseil départemental",
    "Mairie",
    "Fournisseur d’énergie",
    "Opérateur de téléphone",
    "Banque",
)
PRECISE: Final = (  # lines of their own, in every family: no general mandate (CNIL)
    "Créer un compte en ligne",
    "Créer une adresse électronique",
    "Recevoir les messages de l’organisme à ma place",
)
DEMARCHES: Final = {  # a picker by family
    Famille.PAPIERS: (
        "Demander une carte d’identité ou un passeport",
        "Demander un acte de naissance",
        "Prendre rendez-vous",
    ),
    Famille.FAMILLE: ("Faire une demande de prestation", "Déclarer un changement de situation"),
    Famille.SOCIAL_SANTE: (
        "Demander la complémentaire santé solidaire",
        "Déposer un dossier",
        "Demander une attestation de droits",
    ),
    Famille.TRAVAIL: ("M’inscrire", "Actualiser ma situation", "Demander ma retraite"),
    Famille.LOGEMENT: (
        "Demander un logement social",
        "Demander une aide au logement",
        "Renouveler ma demande de logement",
    ),
    Famille.TRANSPORTS: (
        "Demander une carte grise",
        "Demander un permis de conduire",
        "Acheter un titre de transport",
    ),
    Famille.ARGENT: ("Déclarer mes revenus", "Demander un délai de paiement", "Payer une facture"),
    Famille.JUSTICE: ("Demander l’aide juridictionnelle", "Suivre une affaire"),
    Famille.ETRANGER: ("Demander ou renouveler un titre de séjour", "Demander la nationalité"),
    Famille.LOISIRS: ("M’inscrire à une activité", "Réserver"),
}
DONNEES: Final = (  # a picker of what is asked for
    "Attestation de droits",
    "État de mon dossier",
    "Relevé de carrière",
    "Copie d’un courrier ou d’une décision",
    "Montant de mes paiements",
)


def warning(ligne: Ligne) -> str:
    """Return what to know of an authorisation before it is signed, empty when nothing.

    Source: documents.md b1 (code de la consommation, R. 721-2 et R. 761-1).
    """
    said = f"{ligne.organisme} {ligne.objet}".casefold()
    if "surendettement" in said:
        return "Le formulaire de surendettement est signé par la personne elle-même."
    return ""
