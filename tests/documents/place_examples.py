"""A place that helps, for the papers about it; everything is invented."""

from dataclasses import replace
from datetime import date

from app.documents.appointment_slip import AppointmentData, appointment_pdf
from app.documents.structures_list import LieuListe, StructuresListData, structures_list_pdf
from app.domain.convenance import Tri
from tests.documents.examples import DAY, LOT_ET_GARONNE
from tests.documents.people import Who

HOURS = (
    "du mardi au vendredi de 9 h à 12 h et de 14 h à 17 h 30 ; samedi de 9 h à 12 h ; fermé les "
    "jours fériés"
)


def slip(who: Who) -> bytes:
    """Return the slip of an appointment; a person of long names goes to a place of a long name."""
    data = AppointmentData(
        convention=LOT_ET_GARONNE,
        structure=who.structure,
        printed_on=DAY,
        lieu=who.structure.name,
        adresse=("Espace Simone-Inventée, bâtiment C", who.personne.adresse.voie, "47600 Nérac"),
        telephone="05 53 00 00 00",
        horaires=HOURS,
        accessibilite="Accueil des handicaps moteurs",
        jour=date(2026, 12, 1),
        heure="14 h 30",
        apporter=("votre avis d’imposition",),
        accepte_pass=True,
        payant=True,
    )
    return appointment_pdf(data)


def place_list(who: Who) -> bytes:
    """Return a list of some pages."""
    one = LieuListe(
        nom="Atelier Numérique des Remparts (fictif)",
        contact=("4 RUE DES REMPARTS", "47600 Nérac", "05 53 00 00 00", "x@exemple.invalid"),
        horaires=HOURS,
        services=("Démarches administratives", "Outils du quotidien", "Sécurité"),
        distance="2,4 km",
        accessibilite="Accueil des handicaps moteurs",
        accepte_pass=True,
        verifie_le=date(2026, 11, 1),
    )
    last = replace(one, nom="Permanence de l’Ormeau (fictif)", horaires="9h-12h", distance="31 km")
    data = StructuresListData(
        convention=LOT_ET_GARONNE,
        structure=who.structure,
        printed_on=DAY,
        arretee_le=date(2026, 11, 1),
        source="structures.csv",
        tri=Tri.DISTANCE,
        lieux=(*(one for _ in range(9)), last),
        commune="Nérac",
    )
    return structures_list_pdf(data)
