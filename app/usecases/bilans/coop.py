"""La Coop's statistics in the shape of its API (`/statistiques`), from the anonymous counters.

Shape, enumerations and proportions: peers.md § 6.6; what an interview is to La Coop: § 6.2. Nobody
is told apart here, so everybody is an anonymous beneficiary. A figure that is not shown is null;
days and months are left out, they are finer than what may be shown (docs/decisions/0048). La Coop's
sheet of names is not made: no convention names it as a recipient.
"""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from app.conventions.coop import load_coop
from app.domain.chiffres import Chiffres
from app.domain.coop import NON_COMMUNIQUE, Liste
from app.domain.trimestre import Periode

_DIAGNOSTIC: Final = "diagnostic_numerique"
_AS_SENT: Final = {(Liste.DUREE, "60"): "30min à 1 h"}
"""What its file writes otherwise than our window does: programs may compare the words."""
_INTERVIEW: Final = ("entretien", "1")
_CANAL: Final = {"lieu_activite": "sur_place", "a_distance": "telephone"}
_SEXE: Final = {"feminin": ("F",), "masculin": ("M",)}
_AGE: Final = {
    "moins_de_douze": ("0-11",),
    "douze_dix_huit": ("12-17",),
    "dix_huit_vingt_quatre": ("18-24",),
    "vingt_cinq_trente_neuf": ("25-39",),
    "quarante_cinquante_neuf": ("40-59",),
    "soixante_soixante_neuf": ("60-69",),
    "soixante_dix_plus": ("70+",),
}
_STATUT: Final = {  # INSEE's groups to La Coop's statuses: peers.md § 6.8
    "en_emploi": ("1", "2", "3", "4", "5", "6"),
    "retraite": ("7",),
    "sans_emploi": ("8",),
}
_OF_INTERVIEWS: Final[Mapping[Liste, tuple[str, Mapping[str, tuple[str, ...]]]]] = {
    Liste.GENRE: ("sexe", _SEXE),
    Liste.TRANCHE_AGE: ("tranche_age", _AGE),
    Liste.STATUT_SOCIAL: ("csp", _STATUT),
}


def statistics(chiffres: Chiffres, periode: Periode) -> dict[str, Any]:
    """Return the statistics of a period; hidden figures are None."""
    interviews = chiffres.figure(_INTERVIEW, periode)
    singles = _sum(chiffres.figure(("coop_type_activite", "individuel"), periode), interviews)
    workshops = chiffres.figure(("coop_type_activite", "collectif"), periode)
    alone = _sum(chiffres.figure(("coop_accompagnements", "individuel"), periode), interviews)
    together = chiffres.figure(("coop_accompagnements", "collectif"), periode)
    people = _sum(alone, together)
    acts = _sum(chiffres.total("coop_type_activite", periode), interviews)
    places = {code: (("canal", canal),) for code, canal in _CANAL.items()}
    return {
        "accompagnements_par_jour": [],
        "accompagnements_par_mois": [],
        "beneficiaires": {
            "total": people,
            "genres": _public(Liste.GENRE, chiffres, periode),
            "tranche_ages": _public(Liste.TRANCHE_AGE, chiffres, periode),
            "statuts_social": _public(Liste.STATUT_SOCIAL, chiffres, periode),
        },
        "activites": {
            "total": acts,
            "type_activites": _items(
                Liste.TYPE_ACTIVITE, chiffres, periode, {"individuel": (_INTERVIEW,)}
            ),
            "durees": _items(Liste.DUREE, chiffres, periode, {}),
            "type_lieu": _items(Liste.TYPE_LIEU, chiffres, periode, places),
            "thematiques": _items(Liste.THEME, chiffres, periode, {_DIAGNOSTIC: (_INTERVIEW,)}),
            "thematiques_demarches": _items(Liste.DEMARCHE, chiffres, periode, {}),
            "materiels": _items(Liste.MATERIEL, chiffres, periode, {}),
        },
        "totaux": {
            "activites": {
                "total": acts,
                "individuels": _part(singles, acts),
                "collectifs": _part(workshops, acts) | {"participants": together},
            },
            "accompagnements": {
                "total": people,
                "individuels": _part(alone, people),
                "collectifs": _part(together, people),
            },
            "beneficiaires": {"total": people, "nouveaux": 0, "suivis": 0, "anonymes": people},
        },
    }


def statistics_file(chiffres: Chiffres, periode: Periode) -> bytes:
    """Return the statistics as a JSON file."""
    found = {
        "data": {
            "type": "statistiques",
            "id": "statistiques",
            "attributes": statistics(chiffres, periode),
        },
        "links": {},  # its API asks for them; this file has no address
        "meta": {
            "du": periode.first.starts_on.isoformat(),
            "au": (periode.last.next.starts_on - timedelta(days=1)).isoformat(),
            "masque": "null : nombre de 1 à 4, ou qui en donnerait un (sauf les non-réponses)",
        },
    }
    return json.dumps(found, ensure_ascii=False, indent=2).encode()


def _public(liste: Liste, chiffres: Chiffres, periode: Periode) -> list[dict[str, Any]]:
    """Return who came: workshops and quick helps in La Coop's codes, interviews in ours."""
    name, codes = _OF_INTERVIEWS[liste]
    more = {code: tuple((name, value) for value in values) for code, values in codes.items()}
    items = _items(liste, chiffres, periode, more, total=False)
    answered = [chiffres.figure(fact, periode) for facts in more.values() for fact in facts]
    unsaid = _less(chiffres.figure(_INTERVIEW, periode), answered)
    helped = chiffres.total("coop_accompagnements", periode)  # a profile may ask nothing of them
    unasked = _less(helped, [chiffres.total(liste.indicateur, periode)])
    for item in items:
        if item["code"] == NON_COMMUNIQUE:
            item["count"] = _sum(item["count"], unsaid, unasked)
    return _with_shares(items)


def _items(
    liste: Liste,
    chiffres: Chiffres,
    periode: Periode,
    more: Mapping[str, tuple[tuple[str, str], ...]],
    *,
    total: bool = True,
) -> list[dict[str, Any]]:
    items = [
        {
            "code": one.code,
            "value": one.code if liste is Liste.DUREE else one.coop,  # brackets have a key alone
            "label": _AS_SENT.get((liste, one.code), one.libelle),
            "count": _sum(
                chiffres.figure((_counter(liste), one.code), periode),
                *(chiffres.figure(fact, periode) for fact in more.get(one.code, ())),
            ),
        }
        for one in load_coop().listes[liste]
    ]
    return _with_shares(items) if total else items


def _counter(liste: Liste) -> str:
    return liste.indicateur


def _with_shares(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Add La Coop's proportions: `Math.round(100000 * count / total) / 1000`, of what is shown."""
    counts = [item["count"] for item in items]
    whole = _sum(*counts)
    for item in items:
        del item["code"]
        item["proportion"] = _share(item["count"], whole)
    return items


def _part(count: int | None, whole: int | None) -> dict[str, float | None]:
    return {"total": count, "proportion": _share(count, whole)}


def _share(count: int | None, whole: int | None) -> float | None:
    if count is None or whole is None:
        return None
    return (200_000 * count + whole) // (2 * whole) / 1000 if whole else 0  # halves go up there


def _sum(*figures: int | None) -> int | None:
    known = [one for one in figures if one is not None]
    return sum(known) if len(known) == len(figures) else None


def _less(whole: int | None, parts: list[int | None]) -> int | None:
    told = _sum(*parts)
    return None if whole is None or told is None else max(whole - told, 0)
