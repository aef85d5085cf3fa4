"""The figures of a structure as the Département gives them to it: one JSON file, signed.

Small figures are hidden already: nothing exact leaves the service (docs/decisions/0048). Whoever
opens the file reads it; the signature is over the canonical form of `contenu`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.domain.chiffres import Annee
from app.domain.petits_effectifs import YEAR, Cell
from app.domain.trimestre import QUARTERS
from app.sync.protocol.canonical import Json, canonical, parse_json
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.reading import from_base64, to_base64
from app.sync.protocol.signed import KeyList, KeyUse
from app.sync.protocol.signing import SIGNATURE_BYTES, key_id, public_of, sign, verify

FORMAT: Final = "passerelle/indicateurs"
VERSION: Final = 1
LIMIT: Final = 4_000_000  # bytes; a structure's year has some thousand figures
_CONTEXT: Final = "passerelle-indicateurs-v1"
_OLDEST, _LATEST = 2015, 2100
_MOST: Final = 1_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureFile:
    """A year of a structure. `manquants` are laptops that did not tell all their months."""

    structure: str
    nom: str
    annee: Annee
    manquants: tuple[str, ...]
    etabli_le: date


def write_figures(file: FigureFile, signing: bytes) -> bytes:
    """Return the file, signed by a key of the service."""
    content = _content(file)
    signature = sign(signing, _CONTEXT, canonical(content))
    return canonical(
        {
            "contenu": content,
            "signature": {
                "cle": key_id(public_of(signing)),
                "valeur": to_base64(signature),
            },
        }
    )


def read_figures(raw: bytes, keys: KeyList | None) -> FigureFile:
    """Read a file; with `keys`, only what one of them signed.

    Raises:
        ProtocolError: it is no such file, or another hand wrote it.
    """
    outer = _object(parse_json(raw, limit=LIMIT))
    content = _object(outer.get("contenu"))
    if keys is not None:
        said = _object(outer.get("signature"))
        key = keys.find(KeyUse.SIGN, _text(said.get("cle")))
        signature = from_base64(_text(said.get("valeur")), longest=SIGNATURE_BYTES)
        verify(key.public, signature, _CONTEXT, canonical(content))
    return _file(content)


def _content(file: FigureFile) -> dict[str, object]:
    year = file.annee
    periods = (*year.quarters, YEAR)
    facts = sorted({fact for fact, _ in year.cells})
    return {
        "format": FORMAT,
        "version": VERSION,
        "structure": file.structure,
        "nom": file.nom,
        "annee": year.year,
        "trimestres": list(year.quarters),
        "indicateurs": [
            {
                "nom": fact[0],
                "valeur": fact[1],
                "figures": [year.cells.get((fact, period), 0) for period in periods],
            }
            for fact in facts
        ],
        "manquants": list(file.manquants),
        "etabli_le": file.etabli_le.isoformat(),
    }


def _file(content: Mapping[str, Json]) -> FigureFile:
    if content.get("format") != FORMAT or content.get("version") != VERSION:
        raise ProtocolError(ErrorCode.MALFORMED)
    year = _whole(content.get("annee"), low=_OLDEST, high=_LATEST)
    quarters = tuple(_text(one) for one in _list(content.get("trimestres")))
    if quarters != QUARTERS[: len(quarters)]:
        raise ProtocolError(ErrorCode.MALFORMED)
    cells: dict[Cell, int | None] = {}
    for entry in map(_object, _list(content.get("indicateurs"))):
        fact = (_text(entry.get("nom")), _text(entry.get("valeur")))
        figures = _list(entry.get("figures"))
        if len(figures) != len(quarters) + 1 or (fact, YEAR) in cells:
            raise ProtocolError(ErrorCode.MALFORMED)
        for period, figure in zip((*quarters, YEAR), figures, strict=True):
            cells[fact, period] = None if figure is None else _whole(figure, low=0, high=_MOST)
    return FigureFile(
        structure=_text(content.get("structure")),
        nom=_text(content.get("nom")),
        annee=Annee(year=year, quarters=quarters, cells=cells),
        manquants=tuple(_text(one) for one in _list(content.get("manquants"))),
        etabli_le=_day(content.get("etabli_le")),
    )


def _object(value: Json) -> dict[str, Json]:
    if not isinstance(value, dict):
        raise ProtocolError(ErrorCode.MALFORMED)
    return value


def _list(value: Json) -> list[Json]:
    if not isinstance(value, list):
        raise ProtocolError(ErrorCode.MALFORMED)
    return value


def _text(value: Json) -> str:
    if not isinstance(value, str) or not value:
        raise ProtocolError(ErrorCode.MALFORMED)
    return value


def _whole(value: Json, *, low: int, high: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise ProtocolError(ErrorCode.MALFORMED)
    return value


def _day(value: Json) -> date:
    try:
        return date.fromisoformat(_text(value))
    except ValueError as fault:
        raise ProtocolError(ErrorCode.MALFORMED) from fault
