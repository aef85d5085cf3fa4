"""How long what belongs to a mandate is kept. Source: 002, art. 2, l. 160; decision 0039."""

from datetime import date, datetime, timedelta, tzinfo

from app.domain.mandat_listes import DureeMandat
from app.domain.mandat_profil import MandatProfil
from app.domain.retention import INACHEVE, Horloge, Objet, day_of

_SOON: dict[DureeMandat, timedelta] = {  # Aidants Connect warns 30 days before the two long ones
    DureeMandat.JOUR: timedelta(hours=4),
    DureeMandat.MOIS: timedelta(days=7),
    DureeMandat.SEMESTRE: timedelta(days=30),
    DureeMandat.ANNEE: timedelta(days=30),
}


def erased_at(ended_at: datetime, profil: MandatProfil) -> datetime:
    """Return from when on the data of an ended mandate must be gone.

    « à défaut au terme du délai imposé » (002 l. 160): none is quoted, so the profile's delay.
    """
    return ended_at + timedelta(days=profil.delai_jours)


def hidden_on(ended_at: datetime, profil: MandatProfil, zone: tzinfo) -> date:
    """Return the first day on which nobody sees the mandate any more, erased or not.

    Rows have days, mandates have hours: a mandate that ends at noon is shown until noon, is erased
    then or at the next opening, and is hidden from the day after whatever happens.
    """
    return day_of(erased_at(ended_at, profil), zone) + timedelta(days=1)


def draft_term(today: date) -> date:
    """Return the first day on which a draft touched today must be gone."""
    return INACHEVE.after(today)


def ends_soon(fin_at: datetime, duree: DureeMandat, now: datetime) -> bool:
    """Tell whether the end is near enough to say so: sooner for short ones (deadlines d)."""
    return now < fin_at <= now + _SOON[duree]


def horloges_mandat(profil: MandatProfil | None) -> tuple[Horloge, ...]:
    """Return the clocks of mandates, none where the convention has no mandate."""
    if profil is None:
        return ()
    days = profil.delai_jours
    paper = profil.papier_annees
    return (
        Horloge(
            objet=Objet.MANDATS,
            depart="démarche aboutie, retrait ou terme : la dernière autorisation finie",
            duree=f"{days} jour{'s' if days > 1 else ''} après le terme"
            if days
            else "le jour même",
            source=profil.regle + " ; après le terme : choix du délégué",
        ),
        Horloge(
            objet=Objet.MANDATS_BROUILLON,
            depart="dernière modification",
            duree="30 jours",
            source="minimisation (RGPD, art. 5.1 c), durée proposée à la validation du délégué",
        ),
        Horloge(
            objet=Objet.MANDATS_PAPIER,
            depart="fin du mandat",
            duree=f"{paper} an{'s' if paper > 1 else ''}, hors de l’application",
            source="original signé, gardé par la structure : choix du délégué",
        ),
    )
