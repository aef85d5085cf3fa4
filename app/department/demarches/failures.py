"""Why a reading ended before its end, as codes that the console puts into words."""

from enum import StrEnum
from typing import Final


class Echec(StrEnum):
    """What stopped a reading; nothing that was read before is lost."""

    JETON_REFUSE = "jeton_refuse"  # revoked, or never one
    JETON_EXPIRE = "jeton_expire"
    JETON_PERDU = "jeton_perdu"  # the keys that closed it are not those of this service any more
    RESEAU_REFUSE = "reseau_refuse"  # the token is for other addresses than this server's
    DEMARCHE_REFUSEE = "demarche_refusee"  # the token is of somebody who does not manage this form
    DEMARCHE_INCONNUE = "demarche_inconnue"
    QUESTION_REFUSEE = "question_refusee"  # the platform does not take our question any more
    TROP_DE_DEMANDES = "trop_de_demandes"
    TROP_LENTE = "trop_lente"
    TROP_GRANDE = "trop_grande"  # one dossier alone is more than an answer may hold
    EN_PANNE = "en_panne"
    INJOIGNABLE = "injoignable"
    CERTIFICAT = "certificat"
    ILLISIBLE = "illisible"
    INTERROMPUE = "interrompue"  # the service stopped, or the time of one go was over

    @property
    def passes(self) -> bool:
        """Tell whether trying again may do without anybody's help."""
        return self in _PASSING


_PASSING: Final = frozenset(
    {
        Echec.TROP_DE_DEMANDES,
        Echec.TROP_LENTE,
        Echec.EN_PANNE,
        Echec.INJOIGNABLE,
        Echec.ILLISIBLE,
        Echec.INTERROMPUE,
    }
)


class ReadingError(Exception):
    """A page could not be read. Holds no word of the platform: it may quote a person or a token.

    `retry_after_s` is the wait that it asked for.
    """

    def __init__(self, echec: Echec, *, retry_after_s: int | None = None) -> None:
        super().__init__(echec.value)
        self.echec = echec
        self.retry_after_s = retry_after_s
