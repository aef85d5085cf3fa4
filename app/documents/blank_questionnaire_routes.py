"""« Passez à la question 13 »: conditions turned into the ways that a hand can follow on paper.

Where an answer rules out what follows it, the way is written beside that answer. What such ways do
not say stands in words above the questions it governs.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.documents.blank_questionnaire_conditions import (
    Computed,
    Said,
    excludes,
    only_about,
    subjects,
)
from app.documents.blank_questionnaire_outline import Answer, Item, Outline
from app.documents.blank_questionnaire_sentences import ALL, words_of

END = "c’est fini"
COMPUTED = (
    "Passerelle calcule à l’écran si cette partie se pose. Dans le doute, posez-la : une réponse "
    "ne compte que si sa question se pose."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Questions in a row under the same headings and the same condition.

    `condition` is a whole sentence, empty when they are asked of everybody who comes there.
    """

    headings: tuple[str, ...]
    repeated: str
    condition: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Routes:
    """The questionnaire with its ways; `jumps` by path and code, such as « la question 13 »."""

    stretches: tuple[Stretch, ...]
    jumps: dict[tuple[str, str], str]


def routes_of(outline: Outline) -> Routes:
    """Return the ways through a questionnaire."""
    reach = _reach(outline)
    left = [_left(outline, place, reach) for place in range(len(outline.items))]
    jumps = {
        (outline.items[place].path, code): _target(outline.items[stop:])
        for (place, code), stop in reach.items()
    }
    return Routes(stretches=tuple(_stretches(outline, left)), jumps=jumps)


def _reach(outline: Outline) -> dict[tuple[int, str], int]:
    """Return for a question and an answer the place up to which what follows is ruled out."""
    found: dict[tuple[int, str], int] = {}
    for place, item in enumerate(outline.items):
        if item.answer not in (Answer.ONE, Answer.SEVERAL) or item.repeated:
            continue
        for option in item.options:
            stop = place + 1
            while stop < len(outline.items) and excludes(
                outline.items[stop].said, item.path, option.code
            ):
                stop += 1
            if stop > place + 1:
                found[place, option.code] = stop
    return found


def _left(outline: Outline, place: int, reach: dict[tuple[int, str], int]) -> tuple[Said, ...]:
    """Return the statements of a question that no way written before it says already."""
    return tuple(
        said for said in outline.items[place].said if not _told(outline, said, place, reach)
    )


def _told(outline: Outline, said: Said, place: int, reach: dict[tuple[int, str], int]) -> bool:
    """Tell whether each answer that rules `said` out leads past this place, or to the end."""
    about = subjects(said)
    if len(about) != 1 or isinstance(said, Computed):
        return False
    (path,) = about
    source = next((i for i, item in enumerate(outline.items) if item.path == path), place)
    item = outline.items[source]
    if source >= place or not only_about(said, path) or not item.options:
        return False
    ruling = [option.code for option in item.options if excludes((said,), path, option.code)]
    return bool(ruling) and all(reach.get((source, code), 0) > place for code in ruling)


def _target(rest: Sequence[Item]) -> str:
    number = next((item.number for item in rest if item.number), 0)
    return f"passez à la question {number}" if number else END


def _stretches(outline: Outline, left: Sequence[tuple[Said, ...]]) -> list[Stretch]:
    found: list[Stretch] = []
    place, items = 0, outline.items
    while place < len(items):
        first = items[place]
        stop = place + 1
        while stop < len(items) and (
            (items[stop].headings, items[stop].repeated, left[stop])
            == (first.headings, first.repeated, left[place])
        ):
            stop += 1
        found.append(
            Stretch(
                headings=first.headings,
                repeated=first.repeated,
                condition=_sentence(outline, left, place),
                items=tuple(items[place:stop]),
            )
        )
        place = stop
    return found


def _sentence(outline: Outline, left: Sequence[tuple[Said, ...]], place: int) -> str:
    said = left[place]
    if not said:
        return ""
    words = words_of(said, outline.asked)
    if not words:
        return COMPUTED
    after = next(
        (index for index in range(place, len(outline.items)) if left[index] != said),
        len(outline.items),
    )
    only = f" : {words}" if words.startswith(ALL) else f" si {words}"
    return f"À poser seulement{only}. Sinon, {_target(outline.items[after:])}."
