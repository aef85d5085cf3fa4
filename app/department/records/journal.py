"""The audit journal: who did what to which record. Identifiers only."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from app.department.database.actors import JournalRow


class Action(StrEnum):
    """What can stand in the journal."""

    CONNEXION = "connexion"
    CONNEXION_REFUSEE = "connexion_refusee"
    DECONNEXION = "deconnexion"
    CODE_REFUSE = "code_refuse"
    ACCES_REFUSE = "acces_refuse"
    SESSIONS_FERMEES = "sessions_fermees"
    COMPTE_CREE = "compte_cree"
    COMPTE_INVITE = "compte_invite"
    COMPTE_FERME = "compte_ferme"
    ROLES_CHANGES = "roles_changes"
    ACCES_REINITIALISE = "acces_reinitialise"
    MOT_DE_PASSE_CHANGE = "mot_de_passe_change"
    DOUBLE_FACTEUR_POSE = "double_facteur_pose"
    CODE_DE_SECOURS_UTILISE = "code_de_secours_utilise"
    CODES_DE_SECOURS_REFAITS = "codes_de_secours_refaits"
    JOURNAL_EXPORTE = "journal_exporte"
    STRUCTURE_CREEE = "structure_creee"
    STRUCTURE_RENOMMEE = "structure_renommee"
    STRUCTURE_FERMEE = "structure_fermee"
    STRUCTURE_ROUVERTE = "structure_rouverte"
    CODE_CREE = "code_cree"
    LOT_CREE = "lot_cree"
    CODE_ANNULE = "code_annule"
    LOT_ANNULE = "lot_annule"
    POSTE_ACTIVE = "poste_active"
    POSTE_REVOQUE = "poste_revoque"
    POSTE_RENOMME = "poste_renomme"
    DEMANDE_REFUSEE = "demande_refusee"
    PRESCRIPTION_RECUE = "prescription_recue"
    PRESCRIPTION_CORRIGEE = "prescription_corrigee"
    PRESCRIPTION_RETIREE = "prescription_retiree"
    PRESCRIPTION_CONSULTEE = "prescription_consultee"
    CONFLIT = "conflit"
    CONFLIT_REGLE = "conflit_regle"
    DECISION = "decision"
    DECISION_LOT = "decision_lot"
    DECISION_RELAYEE = "decision_relayee"
    DEMARCHE_REGLEE = "demarche_reglee"
    DEMARCHE_ARRETEE = "demarche_arretee"
    DOUBLONS_CONSULTES = "doublons_consultes"
    DOUBLON_JUGE = "doublon_juge"
    PERSONNE_CONSULTEE = "personne_consultee"
    TIRAGE_PREPARE = "tirage_prepare"
    TIRAGE_IMPRIME = "tirage_imprime"
    TIRAGE_ENVOYE = "tirage_envoye"
    LETTRE_ECARTEE = "lettre_ecartee"
    LETTRE_REMISE = "lettre_remise"
    EXPORT = "export"
    QUESTIONNAIRE_PUBLIE = "questionnaire_publie"
    DOCUMENT_PREPARE = "document_prepare"
    DOCUMENT_PUBLIE = "document_publie"
    DOCUMENT_RETIRE = "document_retire"
    DOCUMENT_ECARTE = "document_ecarte"
    PUBLICATION_SIGNEE = "publication_signee"
    RESTITUTION_OUVERTE = "restitution_ouverte"
    FICHIER_IMPORTE = "fichier_importe"
    FICHIER_REFUSE = "fichier_refuse"
    REPONSE_PREPAREE = "reponse_preparee"
    CONSERVATION_PROLONGEE = "conservation_prolongee"
    CONSERVATION_LEVEE = "conservation_levee"
    PERSONNE_EFFACEE = "personne_effacee"
    DESTRUCTION_SIGNEE = "destruction_signee"
    DATE_CONFIRMEE = "date_confirmee"
    SAUVEGARDE_FAITE = "sauvegarde_faite"
    SAUVEGARDE_MANQUEE = "sauvegarde_manquee"
    BASE_RESTAUREE = "base_restauree"
    CARNETS_ANNONCES = "carnets_annonces"
    STOCK_MOUVEMENT = "stock_mouvement"
    SEUIL_CHANGE = "seuil_change"
    CREDIT_CHANGE = "credit_change"
    TRANCHE_ATTRIBUEE = "tranche_attribuee"
    TRANCHE_RAPPELEE = "tranche_rappelee"
    TRANCHE_CLOSE = "tranche_close"
    COMPTEURS_RECUS = "compteurs_recus"
    COMPTEURS_ECARTES = "compteurs_ecartes"
    COMPTEURS_EXPORTES = "compteurs_exportes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts: an account of the console, a device, or the operator at the command line."""

    kind: str
    id: str

    @classmethod
    def account(cls, id_: str) -> "Actor":
        """Name an account."""
        return cls(kind="compte", id=id_)

    @classmethod
    def device(cls, id_: str) -> "Actor":
        """Name a device."""
        return cls(kind="poste", id=id_)


OPERATOR = Actor(kind="operateur", id="")
NOBODY = Actor(kind="inconnu", id="")


def by(actor: Actor, at: datetime) -> dict[str, object]:
    """Return the columns of an entry that say who acts and when, for who inserts many at once."""
    return {"at": at, "actor_kind": actor.kind, "actor_id": actor.id}


def note(  # noqa: PLR0913 - an entry is these five facts, in the caller's transaction
    session: Session, *, at: datetime, actor: Actor, action: Action, on: str = "", detail: str = ""
) -> None:
    """Add an entry; `on` and `detail` are identifiers and codes, never a person's name."""
    session.add(JournalRow(**by(actor, at), action=action, object_id=on, detail=detail))
