"""The convention's fields, checked once more on arrival: what may not be sent is not kept."""

from app.domain.convention import Champ
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.payload import Payload

_CHAMPS = {
    "nom": Champ.NOM,
    "prenom": Champ.PRENOM,
    "civilite": Champ.CIVILITE,
    "tranche_age": Champ.TRANCHE_AGE,
    "adresse": Champ.ADRESSE,
}


def check_fields(payload: Payload, allowed: frozenset[Champ] | None) -> None:
    """Accept a payload of allowed fields or raise; None allows every field of the protocol.

    Raises:
        ProtocolError: `FIELD_NOT_ALLOWED`, with the field's place.
    """
    if allowed is None:
        return
    if payload.categorie is not None and Champ.CATEGORIE not in allowed:
        raise ProtocolError(ErrorCode.FIELD_NOT_ALLOWED, "payload.categorie")
    for name in payload.personne.content() if payload.personne else ():
        if _CHAMPS[name] not in allowed:
            raise ProtocolError(ErrorCode.FIELD_NOT_ALLOWED, f"payload.personne.{name}")
