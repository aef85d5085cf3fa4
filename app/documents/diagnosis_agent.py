"""The diagnosis for the agent's file: answers, results, the rule that decided, another choice.

Never handed to the person, and only where the convention lets answers stand with a name.
Source: documents.md b6 (« separate agent version »); 000 l. 97; 001 l. 110.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.documents.blocks import Block, Bullets, Style, Text, heading
from app.documents.kinds import TEMPLATES, PapierKind
from app.documents.panels import Card, Fields
from app.documents.parties import letterhead
from app.documents.sheet import render, sheet_of
from app.documents.tokens import BODY, MUTED
from app.documents.typography import french_date, plain, rich
from app.domain.agent import Structure
from app.domain.convention import Convention

_TEMPLATE: Final = TEMPLATES[PapierKind.DIAGNOSTIC_AGENT]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A question with its answer in words, under the title of its part."""

    part: str
    question: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DiagnosisAgentData:
    """What the sheet says. `reasons` are the sentences that explain the result, `to_check` alerts.

    `version` is the number of the guide and `fingerprint` of its workbook; `choice` the service
    decided with the person and `reason` why, where it is not the advised one.
    """

    convention: Convention
    structure: Structure
    printed_on: date
    held_on: date
    personne: str
    agent: str
    level: str
    score: str
    motivation: str
    advised: str
    rule: str
    version: str
    fingerprint: str
    choice: str = ""
    reason: str = ""
    reasons: tuple[str, ...] = ()
    to_check: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    answers: tuple[Answered, ...] = ()
    reference: str = ""
    final: bool = True


def diagnosis_agent_pdf(data: DiagnosisAgentData) -> bytes:
    """Return the sheet; the answers may take several pages."""
    sheet = sheet_of(_TEMPLATE, data, reference=data.reference, final=data.final)
    return render(sheet, _blocks(data))


def _blocks(data: DiagnosisAgentData) -> Sequence[Block]:
    who = f"{data.personne} – entretien du {french_date(data.held_on)} avec {data.agent}"
    return [
        *letterhead(data.convention, data.structure),
        heading("Fiche de diagnostic", 1, size=22, before=6, after=0),
        Text(plain(who), Style(size=BODY + 1, color=MUTED)),
        Card(
            [
                Text(
                    rich("**Pour l’agent seulement.** À ne pas remettre à la personne."),
                    Style(size=BODY),
                )
            ],
            before=8,
        ),
        heading("Résultat", 2, size=14),
        Fields(_results(data), BODY),
        *_list("Pourquoi ce résultat", data.reasons),
        *_list("À vérifier", data.to_check),
        *_answers(data.answers),
    ]


def _results(data: DiagnosisAgentData) -> list[tuple[str, str]]:
    followed = data.choice == data.advised
    return [
        ("Niveau", data.level),
        ("Score", data.score),
        ("Motivation", data.motivation),
        ("Conseil du guide", data.advised),
        ("Règle qui a décidé", data.rule),
        ("Décision", f"{data.choice} (suit le conseil)" if followed else data.choice),
        ("Raison d’un autre choix", "" if followed else data.reason),
        ("Modules proposés", "\n".join(data.modules)),
        ("Version du guide", f"{data.version} – empreinte {data.fingerprint[:12]}"),
    ]


def _list(title: str, lines: Sequence[str]) -> list[Block]:
    if not lines:
        return []
    bullets = Bullets([plain(line) for line in lines], Style(size=BODY))
    return [heading(title, 2, size=14), bullets]


def _answers(answers: Sequence[Answered]) -> list[Block]:
    blocks: list[Block] = [heading("Réponses", 2, size=14)] if answers else []
    part = ""
    rows: list[tuple[str, str]] = []
    for one in answers:
        if one.part != part:
            blocks += _rows(part, rows)
            part, rows = one.part, []
        rows.append((one.question, one.answer or "Sans réponse"))
    return blocks + _rows(part, rows)


def _rows(part: str, rows: list[tuple[str, str]]) -> list[Block]:
    if not rows:
        return []
    title: list[Block] = [heading(part, 3, size=12, before=10)] if part else []
    return [*title, Fields(rows, 10.5, 0.55)]
