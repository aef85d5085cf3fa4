"""Look for places: filters, open now, sorted as the convention wants it; nothing is left out."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from app.domain import ouverture
from app.domain.convenance import Besoin, Candidat, Raisons, Tri, away, ordered, raisons
from app.domain.convention import Remise
from app.domain.distance import Point
from app.domain.orientation import Ordre
from app.storage import structures_mediation as catalogues
from app.storage import structures_recherche as recherche
from app.storage.structures_recherche import Criteres, Placee, Reperee
from app.usecases.structures import own
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

PAGE: Final = 60  # places read whole at first; the next ones when they are asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Recherche:
    """What is looked for. `depuis` is the INSEE code of a commune chosen on the spot.

    It is never kept: near home or near work, nobody knows afterwards (001 l. 122). `montrees` is
    how many of the places are read whole; None for all.
    """

    criteres: Criteres = field(default_factory=Criteres)
    ouvert: bool = False
    tri: Tri = Tri.DISTANCE
    besoin: Besoin = field(default_factory=Besoin)
    depuis: str = ""
    montrees: int | None = PAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouvee:
    """A place that was found; `raisons` where the fittest come first.

    `barree`: it is the laptop's own structure, and the convention lets nobody be led there.
    """

    place: Placee
    distance_km: float | None
    etat: ouverture.Etat
    raisons: Raisons | None = None
    barree: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Resultat:
    """What was found: `total` places, of which the first are here.

    `sans_horaires` are places that « ouvert maintenant » left aside because nobody can tell.
    `tri` is how they are sorted: without a commune there is no distance, and the alphabet serves.
    """

    total: int = 0
    trouvees: tuple[Trouvee, ...] = ()
    sans_horaires: int = 0
    tri: Tri = Tri.ALPHABET


def orders(workplace: Workplace) -> tuple[Tri, ...]:
    """Return the orders that the convention lets a list have, its own first.

    Source: 000 l. 81: neutral, so distance or alphabet; 001 l. 122: the fittest.
    """
    neutral = (Tri.DISTANCE, Tri.ALPHABET)
    fits = workplace.convention.orientation.ordre is Ordre.CONVENANCE
    return (Tri.CONVENANCE, *neutral) if fits else neutral


def first_criteria(workplace: Workplace) -> Criteres:
    """Return the filters that are on at first: places that accept the Pass, where it matters.

    Source: 001 l. 122 (« qualifiée pour recevoir les Pass numériques »), 003 l. 21 and 171.
    """
    return Criteres(accepte_pass=workplace.convention.orientation.qualifiees)


def find(workplace: Workplace, asked: Recherche) -> Resultat:
    """Return the places that answer, in the order asked for if the convention has it."""
    tri = asked.tri if asked.tri in orders(workplace) else orders(workplace)[0]
    closed = own.barred(workplace)
    origin = _centre(workplace, asked.depuis)
    with workplace.database.reading() as session:
        catalogue = catalogues.current(session)
        if catalogue is None:
            return Resultat()
        reperees = recherche.find(session, catalogue.id, asked.criteres)
        unknown = 0
        if asked.ouvert:
            at = _local(workplace)
            states = [ouverture.state_at(one.horaires, at, one.code_insee[:2]) for one in reperees]
            unknown = states.count(ouverture.Etat.INCONNU)
            pairs = zip(reperees, states, strict=True)
            reperees = [one for one, state in pairs if state is ouverture.Etat.OUVERT]
        placed = [_placed(workplace, one, origin) for one in reperees]
        if tri is Tri.CONVENANCE and asked.besoin.is_empty:
            tri = Tri.DISTANCE  # nothing is fitter than another for whoever asks for nothing
        if origin is None and tri is Tri.DISTANCE:
            tri = Tri.ALPHABET
        sorted_ = ordered(placed, tri, asked.besoin)
        shown = sorted_ if asked.montrees is None else sorted_[: asked.montrees]
        found = _whole(session, workplace, catalogue.id, shown)
    why = {}
    if tri is Tri.CONVENANCE:
        why = {one.numero: raisons(one, asked.besoin) for one in shown}
    return Resultat(
        total=len(sorted_),
        trouvees=tuple(
            replace(one, raisons=why.get(one.place.numero), barree=one.place.numero in closed)
            for one in found
        ),
        sans_horaires=unknown,
        tri=tri,
    )


def one(workplace: Workplace, numero: int, depuis: str = "") -> Trouvee | None:
    """Return a place of the list in force by its number; None when another list came meanwhile."""
    with workplace.database.reading() as session:
        catalogue = catalogues.current(session)
        found = recherche.load(session, catalogue.id, [numero]) if catalogue else []
    if not found:
        return None
    structure = found[0].structure
    there = structure.point or _centre(workplace, structure.code_insee)
    return Trouvee(
        place=found[0],
        distance_km=away(_centre(workplace, depuis), there),
        etat=ouverture.state_at(structure.horaires, _local(workplace), structure.code_insee[:2]),
        barree=numero in own.barred(workplace),
    )


def needs_pass(workplace: Workplace) -> bool:
    """Tell whether the convention gives Pass, so that a place ought to accept them."""
    return workplace.convention.pass_numerique.remise is not Remise.AUCUNE


def _placed(workplace: Workplace, one: Reperee, origin: Point | None) -> Candidat:
    there = one.point or _centre(workplace, one.code_insee)
    return Candidat(
        numero=one.numero,
        nom=one.nom_cherche,
        services=one.services,
        prises_en_charge=one.prises_en_charge,
        accepte_pass=one.accepte_pass,
        distance_km=away(origin, there),
    )


def _whole(
    session: "Session", workplace: Workplace, catalogue_id: int, shown: Sequence[Candidat]
) -> list[Trouvee]:
    at = _local(workplace)
    far = {one.numero: one.distance_km for one in shown}
    return [
        Trouvee(
            place=place,
            distance_km=far[place.numero],
            etat=ouverture.state_at(place.structure.horaires, at, place.structure.code_insee[:2]),
        )
        for place in recherche.load(session, catalogue_id, [one.numero for one in shown])
    ]


def _local(workplace: Workplace) -> datetime:
    return workplace.clock.now().astimezone(workplace.clock.zone())


def _centre(workplace: Workplace, code_insee: str) -> Point | None:
    commune = workplace.communes.by_insee.get(code_insee) if code_insee else None
    return commune.centre if commune else None
