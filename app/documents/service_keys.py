"""The recovery sheet of the Département's service: what opens its keys without the passphrase."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.documents.blocks import Block, Bullets, Space, Style, Text, heading
from app.documents.kinds import Template
from app.documents.panels import Card, Columns, Fields
from app.documents.sheet import Sheet, render
from app.documents.tokens import BODY, LARGE, MUTED, SMALL
from app.documents.typography import french_date, plain, rich

_TEMPLATE: Final = Template(
    code="CLES-SERVICE", version=1, title="Feuille de secours des clés du service"
)
_COLUMNS: Final = 2
_WARNING: Final = (
    "Cette feuille ouvre, avec le fichier des clés ou une sauvegarde, tout ce que le service "
    "garde. Gardez-la comme un sceau : enveloppe cachetée, coffre, jamais avec une sauvegarde."
)
_STEPS: Final = (
    "Elle sert quand la phrase de passe est perdue, ou quand il ne reste qu’une sauvegarde.",
    "Commandes : **recover-keys** ou **restore**, avec **--sheet-file**.",
    "Les groupes se lisent dans l’ordre. Il n’y a ni I, ni L, ni O, ni U.",
    "Une nouvelle feuille remplace celle-ci ; changer les clés (**rotate-keys**) la garde.",
    "Si quelqu’un d’autre a pu la lire, faites une nouvelle feuille et changez les clés.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoverySheet:
    """What the sheet shows. `code` is groups joined by « - »; `name` links it to a key file."""

    departement: str
    code: str
    name: str
    root: str  # the fingerprint of the root, in groups
    printed_on: date


def recovery_sheet_pdf(data: RecoverySheet) -> bytes:
    """Return the sheet, one page."""
    sheet = Sheet(
        template=_TEMPLATE,
        title=_TEMPLATE.title,
        author=data.departement,
        reference=f"Feuille {data.name}",
        printed_on=data.printed_on,
        digest="",  # of a secret, even a hash stays where the secret is
        final=True,
    )
    return render(sheet, _blocks(data))


def _blocks(data: RecoverySheet) -> Sequence[Block]:
    return [
        Text(plain(data.departement), Style(size=SMALL, color=MUTED)),
        heading(_TEMPLATE.title, 1, size=22, before=10, after=6),
        Card([Text(plain(_WARNING, bold=True), Style(size=BODY))], padding=10, before=6),
        heading("Le code de secours", 2, size=15, before=18, after=4),
        _groups(data.code.split("-")),
        Space(14),
        Fields(
            (
                ("Feuille", data.name),
                ("Faite le", french_date(data.printed_on)),
                ("Racine du service", data.root),
                ("Gardée par", "…" * 30),
                ("Lieu", "…" * 30),
            )
        ),
        heading("Comment elle sert", 2, size=15),
        Bullets([rich(step) for step in _STEPS]),
    ]


def _groups(groups: Sequence[str]) -> Block:
    """Return the groups with their numbers, read down the left column, then the right one."""
    rows = [(f"{number}", group) for number, group in enumerate(groups, 1)]
    half = (len(rows) + 1) // _COLUMNS
    return Columns(
        [[_lines(rows[:half])], [_lines(rows[half:])]],
        gap=36,
        before=4,
    )


def _lines(rows: Sequence[tuple[str, str]]) -> Block:
    return Fields(rows, size=LARGE + 4, label_share=0.18)
