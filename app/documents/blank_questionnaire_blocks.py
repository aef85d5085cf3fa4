"""What a hand fills in on the blank questionnaire: boxes, lines, little cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app.documents import pdf
from app.documents.blank_questionnaire_outline import Answer, Item, Option
from app.documents.blocks import ASCENT, Piece, Style, Text, draw_stack, stacked
from app.documents.pen import Pen
from app.documents.structure import Node
from app.documents.tokens import ACCENT, INK, MUTED, PAPER, RULE
from app.documents.typography import Run, plain

SIZE: Final = 10.5
_SIDE: Final = 12.0  # of a box to tick
_INDENT: Final = 26.0  # the number of a question stands in it
_LINE: Final = 22.0  # between two lines to write on
_HINT: Final = Style(size=9, color=MUTED, leading=1.25)
_COLUMNS: Final = (3, 2, 1)
_GAP: Final = 12.0
_HOW: Final = {
    Answer.SEVERAL: "Plusieurs réponses possibles.",
    Answer.RANK: "Numérotez du plus important (1) au moins important.",
    Answer.SCREEN: "Cette question se remplit à l’écran seulement.",
}
_CELLS: Final = {  # groups of little cells, one a sign, and what stands between the groups
    Answer.DATE: ((2, "jour"), (2, "mois"), (4, "année")),
    Answer.TIME: ((2, "heures"), (2, "minutes")),
    Answer.MOMENT: (
        (2, "jour"),
        (2, "mois"),
        (4, "année"),
        (2, "heures"),
        (2, "minutes"),
    ),
}


@dataclass(frozen=True, slots=True)
class QuestionBlock:
    """One question with its answers, whole on a page. `jumps` are ways by code of answer."""

    item: Item
    jumps: Mapping[str, str]

    def pieces(self, width: float, parent: Node) -> list[Piece]:
        """Return one piece, or one a row where the answers would not fit on a page together."""
        item = self.item
        node = parent.child("Sect")
        inner = width - _INDENT
        words = node.child("P")
        number = Run(f"{item.number}." if item.number else "", bold=True)
        label = Text(plain(item.label, bold=bool(item.number)), Style(size=SIZE + 0.5))
        head = label.pieces(inner, words)
        for text in _about(item):
            head += Text(plain(text), _HINT).pieces(inner, node)
        rows = _rows(item, self.jumps, inner, node)
        height = stacked(head)

        def draw(pen: Pen, x: float, top: float) -> None:
            if number.text:
                with pen.mark(words):
                    at = (x, top + 1 + ASCENT * SIZE)
                    pen.text(at, (number,), SIZE + 1, color=ACCENT)
            draw_stack(head, pen, x + _INDENT, top)

        shifted = [_shifted(row, _INDENT) for row in rows]
        first = Piece(height, draw, before=9, keep=bool(rows))
        kept = [
            Piece(row.height, row.draw, before=row.before, keep=index < len(rows) - 1)
            for index, row in enumerate(shifted)
        ]
        return [first, *kept]


def _about(item: Item) -> list[str]:
    """Return what stands small under a question: who answers, how, and the hint."""
    how = _HOW.get(item.answer, "")
    if item.answer in (Answer.ONE, Answer.SEVERAL) and not _ticked(item):
        how = "Écrivez la réponse\u00a0: la liste est à l’écran."
    if how in item.hint:
        how = ""
    bounds = f"Un nombre {item.bounds}." if item.bounds else ""
    who = "À noter par l’agent, sans poser la question." if item.noted_by_worker else ""
    if item.hint.startswith(("À noter", "À remplir")):
        who = ""
    words = " ".join(part for part in (how, bounds, who, item.hint) if part)
    return [words] if words else []


def _ticked(item: Item) -> bool:
    return bool(item.options) and all(option.key for option in item.options)


def _rows(item: Item, jumps: Mapping[str, str], width: float, node: Node) -> list[Piece]:
    match item.answer:
        case Answer.NOTE | Answer.SCREEN:
            return []
        case Answer.ONE | Answer.SEVERAL | Answer.RANK if _ticked(item):
            return _options(item, jumps, width, node)
        case Answer.TICK:
            option = Option(key="1", code="OK", label="Fait")
            return [_option_row([_option(option, "", width, node)], width)]
        case Answer.DATE | Answer.TIME | Answer.MOMENT:
            return [_cells(_CELLS[item.answer], node)]
        case Answer.NUMBER | Answer.DECIMAL:
            return [_line(130, node)]
        case _:
            return [_line(width, node) for _ in range(4 if item.large else 2)]


def _options(item: Item, jumps: Mapping[str, str], width: float, node: Node) -> list[Piece]:
    """Return rows of answers, read along the row, in as many columns as their words allow."""
    words = [pdf.width(option.label, False, SIZE) for option in item.options]
    widest = max(words) + _SIDE + 26
    fitting = (n for n in _COLUMNS if (width - _GAP * (n - 1)) / n >= widest)
    columns = 1 if jumps else next(fitting, 2 if len(words) > 5 else 1)  # noqa: PLR2004 - a short list reads better down
    each = (width - _GAP * (columns - 1)) / columns
    made = [_option(option, jumps.get(option.code, ""), each, node) for option in item.options]
    return [
        _option_row(made[start : start + columns], each) for start in range(0, len(made), columns)
    ]


def _option(option: Option, jump: str, width: float, node: Node) -> Piece:
    place = node.child("P")
    box = place.child("Figure", alt=f"case à cocher, vide : {option.label}")
    runs = [Run(option.key.upper() + " ", bold=True), Run(option.label)]
    if jump:
        runs.append(Run(f" – {jump}", bold=True))
    text = Text(tuple(runs), Style(size=SIZE, leading=1.25), tag="Span")
    words = text.pieces(width - _SIDE - 6, place)

    def draw(pen: Pen, x: float, top: float) -> None:
        with pen.mark(box):
            pen.rectangle((x, top + 0.5), (_SIDE, _SIDE), fill=PAPER, stroke=INK, radius=1.5)
        draw_stack(words, pen, x + _SIDE + 6, top)

    return Piece(max(stacked(words), _SIDE + 2), draw)


def _option_row(options: Sequence[Piece], each: float) -> Piece:
    def draw(pen: Pen, x: float, top: float) -> None:
        for index, option in enumerate(options):
            option.draw(pen, x + index * (each + _GAP), top)

    return Piece(max(option.height for option in options), draw, before=3.5)


def _line(length: float, node: Node) -> Piece:
    place = node.child("Figure", alt="ligne pour écrire la réponse")

    def draw(pen: Pen, x: float, top: float) -> None:
        with pen.mark(place):
            y = top + _LINE - 3
            pen.stroke([(x, y), (x + length, y)], color=RULE)

    return Piece(_LINE, draw)


def _cells(groups: Sequence[tuple[int, str]], node: Node) -> Piece:
    """Return little cells, one for each sign, with the name of each group above it."""
    place, side = node.child("P"), 15.5
    named = ", ".join(name for _, name in groups)
    figure = place.child("Figure", alt=f"cases pour écrire : {named}")

    def draw(pen: Pen, x: float, top: float) -> None:
        left = x
        for count, name in groups:
            with pen.mark(place):
                pen.text((left, top + 8), (Run(name),), 8.5, color=MUTED)
            with pen.mark(figure):
                for index in range(count):
                    at = (left + index * side, top + 12)
                    pen.rectangle(at, (side, side + 2), fill=PAPER, stroke=INK)
            left += count * side + 12

    return Piece(side + 18, draw, before=3)


def _shifted(piece: Piece, by: float) -> Piece:
    def draw(pen: Pen, x: float, top: float) -> None:
        piece.draw(pen, x + by, top)

    return Piece(piece.height, draw, before=piece.before, keep=piece.keep)


@dataclass(frozen=True, slots=True)
class HeadFields:
    """What is written at the head of the sheet: its mark, if it is not printed, the day, how."""

    mark: str = ""

    def pieces(self, width: float, parent: Node) -> list[Piece]:
        """Return one piece: three fields side by side."""
        node = parent.child("Sect")
        each = (width - 2 * _GAP) / 3
        titles = ("Repère", "Date de l’entretien", "Où a-t-il eu lieu ?")
        heads = [
            Text(plain(words, bold=True), Style(size=9.5)).pieces(each, node) for words in titles
        ]
        printed = Text(plain(self.mark, bold=True), Style(size=13)).pieces(
            each, node if self.mark else Node("Sect")
        )
        mark = _line(each - 10, node)
        day = _cells(_CELLS[Answer.DATE], node)
        channel = [
            _option(Option(key=key, code=key, label=label), "", each, node)
            for key, label in (("1", "Sur place"), ("2", "Par téléphone"))
        ]
        top_of = max(stacked(head) for head in heads)

        def draw(pen: Pen, x: float, top: float) -> None:
            for index, head in enumerate(heads):
                draw_stack(head, pen, x + index * (each + _GAP), top)
            under = top + top_of
            if self.mark:
                draw_stack(printed, pen, x, under + 4)
            else:
                mark.draw(pen, x, under + 8)
            day.draw(pen, x + each + _GAP, under)
            for index, option in enumerate(channel):
                option.draw(pen, x + 2 * (each + _GAP), under + 3 + index * 17)

        return [Piece(top_of + 40, draw, before=6)]
