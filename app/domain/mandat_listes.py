"""The closed lists of a mandate: nothing of them is free text.

Sources: 002, art. 2, l. 160-174; documents.md b1 and b2.
"""

from enum import IntEnum, StrEnum


class EtatMandat(StrEnum):
    """Where a mandate stands, in the order of its life (retention-and-deadlines.md d)."""

    BROUILLON = "brouillon"
    INFORME = "informe"  # the three explanations were given
    IDENTITE_VERIFIEE = "identite_verifiee"
    SIGNE = "signe"  # both originals, on the spot, by both
    ACTIF = "actif"  # each party has its original
    ABOUTI = "abouti"
    RETIRE = "retire"
    EXPIRE = "expire"
    RENONCE = "renonce"
    CADUC = "caduc"  # death, or a measure of protection
    REMPLACE = "remplace"
    DETRUIT = "detruit"

    @property
    def is_over(self) -> bool:
        """Tell whether the mandate no longer has any effect: its data are to be destroyed."""
        return self in _OVER

    @property
    def can_change(self) -> bool:
        """Tell whether nothing was signed yet: it may go back to the draft."""
        return self in _BEFORE


_BEFORE = frozenset({EtatMandat.BROUILLON, EtatMandat.INFORME, EtatMandat.IDENTITE_VERIFIEE})
_OVER = frozenset(EtatMandat) - _BEFORE - {EtatMandat.SIGNE, EtatMandat.ACTIF}


class NatureFin(StrEnum):
    """How an authorisation ends; the last one to end names the end of the mandate."""

    ABOUTI = "abouti"
    RETIRE = "retire"
    EXPIRE = "expire"
    RENONCE = "renonce"
    CADUC = "caduc"
    REMPLACE = "remplace"


class Explication(StrEnum):
    """What is explained before anything is signed, each on its own (002 l. 167)."""

    DONNEES = "donnees"  # « l'utilisation de ses données à caractère personnel »
    DROITS = "droits"  # « ses droits »
    DEMARCHES = "demarches"  # « les démarches qui seront effectuées »


class Portee(StrEnum):
    """What an authorisation allows (002 l. 172-174)."""

    FAIRE = "faire"  # « les actions effectuées pour le compte de l'utilisateur »
    DEMANDER = "demander"  # « les demandes de communication de données à caractère personnel »


class CanalMandat(StrEnum):
    """How a démarche is done (documents.md b1)."""

    EN_LIGNE = "en_ligne"
    TELEPHONE = "telephone"
    COURRIER = "courrier"


class Famille(StrEnum):
    """Families of démarches, those of Aidants Connect: a picker, nothing more."""

    PAPIERS = "papiers"
    FAMILLE = "famille"
    SOCIAL_SANTE = "social_sante"
    TRAVAIL = "travail"
    LOGEMENT = "logement"
    TRANSPORTS = "transports"
    ARGENT = "argent"
    JUSTICE = "justice"
    ETRANGER = "etranger"
    LOISIRS = "loisirs"


class Mode(StrEnum):
    """Where the acts will be done; the signature is always on the spot (002 l. 164-167)."""

    EN_PRESENCE = "en_presence"
    A_DISTANCE = "a_distance"


class DureeMandat(IntEnum):
    """How many days a mandate may run (documents.md b1)."""

    JOUR = 1
    MOIS = 31
    SEMESTRE = 182
    ANNEE = 365


class Mandataire(StrEnum):
    """Who acts: the agent who signed (002 l. 162), or anybody habilitated in the structure."""

    AGENT = "agent"
    STRUCTURE = "structure"


class Forme(StrEnum):
    """How the person agreed."""

    ECRIT = "ecrit"
    VERBAL_CONSTATE = "verbal_constate"  # cannot sign: two witnesses, on paper only


class Piece(StrEnum):
    """The kind of proof of identity that was seen; never its number, never a copy."""

    CNI = "cni"
    PASSEPORT = "passeport"
    TITRE_SEJOUR = "titre_sejour"
    PERMIS = "permis"
    AUTRE = "autre"


class Empechement(StrEnum):
    """Who may not give a mandate here (documents.md b1): asked, answered, never kept."""

    MINEUR = "mineur"
    TUTELLE = "tutelle"
    CURATELLE = "curatelle"
    SAUVEGARDE = "sauvegarde"
    NE_COMPREND_PAS = "ne_comprend_pas"  # cannot understand or agree
    NE_VEUT_PAS = "ne_veut_pas"  # one of the two does not wish it (002 l. 164)


class CanalRetrait(StrEnum):
    """How a withdrawal came in (documents.md b2)."""

    ORAL = "oral"
    GUICHET = "guichet"
    COURRIER = "courrier"
    COURRIEL = "courriel"


class Aboutissement(StrEnum):
    """By what an authorisation is known to have led where it should."""

    REPONSE = "reponse"  # the organisation has answered
    PERSONNE = "personne"  # the person says so


class NatureActe(StrEnum):
    """What was done under a mandate (closed list: no word about the person)."""

    DEPOT = "depot"  # a form or an application was sent
    PIECES = "pieces"  # documents were added
    DEMANDE = "demande"  # information or a document was asked for
    COMPTE = "compte"  # an account was opened or put right
    CONSULTATION = "consultation"  # an account or a file was looked at
    DECLARATION = "declaration"
    PAIEMENT = "paiement"
    RENDEZ_VOUS = "rendez_vous"
    RELANCE = "relance"
    RECOURS = "recours"


class Resultat(StrEnum):
    """How an act ended."""

    FAIT = "fait"
    EN_ATTENTE = "en_attente"  # the organisation is to answer
    A_COMPLETER = "a_completer"  # it asks for something more
    REPONSE_FAVORABLE = "reponse_favorable"
    REPONSE_DEFAVORABLE = "reponse_defavorable"
    IMPOSSIBLE = "impossible"  # site down, nobody answers

    @property
    def is_answer(self) -> bool:
        """Tell whether the organisation has answered: the authorisation may be over."""
        return self in {Resultat.REPONSE_FAVORABLE, Resultat.REPONSE_DEFAVORABLE}


class ChampMandat(StrEnum):
    """What a mandate may say of the person beside her name and address."""

    NOM_USAGE = "nom_usage"
    DATE_NAISSANCE = "date_naissance"
    LIEU_NAISSANCE = "lieu_naissance"


class RefusMandat(StrEnum):
    """Why an event is not possible: nothing changes."""

    SANS_PERSONNE = "sans_personne"  # nobody was named yet
    SANS_LIGNE = "sans_ligne"  # no authorisation: nothing to explain, nothing to sign
    DEJA_COMMENCE = "deja_commence"  # something was explained since: back to the draft first
    LIGNE_EN_DOUBLE = "ligne_en_double"
    TROP_DE_LIGNES = "trop_de_lignes"
    DUREE_HORS_PROFIL = "duree_hors_profil"
    CHAMP_HORS_PROFIL = "champ_hors_profil"
    MINEUR = "mineur"
    NON_INFORMEE = "non_informee"
    IDENTITE_NON_VERIFIEE = "identite_non_verifiee"
    CAPACITE_NON_DECLAREE = "capacite_non_declaree"
    PAS_SUR_PLACE = "pas_sur_place"
    PAS_LES_DEUX = "pas_les_deux"  # both parties sign both originals
    AVANT_SIGNATURE = "avant_signature"
    AVANT_INFORMATION = "avant_information"  # the hour of signing is before a gate
    A_REIMPRIMER = "a_reimprimer"  # printed on another day: its end would be wrong
    VERBAL_INTERDIT = "verbal_interdit"
    VERBAL_TROP_LONG = "verbal_trop_long"
    VERBAL_SANS_DEMANDE = "verbal_sans_demande"  # no line B
    VERBAL_TEMOINS = "verbal_temoins"
    NON_SIGNE = "non_signe"
    DEJA_SIGNE = "deja_signe"
    PAS_ACTIF = "pas_actif"
    LIGNE_INCONNUE = "ligne_inconnue"
    LIGNE_TERMINEE = "ligne_terminee"
    TERME_DEPASSE = "terme_depasse"
    PAS_AU_TERME = "pas_au_terme"
    AUTRE_MANDATAIRE = "autre_mandataire"  # the agent who signed acts, nobody else
    TERMINE = "termine"
    PAS_TERMINE = "pas_termine"
    DANS_LE_FUTUR = "dans_le_futur"


def premier(*checks: tuple[bool, RefusMandat]) -> RefusMandat | None:
    """Return the first refusal whose condition holds, None when none does."""
    return next((refus for holds, refus in checks if holds), None)
