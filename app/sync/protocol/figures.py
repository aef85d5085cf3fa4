"""The figures of a structure as the Département gives them to it: one JSON file, signed.

Small figures are hidden already: nothing exact leaves the service (docs/decisions/0048). Whoever
opens the file reads it; the signature is over the canonical form of `contenu`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from app.domain.chiffres import Annee
from app.domain.petits_effectifs import YEAR, Cell
from app.domain.trimestre import QUARTERS
from app.sync.protocol.canonical import Json, canonical, deflate, inflate, parse_json
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.reading import (
    Fields,
    from_base64,
    instant_text,
    parse_instant,
    to_base64,
)
from app.sync.protocol.signed import KeyList, KeyUse
from app.sync.protocol.signing import SIGNATURE_BYTES, key_id, public_of, sign, verify

FORMAT: Final = "passerelle/indicateurs"
VERSION: Final = 1
LIMIT: Final = 4_000_000  # bytes; a structure's year has some thousand figures
_CONTEXT: Final = "passerelle-indicateurs-v1"
_OLDEST: Final = 2015
LATEST_YEAR: Final = 2100
_MOST: Final = 1_000_000_000
_MONTH: Final = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])")
MOST_YEARS: Final = 10  # of one answer
LARGEST_ANSWER: Final = 160 * 1024  # bytes of its files, compressed: a body holds 256 KiB


@dataclass(frozen=True, slots=True, kw_only=True)
class PosteDit:
    """A laptop of the structure: the last month it told (« 2026-09 », empty: none), and when."""

    nom: str
    jusque: str = ""
    dit_le: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attente:
    """A quarter that is over (« T3 ») and waits for laptops until a day, that day included."""

    trimestre: str
    jusqu_au: date
    postes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureFile:
    """A year of a structure. `manquants` are laptops that had not told all months of a quarter.

    A quarter that is there never changes; what came later counts in a later one. Files of before
    say nothing of `postes`, `attente` and `etabli_a`, the instant of `etabli_le`.
    """

    structure: str
    nom: str
    annee: Annee
    manquants: tuple[str, ...]
    etabli_le: date
    postes: tuple[PosteDit, ...] = ()
    attente: Attente | None = None
    etabli_a: datetime | None = None

    def is_later_than(self, other: "FigureFile") -> bool:
        """Tell which of two files of a year was made later; of one day, who knows more quarters."""
        if self.etabli_a is not None and other.etabli_a is not None:
            return self.etabli_a > other.etabli_a
        mine, others = (
            (one.etabli_le, len(one.annee.quarters), one.etabli_a is not None)
            for one in (self, other)
        )
        return mine > others


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


def pack_figures(files: Sequence[bytes]) -> list[str]:
    """Return files as they travel: compressed, in base64; the earliest are left out of too many."""
    found: list[str] = []
    for raw in reversed(files[-MOST_YEARS:]):
        packed = deflate(raw)
        if sum(map(len, found)) + len(packed) > LARGEST_ANSWER and found:
            break
        found.insert(0, to_base64(packed))
    return found


def unpack_figures(fields: Fields) -> tuple[bytes, ...]:
    """Read the files of an answer's `figures`; nothing in them is verified yet.

    Raises:
        ProtocolError: out of form.
    """
    found: list[bytes] = []
    for one in fields.items("figures", MOST_YEARS):
        if not isinstance(one, str):
            raise fields.fault("figures")
        packed = from_base64(one, longest=LARGEST_ANSWER * 2)
        found.append(inflate(packed, limit=LIMIT))
    return tuple(found)


def parse_figures_answer(value: object) -> tuple[bytes, ...]:
    """Read what the service answers about a structure's figures: one file a year.

    Raises:
        ProtocolError: out of form.
    """
    fields = Fields.of(value, "", required=("epoch", "figures"))
    fields.code("epoch")
    return unpack_figures(fields)


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
        **({"postes": [_poste_content(one) for one in file.postes]} if file.postes else {}),
        **({"attente": _attente_content(file.attente)} if file.attente else {}),
        **({"etabli_a": instant_text(file.etabli_a)} if file.etabli_a else {}),
    }


def _poste_content(poste: PosteDit) -> dict[str, object]:
    told = {"jusque": poste.jusque} if poste.jusque else {}
    day = {"dit_le": poste.dit_le.isoformat()} if poste.dit_le else {}
    return {"nom": poste.nom, **told, **day}


def _attente_content(attente: Attente) -> dict[str, object]:
    return {
        "trimestre": attente.trimestre,
        "jusqu_au": attente.jusqu_au.isoformat(),
        "postes": list(attente.postes),
    }


def _file(content: Mapping[str, Json]) -> FigureFile:
    if content.get("format") != FORMAT or content.get("version") != VERSION:
        raise ProtocolError(ErrorCode.MALFORMED)
    year = _whole(content.get("annee"), low=_OLDEST, high=LATEST_YEAR)
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
        postes=tuple(_poste(_object(one)) for one in _list(content.get("postes") or [])),
        attente=_attente(_object(content["attente"])) if "attente" in content else None,
        etabli_a=parse_instant(_text(content["etabli_a"])) if "etabli_a" in content else None,
    )


def _poste(value: Mapping[str, Json]) -> PosteDit:
    month = _text(value["jusque"]) if "jusque" in value else ""
    if month and not _MONTH.fullmatch(month):
        raise ProtocolError(ErrorCode.MALFORMED)
    return PosteDit(
        nom=_text(value.get("nom")),
        jusque=month,
        dit_le=_day(value["dit_le"]) if "dit_le" in value else None,
    )


def _attente(value: Mapping[str, Json]) -> Attente:
    quarter = _text(value.get("trimestre"))
    if quarter not in QUARTERS:
        raise ProtocolError(ErrorCode.MALFORMED)
    return Attente(
        trimestre=quarter,
        jusqu_au=_day(value.get("jusqu_au")),
        postes=tuple(_text(one) for one in _list(value.get("postes"))),
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
