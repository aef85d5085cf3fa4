"""What may be done with carnets, and what they recall: pure rules, each with its source."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from app.domain.carnets import EXPIRY_ALERTS_DAYS, Run, count
from app.domain.carnets_profil import PASS_DE_CENT, CarnetsProfil, Versements
from app.domain.carnets_registre import (
    DEPARTEMENT,
    MANQUANT,
    PERIME,
    REMIS,
    STRUCTURE,
    Lot,
    Mouvement,
    Position,
    Tenu,
    is_stock,
    place_of,
    poste_of,
    prescripteur_of,
)
from app.domain.retention import Duree, Horloge, Objet

_UNDOABLE: Final = frozenset(Mouvement) - {Mouvement.INVENTAIRE, Mouvement.CORRECTION}


class RefusCarnet(StrEnum):
    """Why a carnet is not handed over; the window has a sentence for each."""

    INCONNU = "inconnu"  # no lot has this number, or it never came
    PLUSIEURS = "plusieurs"  # two lots have this number: its prefix says which carnet it is
    PERIME = "perime"  # 003 l. 95: « ne seront plus utilisables »
    DEJA_REMIS = "deja_remis"
    MANQUANT = "manquant"  # lost, stolen, or not found by the last inventory
    PAS_CONFIE = "pas_confie"  # 003 l. 157: entrusted to the prescriber first
    A_UN_AUTRE = "a_un_autre"  # entrusted to a colleague
    AUTRE_POSTE = "autre_poste"  # another laptop may hand it out, or none yet
    DEJA_UN = "deja_un"  # 001 l. 114, 003 l. 163: one a person
    SANS_PRESCRIPTION = "sans_prescription"  # 003 l. 169: after the diagnosis
    REFUSEE = "refusee"  # the Département refused
    JOUR = "jour"  # to come, before the prescription or the carnet's last movement, or too old


@dataclass(frozen=True, slots=True, kw_only=True)
class Remettant:
    """Who hands over: his place in the ledger, and what this laptop's slices allow by lot.

    `confies`: nothing but what was entrusted to him (the convention's word).
    """

    place: str
    tranches: Mapping[str, Sequence[Run]]
    confies: bool


_OF_PLACE: Final = {
    REMIS: RefusCarnet.DEJA_REMIS,
    MANQUANT: RefusCarnet.MANQUANT,
    PERIME: RefusCarnet.PERIME,
}


def why_not(
    lot: Lot, held: Sequence[Position], number: int, par: Remettant, day: date
) -> RefusCarnet | None:
    """Say why this carnet may not be handed over on a day, None where it may."""
    place = place_of(held, number) or DEPARTEMENT
    if not is_stock(place):
        return _OF_PLACE.get(place, RefusCarnet.INCONNU)
    if lot.is_over(day):
        return RefusCarnet.PERIME
    sliced = lot.tenu is Tenu.SERVICE
    if poste_of(place) or (sliced and not _allowed(par.tranches.get(lot.id, ()), number)):
        return RefusCarnet.AUTRE_POSTE
    if prescripteur_of(place) and place != par.place:
        return RefusCarnet.A_UN_AUTRE
    if place == STRUCTURE and par.confies and not sliced:
        return RefusCarnet.PAS_CONFIE
    return None


def _allowed(runs: Iterable[Run], number: int) -> bool:
    return any(run.first <= number <= run.last for run in runs)


def may_take_back(kind: Mouvement, tenu: Tenu) -> bool:
    """Tell whether a movement has an opposite here: counting carnets has none.

    Of a lot that the service keeps, only what is entrusted within the structure is written here.
    """
    return kind in _UNDOABLE and (tenu is Tenu.POSTE or kind is Mouvement.TRANSFERT)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlerteLot:
    """Carnets of a lot that are not handed over and soon, or already, cannot be used.

    `palier` is 30, 15 or 7, and 0 once the last day is past.
    """

    lot: Lot
    carnets: int
    days_left: int
    palier: int


def alertes(stock: Iterable[tuple[Lot, Sequence[Position]]], today: date) -> list[AlerteLot]:
    """Return the lots to hurry with, the most pressing first (J-30, J-15, J-7)."""
    found: list[AlerteLot] = []
    for lot, held in stock:
        left = count(run for run, place in held if is_stock(place))
        days = (lot.valid_until - today).days
        if left and days <= max(EXPIRY_ALERTS_DAYS):
            palier = 0 if days < 0 else min(one for one in EXPIRY_ALERTS_DAYS if days <= one)
            found.append(AlerteLot(lot=lot, carnets=left, days_left=days, palier=palier))
    return sorted(found, key=lambda one: (one.days_left, one.lot.name))


def inventory_due_on(profil: CarnetsProfil, since: date) -> date:
    """Return the day from which carnets must be counted again (003 l. 172, decision 0044)."""
    return Duree(months=profil.inventaire_mois).after(since)


def horloges_carnets(profil: CarnetsProfil | None) -> tuple[Horloge, ...]:
    """Return the clock of numbers that stand with a person, none where no carnet is handed over."""
    if profil is None:
        return ()
    return (
        Horloge(
            objet=Objet.CARNETS,
            depart="dernier jour de validité des Pass",
            duree=f"{profil.tolerance_jours} jours",
            source="validité des Pass (003, l. 95) et tolérance d’un mois pour les payer : durée "
            "proposée à la validation du délégué (décision 0044)",
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Consommation:
    """How far the Pass received are consumed, and whether that opens an abondement."""

    received: int
    scanned: int
    consumed: int
    reached: bool

    @property
    def percent(self) -> int:
        """Return the share consumed, in whole percent rounded down: 49.9 % is not 50 %."""
        return self.consumed * PASS_DE_CENT // self.received if self.received else 0


def consommation(rules: Versements, *, received: int, scanned: int, consumed: int) -> Consommation:
    """Apply the threshold to what was consumed: scanned *and* put into contre-paiement.

    Source: 003 art. 5, l. 121 (« 50% des Pass dont elle dispose … auront été consommés »): of all
    that were received, amorçage and abondements.
    """
    return Consommation(
        received=received,
        scanned=scanned,
        consumed=consumed,
        reached=received > 0 and consumed * PASS_DE_CENT >= rules.seuil_pourcent * received,
    )
