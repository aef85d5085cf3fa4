"""The certificate of withdrawal of a mandate, whole or in part.

Source: documents.md b2; 002 art. 2, l. 160 and 169; code civil, art. 2003 to 2007. Made before the
data are destroyed, for both parties to keep on paper. Words: `resources/documents/retrait.toml`.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from app.documents.blocks import Block, Bullets, Style, Text, heading
from app.documents.forms import Signatures
from app.documents.kinds import TEMPLATES, PapierKind
from app.documents.mandate_data import Initiateur, LigneMandat, LigneRetiree, RetraitData
from app.documents.mandate_parts import DOTS, hour, moment
from app.documents.panels import Card, Fields
from app.documents.parties import letterhead, mentions
from app.documents.sheet import largest_that_fits, render, sheet_of
from app.documents.tables import Table
from app.documents.texts import Texts, load
from app.documents.tokens import BODY
from app.documents.typography import french_date, plain, said

_TEMPLATE: Final = TEMPLATES[PapierKind.RETRAIT]
_SIZES: Final = (BODY, 10.5, 10.0, 9.5)
_COLUMNS: Final = (("quoi", 0.24), ("organisme", 0.26), ("objet", 0.34), ("etat", 0.16))
_BY_THE_PERSON: Final = frozenset({Initiateur.PERSONNE, Initiateur.REMPLACEMENT})


def withdrawal_pdf(data: RetraitData) -> bytes:
    """Return the certificate, one page where the list of démarches allows it."""
    texts = load("retrait.toml", data.convention.profile)
    sheet = sheet_of(
        _TEMPLATE,
        data,
        title=texts.word("titres", _title(data)),
        reference=data.reference,
        final=data.final,
    )
    return render(sheet, largest_that_fits(lambda size: _blocks(data, texts, size), _SIZES))


def _title(data: RetraitData) -> str:
    return "titre" if data.initiateur is Initiateur.PERSONNE else "titre_fin"


def _blocks(data: RetraitData, texts: Texts, size: float) -> Sequence[Block]:
    title = _title(data)
    values = {
        "reference": data.reference,
        "mandant": data.mandant,
        "agent": data.agent.display_name,
        "lieu": data.lieu or DOTS,
        "date": french_date(data.recu_at.date()),
        "heure": hour(data.recu_at),
    }
    return [
        *letterhead(data.convention, data.structure),
        heading(texts.word("titres", title), 1, size=22, before=14, after=4),
        Fields(_facts(data, texts), size=size),
        heading(
            texts.word("titres", f"demarches_{_title(data)}"), 2, size=size + 2, before=14, after=2
        ),
        Table(
            [(texts.word("objet", key), share) for key, share in _COLUMNS],
            [_row(ligne, texts, size) for ligne in data.lignes],
            size=size,
        ),
        *_remaining(data, texts, size),
        _statement(data, texts, values, size),
        *_signatures(data, texts, values, size),
        *mentions(data.convention),
    ]


def _facts(data: RetraitData, texts: Texts) -> list[tuple[str, str]]:
    def label(key: str) -> str:
        return texts.word("champs", key)

    signed = {"reference": data.reference, "date": french_date(data.mandat_du)}
    due = french_date(data.destruction_le) if data.destruction_le else label("reste")
    return [
        (label("mandat"), said(texts.line("champs", "du", signed))),
        (label("mandant"), data.mandant),
        (label("mandataire"), data.mandataire),
        (label("portee"), label("partie" if data.restantes else "tout")),
        (label("origine"), texts.word("origines", data.initiateur.value)),
        (label("recu"), moment(data.recu_at)),
        (label("canal"), data.canal),
        (label("destruction"), due),
        (label("prevenir"), ", ".join(dict.fromkeys(ligne.organisme for ligne in data.lignes))),
    ]


def _row(ligne: LigneRetiree, texts: Texts, size: float) -> list[list[Block]]:
    style = Style(size=size - 0.5, leading=1.25)
    cells = (_kind(ligne, texts), ligne.organisme, ligne.objet)
    state = Text(plain(texts.word("objet", ligne.etat.value), bold=True), style)
    shown: list[list[Block]] = [[Text(plain(cell), style)] for cell in cells]
    return [*shown, [state]]


def _kind(ligne: LigneRetiree | LigneMandat, texts: Texts) -> str:
    return texts.word("objet", "mes_informations" if ligne.demande else "pour_moi")


def _remaining(data: RetraitData, texts: Texts, size: float) -> list[Block]:
    if not data.restantes:
        return []
    lines = [
        plain(f"{_kind(ligne, texts)} – {ligne.organisme} : {ligne.objet}")
        for ligne in data.restantes
    ]
    return [
        heading(texts.word("titres", "restent"), 2, size=size + 2, before=12, after=1),
        Bullets(lines, Style(size=size), gap=1),
    ]


def _statement(data: RetraitData, texts: Texts, values: Mapping[str, str], size: float) -> Block:
    """Return what follows in law, in the person's own words."""
    whole = not data.restantes
    keys = ["effet" if whole else "effet_partie", "valable"]
    keys += ["raison"] if data.initiateur in _BY_THE_PERSON else []
    keys += ["detruites"] if whole else []
    keys += [] if data.initiateur is Initiateur.DECES else ["original"]
    keys += ["tiers" if data.initiateur is Initiateur.PERSONNE else "tiers_fin"]
    style = Style(size=size, before=1, leading=1.3)
    title = heading(texts.word("titres", "savoir"), 2, size=size + 2, before=0, after=2)
    lines = [Text(texts.line("mentions", key, values), style) for key in keys]
    return Card([title, *lines], padding=9, before=10)


def _signatures(
    data: RetraitData, texts: Texts, values: Mapping[str, str], size: float
) -> list[Block]:
    made = Text(
        texts.line("signature", "fait", {**values, "date": french_date(data.printed_on)}),
        Style(size=size, before=10),
        keep=True,
    )
    signs = data.mandant_present and data.initiateur is not Initiateur.DECES
    keys = ("mandant", "agent") if signs else ("agent",)
    labels = [said(texts.line("signature", key, values)) for key in keys]
    return [made, Signatures(labels)]
