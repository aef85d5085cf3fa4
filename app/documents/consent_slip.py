"""The slip on which the person answers, purpose by purpose.

None of the boxes is ticked before an answer was recorded (RGPD, art. 4.11: a clear affirmative
act). Source: documents.md b4.
"""

from collections.abc import Mapping
from typing import Final

from app.documents.blocks import Block, Space, Style, Text, heading
from app.documents.forms import Box, Choice, Signatures, Statements
from app.documents.notice_data import NoticeData, joined, notice_version
from app.documents.notice_parts import (
    INDICATEURS,
    PRESCRIPTION,
    QUESTIONNAIRE,
    RECONTACT,
    purposes,
)
from app.documents.texts import Texts
from app.documents.typography import NBSP, Line, french_date, plain
from app.domain.entretien import LectureNotice

_NAME: Final = "…" * 30  # to write on
_DAY: Final = "……… / ……… / 20………"
_READ: Final = {
    LectureNotice.LUE: "Lue par la personne",
    LectureNotice.A_VOIX_HAUTE: "Lue à voix haute par l’agent",
    LectureNotice.EXPLIQUEE: "Expliquée avec un interprète",
}


def slip_blocks(
    data: NoticeData, texts: Texts, values: Mapping[str, str], size: float
) -> list[Block]:
    """Return the slip at a size of text."""
    given = data.answer.given_on if data.answer else data.printed_on
    version = notice_version(data.convention, data.structure)
    said = {
        **values,
        "version": data.answer.notice_version if data.answer else version,
        "personne": _NAME if data.repere else data.personne,
        "agent": data.agent,
        "date": _DAY if data.repere else french_date(given),
        "indicateurs": ", ".join(data.indicateurs),
    }
    style = Style(size=size)
    signatures = (
        texts.word("accord", "signature_personne"),
        joined([_agent_signature(texts, said)]),
    )
    return [
        heading(texts.word("titres", "accord"), 1, size=24, before=0),
        *([Text(plain(f"Repère{NBSP}: {data.repere}", bold=True), style)] if data.repere else []),
        *(Text(line, style) for line in texts.lines("accord", "pour", said)),
        Text(texts.line("accord", "consigne", said), style),
        Space(8),
        *_choices(data, texts, said, size),
        Text(texts.line("accord", "sans_effet", said), style),
        Text(texts.line("accord", "retrait", said), style),
        heading(texts.word("accord", "lecture_titre"), 2, size=size),
        *_reading(data, texts, said, size),
        Text(texts.line("accord", "fait", said), Style(size=size, before=12)),
        Signatures(signatures),
    ]


def _agent_signature(texts: Texts, said: Mapping[str, str]) -> Line:
    lines = texts.lines("accord", "signature_agent", said)
    return lines[0] if lines else plain("Signature de l’agent")


def _choices(data: NoticeData, texts: Texts, said: Mapping[str, str], size: float) -> list[Block]:
    answer = data.answer
    given = {
        PRESCRIPTION: answer.prescription if answer else None,
        QUESTIONNAIRE: answer.questionnaire if answer else None,
        INDICATEURS: answer.indicateurs if answer else None,
        RECONTACT: answer.recontact if answer else None,
    }
    return [
        Choice(texts.line("accord", _detailed(key, data), said), given[purpose], size=size)
        for purpose, key in purposes(data.convention)
    ]


def _detailed(key: str, data: NoticeData) -> str:
    return f"{key}_detail" if key == "statistiques" and data.indicateurs else key


def _reading(data: NoticeData, texts: Texts, said: Mapping[str, str], size: float) -> list[Block]:
    read = data.answer.lecture if data.answer else None
    received = joined(texts.lines("accord", "recu", said))
    boxes = [
        Box(received, data.answer is not None, size),
        *(Box(words, way is read, size) for way, words in _READ.items()),
        Box(texts.word("accord", "oral"), data.oral and data.answer is not None, size),
    ]
    return [Statements(boxes)]
