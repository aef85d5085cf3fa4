"""Evaluation forms that wait to be handed over: answers alone, without a name, a day or an order.

They stand sorted by what they say, so that nothing tells which came first; two alike are two.
Functions take the caller's session and never commit.
"""

from collections.abc import Mapping, Sequence
from typing import Final, cast

from sqlalchemy.orm import Session

from app.storage import parametres

Answers = Mapping[str, Sequence[str]]

_KEY: Final = "evaluation.fiches"
_DRAWN: Final = "evaluation.lot"


def waiting(session: Session) -> list[Answers]:
    """Return the forms, in the order of what they say."""
    kept = parametres.load(session, _KEY)
    return cast("list[Answers]", kept) if isinstance(kept, list) else []


def add(session: Session, form: Answers) -> None:
    """Keep a form among the others."""
    _keep(session, [*waiting(session), form])


def take_back(session: Session, form: Answers) -> bool:
    """Forget one form that says this; tell whether there was one."""
    forms = waiting(session)
    wanted = _plain(form)
    alike = next((at for at, one in enumerate(forms) if _plain(one) == wanted), None)
    if alike is None:
        return False
    _keep(session, [*forms[:alike], *forms[alike + 1 :]])
    return True


def drawn(session: Session) -> list[Answers]:
    """Return the forms drawn to leave together, until they are handed over; else none."""
    kept = parametres.load(session, _DRAWN)
    return cast("list[Answers]", kept) if isinstance(kept, list) else []


def keep_drawn(session: Session, forms: Sequence[Answers]) -> None:
    """Keep which forms leave together: another draw with one more would tell that one."""
    parametres.keep(session, _DRAWN, _sorted(forms))


def hand_over(session: Session, forms: Sequence[Answers]) -> int:
    """Forget forms that were handed over; return how many were still there."""
    parametres.remove(session, _DRAWN)
    return sum(take_back(session, one) for one in forms)


def forget(session: Session) -> None:
    """Forget every form, drawn or not: the convention has ended."""
    for key in (_KEY, _DRAWN):
        parametres.remove(session, key)


def _keep(session: Session, forms: Sequence[Answers]) -> None:
    if not forms:
        parametres.remove(session, _KEY)
        return
    parametres.keep(session, _KEY, _sorted(forms))


def _sorted(forms: Sequence[Answers]) -> list["parametres.Json"]:
    return [*sorted((_plain(one) for one in forms), key=str)]


def _plain(form: Answers) -> dict[str, "parametres.Json"]:
    return {code: [*sorted(given)] for code, given in sorted(form.items())}
