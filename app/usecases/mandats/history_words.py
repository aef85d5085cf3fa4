"""What happens to a mandate, as the journal and the person's copy say it."""

from typing import Final

from app.domain.mandat_listes import EtatMandat, Explication, NatureFin
from app.usecases.mandats import words

EVENTS: Final = {
    "mandat_ouvert": "Mandat commencé",
    "mandat_nomme": "Personne nommée dans un mandat",
    "mandat_redige": "Termes d’un mandat écrits",
    "mandat_repris": "Mandat repris au brouillon",
    "mandat_explique": "Explication donnée avant un mandat",
    "mandat_declare": "Déclaration de la personne notée",
    "mandat_identite": "Pièce d’identité vérifiée",
    "mandat_prepare": "Exemplaires d’un mandat préparés",
    "mandat_signe": "Mandat signé",
    "mandat_remis": "Exemplaire remis à la personne",
    "mandat_acte": "Acte fait sous mandat",
    "mandat_resultat": "Résultat d’un acte noté",
    "mandat_acte_retire": "Acte noté par erreur retiré",
    "mandat_compte_rendu": "Compte rendu fait à la personne",
    "mandat_ligne_finie": "Autorisation d’un mandat finie",
    "mandat_detruit": "Mandat fini, données détruites",
}


def _state(nature: NatureFin) -> str:
    return words.STATES[EtatMandat(nature.value)].lower()


DETAILS: Final = {
    ("mandat_explique", Explication.DONNEES.value): "données personnelles",
    ("mandat_explique", Explication.DROITS.value): "droits",
    ("mandat_explique", Explication.DEMARCHES.value): "démarches",
    **{("mandat_acte", one.value): said.lower() for one, said in words.ACTS.items()},
    **{("mandat_resultat", one.value): said for one, said in words.RESULTS.items()},
    **{("mandat_ligne_finie", one.value): said for one, said in words.ENDS.items()},
    **{("mandat_detruit", one.value): _state(one) for one in NatureFin},
}
