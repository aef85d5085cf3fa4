"""The acts on carnets: what each asks, and the use case it runs. No window here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from app.ui.asking.asked import Asked, Form
from app.ui.clock_words import parse_day

if TYPE_CHECKING:
    from app.usecases.interview.papers import ProducedPaper
    from app.usecases.workplace import Workplace


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What is said once it is done, and the slip that goes with it."""

    said: str
    paper: "ProducedPaper | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act. `prepare` and `run` work in the database's thread.

    `needed` says what is missing where an answer is empty; `days` are codes of dates. `preview`
    says what keeping would write: it is asked first, and again after a change. `prepare` gives a
    form without questions where the act is not possible, and `nothing` says why.
    """

    title: str
    intro: str
    keep: str
    prepare: "Callable[[Workplace], Form]"
    run: "Callable[[Workplace, Form], Outcome]"
    needed: Mapping[str, str] = field(default_factory=dict[str, str])
    days: tuple[str, ...] = ()
    preview: "Callable[[Workplace, Form], str] | None" = None
    nothing: str = ""

    def mistakes(self, form: Form) -> dict[str, str]:
        """Return what is missing or cannot be read, by code."""
        asked = {one.code for one in form.asked}
        found = {
            code: words
            for code, words in self.needed.items()
            if code in asked and not form.text(code)
        }
        for code in self.days:
            if code in asked and code not in found and parse_day(form.text(code)) is None:
                found[code] = "Écrivez le jour comme 31/03/2021."
        return found


def only(asked: Asked) -> tuple[str, ...]:
    """Return the one answer there is, so that nobody has to give it."""
    return (asked.choices[0][0],) if len(asked.choices) == 1 else ()


def day_of(form: Form, code: str) -> date:
    """Return a day that was checked.

    Raises:
        ValueError: it was not.
    """
    found = parse_day(form.text(code))
    if found is None:
        raise ValueError("an unchecked day")
    return found
