"""What to say when the rules of mandates refuse: what happened, and what to do."""

from typing import Final

from app.domain.mandat_listes import RefusMandat

REFUSALS: Final = {
    RefusMandat.SANS_PERSONNE: "Ce mandat n’a pas encore de nom. Indiquez d’abord la personne.",
    RefusMandat.SANS_LIGNE: "Ce mandat n’autorise rien encore. Ajoutez au moins une démarche.",
    RefusMandat.DEJA_COMMENCE: (
        "Les explications ont déjà été données sur ces termes. Pour les changer, reprenez "
        "le brouillon\u00a0: les explications seront à redonner."
    ),
    RefusMandat.LIGNE_EN_DOUBLE: "Cette autorisation y est déjà. Rien n’a été ajouté.",
    RefusMandat.TROP_DE_LIGNES: (
        "Un mandat tient sur une page\u00a0: 12 autorisations au plus. Faites-en un second."
    ),
    RefusMandat.DUREE_HORS_PROFIL: (
        "La convention ne permet pas cette durée. Choisissez-en une autre."
    ),
    RefusMandat.CHAMP_HORS_PROFIL: (
        "La convention ne permet pas de garder ce renseignement. Il n’a pas été gardé."
    ),
    RefusMandat.MINEUR: (
        "Une personne mineure ne peut pas donner de mandat ici. Rien n’a été gardé. "
        "Proposez la fiche d’orientation."
    ),
    RefusMandat.NON_INFORMEE: (
        "Avant de signer, donnez les trois explications\u00a0: ses données, ses droits, les"
        " démarches."
    ),
    RefusMandat.IDENTITE_NON_VERIFIEE: (
        "Avant de signer, regardez une pièce d’identité et indiquez laquelle."
    ),
    RefusMandat.CAPACITE_NON_DECLAREE: (
        "Avant de signer, la personne déclare être majeure et sans mesure de protection."
    ),
    RefusMandat.PAS_SUR_PLACE: "Le mandat se signe sur place, devant vous. Indiquez le lieu.",
    RefusMandat.PAS_LES_DEUX: "Il faut les deux signatures, sur les deux exemplaires.",
    RefusMandat.AVANT_INFORMATION: (
        "L’heure de signature est avant une explication ou avant la vérification "
        "d’identité. Corrigez l’heure."
    ),
    RefusMandat.A_REIMPRIMER: (
        "Les exemplaires ont été préparés un autre jour\u00a0: leur date de fin serait "
        "fausse. Imprimez-les de nouveau, puis faites signer."
    ),
    RefusMandat.VERBAL_INTERDIT: (
        "Cette convention ne permet pas le mandat verbal. Proposez de faire la démarche ensemble."
    ),
    RefusMandat.VERBAL_TROP_LONG: "Un mandat verbal a la durée la plus courte, un jour par défaut.",
    RefusMandat.VERBAL_SANS_DEMANDE: (
        "Un mandat verbal ne permet pas de demander des informations. Retirez cette ligne."
    ),
    RefusMandat.VERBAL_TEMOINS: "Il faut deux témoins majeurs, qui signent sur le papier.",
    RefusMandat.NON_SIGNE: "Ce mandat n’est pas signé. Rien n’a été modifié.",
    RefusMandat.DEJA_SIGNE: (
        "Ce mandat est déjà signé\u00a0: il ne change plus. Pour d’autres termes, faites-en"
        " un nouveau."
    ),
    RefusMandat.PAS_ACTIF: "Il n’y a pas de mandat en cours pour cet acte. Rien n’a été noté.",
    RefusMandat.LIGNE_INCONNUE: (
        "Cette autorisation n’est pas dans ce mandat. Rien n’a été modifié."
    ),
    RefusMandat.LIGNE_TERMINEE: (
        "Cette autorisation est finie. Pour continuer, faites signer un nouveau mandat."
    ),
    RefusMandat.TERME_DEPASSE: (
        "Ce mandat est arrivé à son terme. Pour continuer, faites signer un nouveau mandat."
    ),
    RefusMandat.PAS_AU_TERME: "Ce mandat n’est pas arrivé à son terme. Rien n’a été modifié.",
    RefusMandat.AUTRE_MANDATAIRE: (
        "Seul l’agent qui a signé ce mandat agit au nom de la personne. Rien n’a été noté."
    ),
    RefusMandat.TERMINE: "Ce mandat est déjà fini. Rien n’a été modifié.",
    RefusMandat.PAS_TERMINE: (
        "Ce mandat court encore\u00a0: ses données ne sont pas détruites avant sa fin."
    ),
    RefusMandat.AVANT_SIGNATURE: "Cette heure est avant la signature du mandat. Corrigez-la.",
    RefusMandat.DANS_LE_FUTUR: "Cette date est dans le futur. Corrigez-la.",
}
