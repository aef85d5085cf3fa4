"""A place ↔ its row: sets as bits, what no column holds as JSON."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Final, cast

from app.domain.distance import Point
from app.domain.mediation import (
    AcceptePass,
    Acces,
    Accompagnement,
    Frais,
    PriseEnCharge,
    Public,
    Service,
    StructureMediation,
    bits,
    words_of,
)
from app.storage.normalisation import normalised
from app.storage.tables.structures_mediation import StructureMediationRow

Json = dict[str, object]


def columns(catalogue_id: int, numero: int, one: StructureMediation) -> Json:
    """Return the row of a place, by the names of its columns."""
    return {
        "catalogue_id": catalogue_id,
        "numero": numero,
        "standard_id": one.id,
        "pivot": one.pivot,
        "nom_cherche": normalised(one.nom),
        "commune_cherche": normalised(f"{one.commune} {one.code_postal}"),
        "code_insee": one.code_insee,
        "latitude": one.point.latitude if one.point else None,
        "longitude": one.point.longitude if one.point else None,
        "services": bits(one.services),
        "publics": bits(one.publics),
        "prises_en_charge": bits(one.prises_en_charge),
        "frais": bits(one.frais),
        "acces": bits(one.acces),
        "accompagnements": bits(one.accompagnements),
        "horaires": one.horaires,
        "accepte_pass": one.accepte_pass.value,
        "contenu": json.dumps(_rest(one), ensure_ascii=False),
    }


_TEXTS: Final = (
    *("nom", "commune", "code_postal", "adresse", "complement_adresse", "telephone"),
    *("presentation", "fiche_acces_libre", "prise_rdv"),
)
_LISTS: Final = ("courriels", "sites", "programmes", "labels")


def _rest(one: StructureMediation) -> Json:
    """Return what no column holds; what is empty is left out."""
    kept: Json = {name: getattr(one, name) for name in (*_TEXTS, *_LISTS) if getattr(one, name)}
    if one.itinerant:
        kept["itinerant"] = True
    for name, day in (("date_maj", one.date_maj), ("pass_verifie_le", one.pass_verifie_le)):
        if day is not None:
            kept[name] = day.isoformat()
    return kept


def structure(row: StructureMediationRow) -> StructureMediation:
    """Return the place of a row."""
    kept = cast("Mapping[str, object]", json.loads(row.contenu))
    return StructureMediation(
        id=row.standard_id,
        pivot=row.pivot,
        nom=_text(kept, "nom"),
        commune=_text(kept, "commune"),
        code_postal=_text(kept, "code_postal"),
        code_insee=row.code_insee,
        adresse=_text(kept, "adresse"),
        complement_adresse=_text(kept, "complement_adresse"),
        point=point_of(row.latitude, row.longitude),
        telephone=_text(kept, "telephone"),
        courriels=_texts(kept, "courriels"),
        sites=_texts(kept, "sites"),
        horaires=row.horaires,
        presentation=_text(kept, "presentation"),
        itinerant=bool(kept.get("itinerant")),
        services=frozenset(words_of(Service, row.services)),
        publics=frozenset(words_of(Public, row.publics)),
        prises_en_charge=frozenset(words_of(PriseEnCharge, row.prises_en_charge)),
        frais=frozenset(words_of(Frais, row.frais)),
        acces=frozenset(words_of(Acces, row.acces)),
        accompagnements=frozenset(words_of(Accompagnement, row.accompagnements)),
        programmes=_texts(kept, "programmes"),
        labels=_texts(kept, "labels"),
        fiche_acces_libre=_text(kept, "fiche_acces_libre"),
        prise_rdv=_text(kept, "prise_rdv"),
        date_maj=_day(kept.get("date_maj")),
        accepte_pass=AcceptePass(row.accepte_pass),
        pass_verifie_le=_day(kept.get("pass_verifie_le")),
    )


def point_of(latitude: float | None, longitude: float | None) -> Point | None:
    """Return where a place stands, None where only its commune is known."""
    return None if latitude is None or longitude is None else Point(latitude, longitude)


def _text(kept: Mapping[str, object], name: str) -> str:
    return str(kept.get(name, ""))


def _texts(kept: Mapping[str, object], name: str) -> tuple[str, ...]:
    return tuple(cast("list[str]", kept.get(name, [])))


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None
