"""What stops an act on carnets; nothing was written."""

from enum import StrEnum

from app.domain.carnets_regles import RefusCarnet
from app.domain.failures import AppError


class RefusStock(StrEnum):
    """Why the ledger does not take a movement; the window has a sentence for each."""

    PAS_LA = "pas_la"  # some of these carnets are elsewhere
    HORS_DU_LOT = "hors_du_lot"
    LOT_INCONNU = "lot_inconnu"
    CHEVAUCHE = "chevauche"  # another lot has some of these numbers
    TROP = "trop"
    LOT_PERIME = "lot_perime"
    VALIDITE = "validite"  # later than the convention's last day (003 l. 95)
    DATES = "dates"  # to come, or before these carnets moved last
    DETENTEUR = "detenteur"
    PAS_PRESCRIPTEUR = "pas_prescripteur"  # 003 l. 157: entrusted to prescribers
    NOM = "nom"  # somebody of another laptop is typed
    OPERATEUR = "operateur"  # 003 l. 174: two distinct persons
    LIEU = "lieu"  # 003 l. 172: a secure place
    DEJA_CORRIGE = "deja_corrige"
    PAS_CORRIGEABLE = "pas_corrigeable"
    TENU_PAR_LE_SERVICE = "tenu_par_le_service"
    REMIS_TROUVE = "remis_trouve"  # an inventory found what was handed over
    CONDITIONS = "conditions"  # 003 l. 103-106
    FERME = "ferme"  # 003 l. 101, 117, 132
    SEUIL = "seuil"  # 003 l. 121
    DOTATION = "dotation"  # 001 l. 145
    PAR_LIVRAISON = "par_livraison"  # nothing came whose volume is not said
    LIVRAISON_NOTEE = "livraison_notee"
    RIEN = "rien"


class StockRefusedError(AppError):
    """The ledger stays as it was; `detail` holds numbers of carnets, or a date."""

    def __init__(self, reason: RefusStock, detail: str = "") -> None:
        super().__init__()
        self.reason = reason.value
        self.detail = detail


class CarnetRefusedError(AppError):
    """This carnet is not handed over; `number` is as it is printed."""

    def __init__(self, reason: RefusCarnet, number: str = "") -> None:
        super().__init__()
        self.reason = reason.value
        self.number = number


class RemiseGoneError(AppError):
    """This hand-over is no longer here."""


class RemiseKeptError(AppError):
    """A hand-over is not taken back after its day, or once the Département knows of it."""


class CsvRefusedError(AppError):
    """Nothing of a file was taken; `lines` says what is wrong, line by line."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        super().__init__()
        self.lines = lines
