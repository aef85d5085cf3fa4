"""Where and how often the agents receive people: the table of a convention."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Permanence:
    """A place and how often somebody is there, as the convention says it.

    Empty, or None for `accessible`, where it says nothing. `a_confirmer`: one text of the
    convention names the place and another does not, so nothing public should announce it yet.
    """

    lieu: str
    commune: str
    duree: str
    frequence: str
    modalite: str
    source: str
    adresse: str = ""
    accessible: bool | None = None
    jour: str = ""
    debut: str = ""
    fin: str = ""
    a_confirmer: bool = False
    demi_journees: int = 0  # a week, where duration and frequency give a number
