"""What the page « Droits de la personne » shows."""

from dataclasses import dataclass
from enum import StrEnum

from app.ui.dossiers.words import Fact


class Ask(StrEnum):
    """What the person asks, in the order of the keys 1 to 7."""

    VOIR = "voir"
    EMPORTER = "emporter"
    CORRIGER = "corriger"
    LIMITER = "limiter"
    RETIRER = "retirer"
    OPPOSER = "opposer"
    EFFACER = "effacer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """An answer of a list: its code, its words, a line under them."""

    code: str
    words: str
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What will happen, before it does. `choices` are of the question `question`, if any.

    `act` are the words of the button, with the letter of its key; none while nothing can be done.
    """

    heading: str
    lines: tuple[str, ...]
    question: str = ""
    choices: tuple[Option, ...] = ()
    chosen: str = ""  # the answer that stands until another is given
    act: str = ""
    danger: bool = False
    unlocked: bool = False  # the file may also be made without a passphrase


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsState:
    """Everything the page shows: what is asked, then, with a `plan`, what will happen.

    `passphrase` is shown once, after the file was saved.
    """

    who: str = ""
    facts: tuple[Fact, ...] = ()
    files: tuple[str, ...] = ()
    limited: str = ""
    asks: tuple[Option, ...] = ()
    asked: Ask | None = None
    plan: Plan | None = None
    chosen: str = ""
    mistake: str = ""
    passphrase: str = ""
    said: str = ""
    problem: str = ""
    working: bool = False
