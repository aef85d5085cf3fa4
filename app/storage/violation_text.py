"""A breach's content as the only JSON text of it, and back."""

import json
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

from app.domain.violation import (
    Autre,
    Cause,
    Consequence,
    Constat,
    Donnees,
    Etendue,
    Gravite,
    Inventaire,
    Mesure,
    Nature,
    Origine,
    Secret,
    Support,
)

_CodeT = TypeVar("_CodeT", bound=StrEnum)


def write(constat: Constat) -> str:
    """Return the text of a content; `connue_at` stands in it like the rest."""
    held = constat.inventaire
    return json.dumps(
        {
            "connue_at": _at(constat.connue_at),
            "cause": constat.cause,
            "supports": constat.supports,
            "description": constat.description,
            "debut_at": _at(constat.debut_at),
            "fin_at": _at(constat.fin_at),
            "dates_certaines": constat.dates_certaines,
            "natures": constat.natures,
            "origine": constat.origine,
            "inventaire": None if held is None else _inventaire(held),
            "personnes": constat.personnes,
            "enregistrements": constat.enregistrements,
            "donnees": constat.donnees,
            "chiffre": constat.chiffre,
            "secret": constat.secret,
            "consequences": constat.consequences,
            "gravite": constat.gravite,
            "mesures": constat.mesures,
            "prevues": constat.prevues,
            "informees": constat.informees,
            "information": constat.information,
            "autres": constat.autres,
            "joindre": constat.joindre,
        },
        ensure_ascii=False,
        sort_keys=True,
    )


def read(text: str) -> Constat:
    """Read what `write` wrote; the database is the only place it comes from."""
    value: dict[str, Any] = json.loads(text)
    held = value["inventaire"]
    return Constat(
        connue_at=datetime.fromisoformat(value["connue_at"]),
        cause=_one(Cause, value["cause"]),
        supports=_all(Support, value["supports"]),
        description=value["description"],
        debut_at=_instant(value["debut_at"]),
        fin_at=_instant(value["fin_at"]),
        dates_certaines=value["dates_certaines"],
        natures=_all(Nature, value["natures"]),
        origine=_one(Origine, value["origine"]),
        inventaire=None if held is None else _held(held),
        personnes=value["personnes"],
        enregistrements=value["enregistrements"],
        donnees=_all(Donnees, value["donnees"]),
        chiffre=value["chiffre"],
        secret=_one(Secret, value["secret"]),
        consequences=_all(Consequence, value["consequences"]),
        gravite=_one(Gravite, value["gravite"]),
        mesures=_all(Mesure, value["mesures"]),
        prevues=_all(Mesure, value["prevues"]),
        informees=value["informees"],
        information=value["information"],
        autres=_all(Autre, value["autres"]),
        joindre=value["joindre"],
    )


def _inventaire(held: Inventaire) -> dict[str, object]:
    return {
        "etendue": held.etendue,
        "at": _at(held.at),
        "personnes": held.personnes,
        "agents": held.agents,
        "enregistrements": held.enregistrements,
        "donnees": held.donnees,
        "chiffre": held.chiffre,
        "backup_at": _at(held.backup_at),
        "sync_at": _at(held.sync_at),
        "appareil": held.appareil,
    }


def _held(value: dict[str, Any]) -> Inventaire:
    return Inventaire(
        etendue=Etendue(value["etendue"]),
        at=datetime.fromisoformat(value["at"]),
        personnes=value["personnes"],
        agents=value["agents"],
        enregistrements=value["enregistrements"],
        donnees=_all(Donnees, value["donnees"]),
        chiffre=value["chiffre"],
        backup_at=_instant(value["backup_at"]),
        sync_at=_instant(value["sync_at"]),
        appareil=value["appareil"],
    )


def _at(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _one(kind: type[_CodeT], code: str | None) -> _CodeT | None:
    return None if code is None else kind(code)


def _all(kind: type[_CodeT], codes: Sequence[str]) -> tuple[_CodeT, ...]:
    return tuple(kind(code) for code in codes)
