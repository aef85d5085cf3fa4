"""Requests and breaches for the tests, under the convention that states hours (000)."""

from datetime import date, time

from app.domain.demande import CanalDemande, Droit
from app.domain.identifiers import PersonneId
from app.usecases.registers.demandes import NewDemande
from app.usecases.registers.hours import Sent

TODAY = date(2026, 11, 22)  # of `WallClock`: 10 h 12 in Paris
WHO = "Simone Zwingelstein"


def request(
    hour: time = time(9, 5),
    *droits: Droit,
    day: date = TODAY,
    personne_id: PersonneId | None = None,
    who: str = WHO,
) -> NewDemande:
    """Return what was typed of a request."""
    return NewDemande(
        droits=droits or (Droit.ACCES,),
        day=day,
        hour=hour,
        canal=CanalDemande.GUICHET,
        recue_par="Accueil",
        personne=who,
        personne_id=personne_id,
        joindre="06 00 00 00 00",
        mots="Je veux tout voir.",
        representant="Paul Représentant",
    )


def sent(hour: time, day: date = TODAY) -> Sent:
    """Return a sending by e-mail."""
    return Sent(day=day, hour=hour, canal=CanalDemande.COURRIEL)
