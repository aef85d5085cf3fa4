"""The parts of a mandate that state facts: parties, identity, authorisations, term, reading."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from app.documents.blocks import Block, Style, Text, heading
from app.documents.forms import Box, Ticks
from app.documents.mandate_data import LigneMandat, Mandant, MandatData
from app.documents.panels import Card, Columns, Fields
from app.documents.parties import contact_of
from app.documents.tables import Table
from app.documents.texts import Texts
from app.documents.tokens import MUTED, SMALL
from app.documents.typography import NBSP, french_date, plain, said
from app.domain.entretien import LectureNotice
from app.domain.mandat_listes import DureeMandat

DOTS: Final = "…" * 16  # where a hand writes
_SHORT: Final = "…" * 6
_SHARE: Final = 0.36
_COLUMNS: Final = (("quoi", 0.27), ("organisme", 0.25), ("objet", 0.33), ("canal", 0.15))
_WRITTEN: Final = 22.0  # least height of a row to fill in by hand


def moment(at: datetime) -> str:
    """Return « 23 décembre 2026 à 14 h 05 », held together."""
    return f"{french_date(at.date())}{NBSP}à{NBSP}{hour(at)}"


def hour(at: datetime) -> str:
    """Return « 14 h 05 »."""
    return f"{at.hour}{NBSP}h{NBSP}{at.minute:02}"


def values_of(data: MandatData) -> dict[str, str]:
    """Return what the sentences of the mandate name; dots where a hand writes it."""
    structure, lecture, signed = data.structure, data.lecture, data.signe_at
    where = contact_of(structure.telephone, structure.courriel)
    reached = ", ".join(part for part in (structure.name, *structure.adresse, where) if part)
    return {
        "mandant": data.mandant.display_name if data.mandant else DOTS,
        "agent": data.agent.display_name if data.agent else DOTS,
        "structure": structure.name,
        "fin": moment(data.prend_fin) if data.prend_fin else f"{DOTS} à {_SHORT}",
        "retrait": reached,
        "langue": (lecture.langue if lecture else "") or _SHORT,
        "interprete": (lecture.interprete if lecture else "") or DOTS,
        "traduction": data.traduction,
        "lieu": data.lieu or DOTS,
        "date": french_date(signed.date()) if signed else DOTS,
        "heure": hour(signed) if signed else _SHORT,
    }


def parties(data: MandatData, texts: Texts, size: float) -> list[Block]:
    """Return who gives the mandate and who takes it, side by side."""
    who, tall = _mandant(data.mandant, texts), 0.0 if data.mandant else _WRITTEN
    role = "mandataire_agent" if data.mandataire_agent else "mandataire_structure"
    return [
        Columns(
            (
                [
                    _title(texts, "mandant", size),
                    Fields(who, size, 0.4, tall),
                ],
                [_title(texts, role, size), Fields(_mandataire(data, texts), size, 0.28)],
            ),
            before=12,
            gap=22,
        )
    ]


def _title(texts: Texts, key: str, size: float) -> Text:
    return heading(texts.word("titres", key), 2, size=size + 2, before=0, after=2)


def _mandant(mandant: Mandant | None, texts: Texts) -> list[tuple[str, str]]:
    def label(key: str) -> str:
        return texts.word("champs", key)

    if mandant is None:
        keys = ("nom_naissance", "nom_usage", "prenom", "date_naissance")
        address = (label("adresse"), f"{DOTS}\n{DOTS}\n{DOTS}")
        return [*((label(key), DOTS) for key in keys), address]
    born = french_date(mandant.date_naissance) if mandant.date_naissance else DOTS
    return [
        (label("nom_naissance"), mandant.nom_naissance.upper()),
        (label("nom_usage"), mandant.nom_usage.upper()),
        (label("prenom"), mandant.prenom),
        (label("date_naissance"), born),
        (label("lieu_naissance"), mandant.lieu_naissance),
        (label("adresse"), "\n".join(mandant.adresse)),
    ]


def _mandataire(data: MandatData, texts: Texts) -> list[tuple[str, str]]:
    def label(key: str) -> str:
        return texts.word("champs", key)

    agent = data.agent
    worker = [
        (label("nom"), agent.display_name if agent else DOTS),
        (label("fonction"), agent.fonction if agent else DOTS),
    ]
    structure = [
        (label("structure"), data.structure.name),
        (label("adresse"), "\n".join(data.structure.adresse)),
    ]
    parts = [*worker, *structure] if data.mandataire_agent else [*structure, *worker]
    return [*parts, (label("cadre"), data.convention.departement.name)]


def before_signing(data: MandatData, texts: Texts, size: float) -> list[Block]:
    """Return the identity check and what was explained, both before the signature (002 l. 167)."""
    seen = data.identite
    valid = {True: "oui", False: "non"}
    rows = [
        (texts.word("champs", "piece"), seen.piece if seen else DOTS),
        (
            texts.word("champs", "validite"),
            valid[seen.en_cours_de_validite] if seen else "oui / non",
        ),
        (texts.word("champs", "verifiee"), moment(seen.at) if seen else f"{DOTS} à {_SHORT}"),
        (texts.word("champs", "par"), seen.agent if seen else DOTS),
    ]
    told = [
        Box(texts.word("informations", key), data.informee is True, size)
        for key in ("donnees", "droits", "demarches")
    ]
    small = Style(size=SMALL, color=MUTED, before=3, leading=1.25)
    identity: list[Block] = [
        Fields(rows, size, 0.3, 0.0 if seen else _WRITTEN),
        Text(texts.line("champs", "sans_copie", {}), small),
    ]
    explained: list[Block] = [Ticks([box], before=3) for box in told]
    return [
        heading(texts.word("titres", "avant"), 2, size=size + 2, before=12, after=2),
        Columns((identity, explained), gap=22),
    ]


def object_table(data: MandatData, texts: Texts, size: float) -> list[Block]:
    """Return the authorisations, one a row: the closed list of what may be done."""
    style = Style(size=size - 0.5, leading=1.25)
    rows = [_row(ligne, texts, style) for ligne in data.lignes]
    rows += [_row(None, texts, style) for _ in range(data.lignes_vierges)]
    note = Style(size=size, before=2, leading=1.25)
    strike = texts.lines("objet", "barrer", {}) if data.lignes_vierges else ()
    return [
        heading(texts.word("titres", "demarches"), 2, size=size + 2, before=12, after=1),
        *(Text(line, note, keep=True) for line in strike),
        Table([(texts.word("objet", key), share) for key, share in _COLUMNS], rows, size=size),
    ]


def _row(ligne: LigneMandat | None, texts: Texts, style: Style) -> list[list[Block]]:
    kinds = [
        Box(texts.word("objet", key), ligne is not None and ligne.demande is demande, style.size)
        for key, demande in (("pour_moi", False), ("mes_informations", True))
    ]
    ticks: list[Block] = [Ticks([box], before=0) for box in kinds]
    if ligne is None:
        return [ticks, [], [], []]
    cells = (ligne.organisme, ligne.objet, ligne.canal)
    said: list[list[Block]] = [[Text(plain(cell), style)] if cell else [] for cell in cells]
    return [ticks, *said]


def terms(data: MandatData, texts: Texts, values: Mapping[str, str], size: float) -> list[Block]:
    """Return where the acts are done and until when, with the hour."""
    modes = [
        Box(texts.word("mode", key), data.a_distance is distance, size)
        for key, distance in (("presence", False), ("distance", True))
    ]
    rules = data.convention.mandat  # other durations than its own would be refused at the entry
    lasting = [
        Box(texts.word("mode", f"jours_{int(days)}"), data.duree_jours == days, size)
        for days in (rules.durees if rules else DureeMandat)
    ]
    return [
        heading(texts.word("titres", "duree"), 2, size=size + 2, before=12, after=2),
        Ticks(modes, texts.word("mode", "mode"), keep=True),
        Ticks(lasting, texts.word("mode", "duree"), keep=True),
        Text(texts.line("mode", "prend_fin", values), Style(size=size + 1, before=3)),
    ]


def reading(data: MandatData, texts: Texts, values: Mapping[str, str], size: float) -> list[Block]:
    """Return how the text reached the person."""
    read = data.lecture.maniere if data.lecture else None
    words = {
        LectureNotice.LUE: texts.word("lecture", "lue"),
        LectureNotice.A_VOIX_HAUTE: texts.word("lecture", "voix"),
        LectureNotice.EXPLIQUEE: said(texts.line("lecture", "expliquee", values)),
    }
    return [
        heading(texts.word("titres", "lecture"), 2, size=size + 2, before=12, after=2),
        Ticks([Box(label, way is read, size) for way, label in words.items()]),
    ]


def witnesses(texts: Texts, size: float) -> Sequence[Block]:
    """Return the statement that stands for a signature which nobody fakes (documents.md b1)."""
    return [
        Card(
            [
                heading(texts.word("titres", "temoins"), 2, size=size + 2, before=0, after=2),
                Text(texts.line("temoins", "declaration", {}), Style(size=size)),
                Text(texts.line("temoins", "limites", {}), Style(size=size, before=3)),
            ],
            padding=10,
            before=12,
            keep=True,
        )
    ]
