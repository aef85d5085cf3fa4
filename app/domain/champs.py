"""What a convention lets nobody keep or send (decision 0007)."""

from dataclasses import replace

from app.domain.convention import Champ, Convention
from app.domain.personne import Personne

OPTIONAL = {Champ.CIVILITE: "civilite", Champ.TRANCHE_AGE: "tranche_age"}


_HELD = {Champ.NOM: "nom", Champ.PRENOM: "prenom", **OPTIONAL}
"""What a record holds, by field; none is without an address, for which the name stands."""


class ForbiddenFieldError(ValueError):
    """A field that the convention forbids was about to be kept: a fault of the program."""


def only_allowed(personne: Personne, convention: Convention) -> Personne:
    """Return `personne` without the optional fields that `convention` forbids.

    A record of an earlier version of the convention, which allowed them, loses them when it is
    written again (docs/decisions/0003 and 0007).
    """
    allows = convention.allows
    return replace(
        personne,
        civilite=personne.civilite if allows(Champ.CIVILITE) else "",
        tranche_age=personne.tranche_age if allows(Champ.TRANCHE_AGE) else "",
    )


def without_forbidden(personne: Personne, convention: Convention) -> Personne:
    """Return `personne` if it holds nothing that `convention` forbids.

    Source: 000 art. 5 l. 114-116 (nom, prénom, adresse and nothing else), 001 art. 4 l. 110; 004
    art. 2 l. 84-87, under which nobody is kept at all.

    Raises:
        ForbiddenFieldError: a forbidden field is filled; the message names it, never its value.
    """
    for champ, attribute in _HELD.items():
        if getattr(personne, attribute) and not convention.allows(champ):
            raise ForbiddenFieldError(f"{champ} is not kept under {convention.profile}")
    return personne
