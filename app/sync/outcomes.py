"""What became of an item, or of a whole run: a closed list, each with what follows from it.

The sentences are in `app.ui.messages`; here stands what the run does: go on with the next item or
stop, and what has to happen before the same is tried again. Source of the floor: the outcomes of
CommCare's `FormUploadResult` (peers.md § 2.5), « stop unless the failure is of one record ».
"""

from enum import StrEnum, auto
from typing import Final

from app.sync.protocol.answers import Receipt, ReceiptStatus
from app.sync.protocol.errors import ErrorCode


class Then(StrEnum):
    """What follows an outcome."""

    DONE = auto()  # nothing more to send for this revision
    RETRY = auto()  # the next run tries again by itself
    CORRECT = auto()  # set aside until somebody corrects the record
    ACT = auto()  # somebody must do something outside the record first; then retried
    WAIT = auto()  # with the channel, where a person goes on; the next run looks again


class Outcome(StrEnum):
    """One outcome of one item or of the run."""

    ACCUSEE = "accusee"
    """Received and kept by the Département."""
    DEJA_RECUE = "deja_recue"
    """The same content was received before: an answer had been lost."""
    CONFLIT = "conflit"
    """The Département holds another content under the same identifier and revision."""
    A_CORRIGER = "a_corriger"
    """A field is missing, out of form, or not allowed by the convention."""
    REVISION_INCONNUE = "revision_inconnue"
    """A correction of something that the Département does not hold."""
    DEJA_DECIDEE = "deja_decidee"
    """The decision came before the correction or the withdrawal."""
    CLE_INCONNUE = "cle_inconnue"
    """The service does not know the key, even after the key list was fetched again."""
    NON_OUVERTE = "non_ouverte"
    """The service cannot verify or open this item: altered on the way."""
    NON_TRAITEE = "non_traitee"
    """The service met a fault of its own with this item; it received the others."""
    QUOTA = "quota"
    """The structure's allowance is used up."""
    POSTE_INCONNU = "poste_inconnu"
    """The service does not know this device (never activated, or the service was replaced)."""
    POSTE_NON_AUTORISE = "poste_non_autorise"
    """The Département withdrew this device, or it belongs to another structure."""
    HORLOGE = "horloge"
    """The laptop's clock is wrong (or the certificate's dates say so)."""
    RESEAU_ABSENT = "reseau_absent"
    """No network: no name could be resolved, no route."""
    SERVEUR_INJOIGNABLE = "serveur_injoignable"
    """There is a network, but nothing answers at the service's address."""
    PORTAIL_CAPTIF = "portail_captif"
    """A page of the place's network answered instead of the service: sign in there first."""
    PROXY_REFUSE = "proxy_refuse"
    """The organisation's proxy wants an identification."""
    INTERCEPTION_TLS = "interception_tls"
    """The certificate is not trusted: the line is inspected, or somebody stands in between."""
    DELAI = "delai"
    """The service took too long; what was sent may have arrived."""
    COUPURE = "coupure"
    """The connection broke before the answer; what was sent may have arrived."""
    TROP_DE_DEMANDES = "trop_de_demandes"
    """The service asks to wait (`Retry-After`)."""
    SERVICE_INDISPONIBLE = "service_indisponible"
    """The service is there and cannot answer now."""
    REPONSE_ILLISIBLE = "reponse_illisible"
    """An answer that is damaged, too large, not signed, or not of this protocol."""
    VERSION_REFUSEE = "version_refusee"
    """The service does not speak this program's version: update the program."""
    CODE_INCONNU = "code_inconnu"
    """No activation code answers to what was typed."""
    CODE_UTILISE = "code_utilise"
    """The activation code served another device."""
    CODE_EXPIRE = "code_expire"
    """The activation code's time is over."""
    FAUX_SERVICE = "faux_service"
    """The root key is not the activation code's: this is not the Département."""
    INTERROMPUE = "interrompue"
    """The worker cancelled, or the program was closed."""
    A_DEPOSER = "a_deposer"
    """A draft is ready on Démarches simplifiées: a person must deposit it there."""
    REPRISE = "reprise"
    """Somebody opened the draft on Démarches simplifiées, and did not deposit it yet."""
    A_REPRENDRE = "a_reprendre"
    """The dossier is gone from Démarches simplifiées after somebody took it: a person decides."""
    A_RETIRER = "a_retirer"
    """The dossier is there and no program can change it: somebody must, on the platform."""
    RIEN_A_RETIRER = "rien_a_retirer"
    """Nothing was deposited: the draft goes by itself."""
    CAMPAGNE_FERMEE = "campagne_fermee"
    """The form is closed, or hidden: it takes no draft and tells no state."""
    FORMULAIRE_CHANGE = "formulaire_change"
    """The form no longer has what this prescription fills: the convention must follow."""
    FORMULAIRE_ELARGI = "formulaire_elargi"
    """The form requires a field that the convention does not know: it is filled by hand."""
    DOUBLON = "doublon"
    """Two dossiers of one prescription were taken or deposited on Démarches simplifiées."""
    DOUBLON_POSSIBLE = "doublon_possible"
    """The laptop was put back: a dossier that it does not know any more may stand there."""
    MOTIFS_EN_ATTENTE = "motifs_en_attente"
    """The Département's service could not be asked for the motives of what was decided there."""
    DANS_LE_FICHIER = "dans_le_fichier"
    """In a file that somebody carries to the Département; its answer will tell."""
    REPONSE_ATTENDUE = "reponse_attendue"
    """A request stands in a file; nothing more can be done before the answer is read."""
    SUPPORT = "support"
    """The stick cannot be written, or read."""

    @property
    def stops_run(self) -> bool:
        """Tell whether the next item would meet the same fault."""
        return self not in _OF_ONE_ITEM

    @property
    def then(self) -> Then:
        """Return what follows."""
        return _THEN.get(self, Then.RETRY)

    @property
    def acknowledged(self) -> bool:
        """Tell whether the Département holds this revision."""
        return self in {Outcome.ACCUSEE, Outcome.DEJA_RECUE}

    @property
    def may_have_arrived(self) -> bool:
        """Tell whether what was sent may be at the Département all the same."""
        return self in _MAY_HAVE_ARRIVED


_OF_ONE_ITEM: Final = frozenset(
    {
        Outcome.ACCUSEE,
        Outcome.DEJA_RECUE,
        Outcome.CONFLIT,
        Outcome.A_CORRIGER,
        Outcome.REVISION_INCONNUE,
        Outcome.DEJA_DECIDEE,
        Outcome.NON_OUVERTE,
        Outcome.NON_TRAITEE,
        Outcome.A_DEPOSER,
        Outcome.REPRISE,
        Outcome.A_REPRENDRE,
        Outcome.A_RETIRER,
        Outcome.RIEN_A_RETIRER,
        Outcome.FORMULAIRE_CHANGE,
        Outcome.FORMULAIRE_ELARGI,
        Outcome.DOUBLON,
        Outcome.DOUBLON_POSSIBLE,
        Outcome.MOTIFS_EN_ATTENTE,
        Outcome.DANS_LE_FICHIER,
    }
)
_MAY_HAVE_ARRIVED: Final = frozenset(
    {
        Outcome.DELAI,
        Outcome.COUPURE,
        Outcome.REPONSE_ILLISIBLE,
        Outcome.SERVICE_INDISPONIBLE,
        Outcome.INTERROMPUE,
    }
)
_THEN: Final = {
    Outcome.ACCUSEE: Then.DONE,
    Outcome.DEJA_RECUE: Then.DONE,
    Outcome.DEJA_DECIDEE: Then.DONE,
    Outcome.A_CORRIGER: Then.CORRECT,
    Outcome.CONFLIT: Then.CORRECT,
    Outcome.REVISION_INCONNUE: Then.CORRECT,
    Outcome.QUOTA: Then.ACT,
    Outcome.POSTE_INCONNU: Then.ACT,
    Outcome.POSTE_NON_AUTORISE: Then.ACT,
    Outcome.HORLOGE: Then.ACT,
    Outcome.PORTAIL_CAPTIF: Then.ACT,
    Outcome.PROXY_REFUSE: Then.ACT,
    Outcome.INTERCEPTION_TLS: Then.ACT,
    Outcome.VERSION_REFUSEE: Then.ACT,
    Outcome.CODE_INCONNU: Then.ACT,
    Outcome.CODE_UTILISE: Then.ACT,
    Outcome.CODE_EXPIRE: Then.ACT,
    Outcome.FAUX_SERVICE: Then.ACT,
    Outcome.A_DEPOSER: Then.WAIT,
    Outcome.REPRISE: Then.WAIT,
    Outcome.A_REPRENDRE: Then.ACT,
    Outcome.A_RETIRER: Then.ACT,
    Outcome.RIEN_A_RETIRER: Then.DONE,
    Outcome.CAMPAGNE_FERMEE: Then.ACT,
    Outcome.FORMULAIRE_CHANGE: Then.ACT,
    Outcome.FORMULAIRE_ELARGI: Then.ACT,
    Outcome.DOUBLON: Then.ACT,
    Outcome.DOUBLON_POSSIBLE: Then.ACT,
    Outcome.DANS_LE_FICHIER: Then.WAIT,
    Outcome.REPONSE_ATTENDUE: Then.ACT,
    Outcome.SUPPORT: Then.ACT,
}
_OF_RECEIPT: Final = {
    ErrorCode.MALFORMED: Outcome.A_CORRIGER,
    ErrorCode.NOT_CANONICAL: Outcome.A_CORRIGER,
    ErrorCode.FIELD_NOT_ALLOWED: Outcome.A_CORRIGER,
    ErrorCode.TOO_LARGE: Outcome.A_CORRIGER,
    ErrorCode.WRONG_STRUCTURE: Outcome.A_CORRIGER,  # this item's only: the device is accepted
    ErrorCode.BAD_SIGNATURE: Outcome.NON_OUVERTE,
    ErrorCode.UNAVAILABLE: Outcome.NON_TRAITEE,  # a whole request's means the whole service
}
_OF_CODE: Final = {
    ErrorCode.PROTOCOL_VERSION: Outcome.VERSION_REFUSEE,
    ErrorCode.UNKNOWN_SUITE: Outcome.VERSION_REFUSEE,
    ErrorCode.UNKNOWN_KEY: Outcome.CLE_INCONNUE,
    ErrorCode.CANNOT_OPEN: Outcome.NON_OUVERTE,
    ErrorCode.UNKNOWN_DEVICE: Outcome.POSTE_INCONNU,
    ErrorCode.DEVICE_REVOKED: Outcome.POSTE_NON_AUTORISE,
    ErrorCode.WRONG_STRUCTURE: Outcome.POSTE_NON_AUTORISE,
    ErrorCode.CLOCK: Outcome.HORLOGE,
    ErrorCode.UNKNOWN_REVISION: Outcome.REVISION_INCONNUE,
    ErrorCode.ALREADY_DECIDED: Outcome.DEJA_DECIDEE,
    ErrorCode.ACTIVATION_UNKNOWN: Outcome.CODE_INCONNU,
    ErrorCode.ACTIVATION_USED: Outcome.CODE_UTILISE,
    ErrorCode.ACTIVATION_EXPIRED: Outcome.CODE_EXPIRE,
    ErrorCode.WRONG_ROOT: Outcome.FAUX_SERVICE,
    ErrorCode.TOO_MANY_REQUESTS: Outcome.TROP_DE_DEMANDES,
    ErrorCode.QUOTA: Outcome.QUOTA,
    ErrorCode.UNAVAILABLE: Outcome.SERVICE_INDISPONIBLE,
}


def outcome_of_receipt(receipt: Receipt) -> Outcome:
    """Return what a receipt says about its item."""
    match receipt.status:
        case ReceiptStatus.ACCEPTED:
            return Outcome.ACCUSEE
        case ReceiptStatus.ALREADY_HELD:
            return Outcome.DEJA_RECUE
        case ReceiptStatus.CONFLICT:
            return Outcome.CONFLIT
        case ReceiptStatus.REFUSED:
            code = receipt.code or ErrorCode.MALFORMED
            return _OF_RECEIPT.get(code) or outcome_of_code(code)


def outcome_of_code(code: ErrorCode) -> Outcome:
    """Return what the fault of a whole request means for the run."""
    return _OF_CODE.get(code, Outcome.REPONSE_ILLISIBLE)
