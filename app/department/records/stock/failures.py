"""Why something about stock, credits or slices is not done; nothing was written."""

from enum import StrEnum


class Refusal(StrEnum):
    """The reasons; the console has a sentence for each."""

    PAS_LA = "pas_la"  # some of these carnets are elsewhere
    HORS_DU_LOT = "hors_du_lot"
    DANS_UNE_TRANCHE = "dans_une_tranche"
    LOT_CONNU = "lot_connu"
    NUMEROS_CONNUS = "numeros_connus"  # another lot's carnets bear them
    LOT_PERIME = "lot_perime"
    PERIODES_SE_CHEVAUCHENT = "periodes_se_chevauchent"
    CREDIT_INSUFFISANT = "credit_insuffisant"
    POSTE_ABSENT = "poste_absent"  # revoked, or another structure's
    TROP_DE_TRANCHES = "trop_de_tranches"
    DEJA_CORRIGE = "deja_corrige"
    PAS_CORRIGEABLE = "pas_corrigeable"
    POSTE_EN_SERVICE = "poste_en_service"  # only the laptop itself can free its slice
    TRANCHE_CLOSE = "tranche_close"
    PERIODE = "periode"  # of a credit, ending before it starts, or of nothing
    CREDIT_INCONNU = "credit_inconnu"
    FIN_DE_TRANCHE = "fin_de_tranche"  # past, or after the end of its lot or its credit


class StockRefusedError(Exception):
    """Nothing was written; `detail` holds numbers of carnets or of a slice, a lot, a day."""

    def __init__(self, reason: Refusal, detail: str = "") -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.detail = detail
