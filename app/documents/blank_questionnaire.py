"""The questionnaire to fill in by hand: before an outing, or where no computer can be opened.

It has no place for a name: a mark ties it to the signed agreement, which bears the name. So a sheet
that is lost tells nothing of anybody, and the conventions that let only a name and an address stand
together (000 art. 5, l. 116) are kept on paper too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.documents.blank_questionnaire_blocks import HeadFields, QuestionBlock
from app.documents.blank_questionnaire_outline import Outline
from app.documents.blank_questionnaire_routes import Routes, Stretch, routes_of
from app.documents.blocks import Block, Bullets, Style, Text, heading
from app.documents.kinds import Template
from app.documents.panels import Card
from app.documents.parties import letterhead, mentions
from app.documents.sheet import Sheet, data_hash, render
from app.documents.tokens import BODY, MUTED, SMALL
from app.documents.typography import plain, rich
from app.domain.agent import Structure
from app.domain.convention import Convention

TEMPLATE: Final = Template(
    code="QUESTIONNAIRE", version=1, title="Questionnaire à remplir à la main"
)
_SHORT_HASH: Final = 8
_RULES: Final = (
    "**Avant :** donnez la notice, et faites signer l’accord. Sans accord, ne remplissez rien.",
    "**N’écrivez aucun nom ici.** Recopiez le repère en haut de l’accord signé.",
    "Cochez **une seule case**, sauf s’il est écrit « Plusieurs réponses possibles ».",
    "Les mots en gras à côté d’une case disent où continuer.",
    "**Après :** saisissez ce questionnaire dans Passerelle, puis détruisez-le.",
)
_TODAY: Final = (
    "**Le jour même :** la notice promet que les réponses sont effacées le soir. Un "
    "questionnaire d’un autre jour ne peut plus être saisi."
)
_END: Final = Text(
    plain("C’est fini. Vérifiez le repère et la date en haut de la première page.", bold=True),
    Style(before=16),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankQuestionnaireData:
    """What the paper is made of; `workbook_hash` is the version of the questionnaire.

    `repere` numbers a paper printed ahead with its agreement, which bears the same.
    """

    convention: Convention
    structure: Structure
    outline: Outline
    workbook_hash: str
    printed_on: date
    repere: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Printed:
    """What the digest in the footer stands for."""

    convention: Convention
    structure: Structure
    workbook_hash: str
    printed_on: date
    repere: str


def blank_questionnaire_pdf(data: BlankQuestionnaireData) -> bytes:
    """Return the questionnaire as it is printed."""
    said = _Printed(
        convention=data.convention,
        structure=data.structure,
        workbook_hash=data.workbook_hash,
        printed_on=data.printed_on,
        repere=data.repere,
    )
    sheet = Sheet(
        template=TEMPLATE,
        title=TEMPLATE.title,
        author=data.structure.name,
        reference=" · ".join(
            part for part in (data.repere, f"version {data.workbook_hash[:_SHORT_HASH]}") if part
        ),
        printed_on=data.printed_on,
        digest=data_hash(TEMPLATE, said),
        final=True,
    )
    return render(sheet, [*_head(data), *_questions(routes_of(data.outline)), _END])


def _rules(repere: str) -> tuple[str, ...]:
    """Return what to know before writing; where the mark is printed, nothing is copied."""
    own = f"**N’écrivez aucun nom ici.** L’accord signé porte le même repère : {repere}."
    return tuple(own if repere and "aucun nom" in rule else rule for rule in _RULES)


def _head(data: BlankQuestionnaireData) -> list[Block]:
    outline = data.outline
    version = f"{outline.title}, version {outline.version} ({data.workbook_hash[:_SHORT_HASH]})"
    rules = (
        _rules(data.repere)
        if data.convention.answers_kept_linked
        else (*_rules(data.repere), _TODAY)
    )
    return [
        *letterhead(data.convention, data.structure),
        heading(TEMPLATE.title, 1, size=22, before=2, after=0),
        Text(plain(version.replace("'", "’")), Style(size=SMALL, color=MUTED, after=2)),
        HeadFields(data.repere),
        Card([Bullets([rich(rule) for rule in rules], Style(size=SMALL + 0.5), gap=2)], padding=9),
        *mentions(data.convention, size=9),
    ]


def _questions(routes: Routes) -> list[Block]:
    blocks: list[Block] = []
    above: tuple[str, ...] = ()
    for stretch in routes.stretches:
        blocks += _headings(stretch.headings, above)
        if stretch.repeated and stretch.headings != above:
            words = (
                f"Il peut y en avoir plusieurs (« {stretch.repeated} ») : recopiez ces questions "
                "sur une feuille libre pour chacun."
            )
            blocks.append(Text(plain(words), Style(size=SMALL, color=MUTED), keep=True))
        above = stretch.headings
        if stretch.condition:
            blocks.append(_condition(stretch))
        for item in stretch.items:
            jumps = {
                option.code: jump
                for option in item.options
                if (jump := routes.jumps.get((item.path, option.code)))
            }
            blocks.append(QuestionBlock(item, jumps))
    return blocks


def _headings(headings: Sequence[str], above: Sequence[str]) -> list[Block]:
    """Return the titles that are new here; a title under a new one is new too."""
    same = 0
    while same < min(len(headings), len(above)) and headings[same] == above[same]:
        same += 1
    return [
        heading(words, min(2 + depth, 6), size=max(14 - 1.5 * depth, BODY), before=16)
        for depth, words in enumerate(headings)
        if depth >= same
    ]


def _condition(stretch: Stretch) -> Block:
    return Text(plain(stretch.condition, bold=True), Style(size=SMALL + 0.5, before=8), keep=True)
