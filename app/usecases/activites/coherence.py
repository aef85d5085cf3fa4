"""What looks wrong in the activity of some months, before anybody answers for it.

« Le Bénéficiaire s'assure de la bonne fréquence des comptes-rendus d'activité et est responsable de
la fiabilité des informations transmises » (002, art. 3.4, l. 208; obligations S2-34). Nothing is
corrected here: each remark says what to look at.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from app.domain.activite import Atelier
from app.domain.coop import NON_COMMUNIQUE
from app.domain.indicateurs import month_of
from app.storage import ateliers, indicateurs
from app.storage.indicateurs import Fait
from app.usecases.workplace import Workplace

MANY: Final = 40  # participants of one workshop: a typing mistake is likelier
LONG: Final = 4 * 60  # minutes
UNKNOWN_SHARE: Final = 0.5  # of « non communiqué » in a month


@dataclass(frozen=True, slots=True, kw_only=True)
class Remarque:
    """Something to look at; `atelier_id` names the workshop it is about, if it is about one."""

    words: str
    atelier_id: str = ""


def remarks(workplace: Workplace, first: str, last: str) -> Sequence[Remarque]:
    """Return what looks wrong from the month `first` to the month `last` (« 2026-11 »)."""
    with workplace.database.reading() as session:
        counted = indicateurs.exact_by_month(session)
        held = [one.atelier for one in ateliers.between(session, *_days(first, last))]
    months = {month: counted.get(month, {}) for month in _months(first, last)}
    today = month_of(workplace.clock.today())
    begun = min(counted, default=today)  # before, this laptop counted nothing at all
    asked = [liste.indicateur for liste in workplace.convention.activites.publics]
    return [
        *_of_workshops(held),
        *_silences(
            [month for month, found in months.items() if begun <= month < today and not found]
        ),
        *(one for month, found in months.items() for one in _of_month(month, found, asked)),
    ]


def _of_workshops(held: Sequence[Atelier]) -> Iterator[Remarque]:
    by_day = sorted(held, key=lambda one: (one.day, one.lieu.nom, one.themes, one.participants))
    for former, one in pairwise(by_day):
        if _alike(former, one):
            yield Remarque(
                words=f"{_named(one)}\u00a0: le même est noté deux fois, ce jour-là, à ce lieu.",
                atelier_id=one.id,
            )
    for one in held:
        if one.participants > MANY:
            words = f"{_named(one)}\u00a0: {one.participants} participants, est-ce bien cela\u00a0?"
            yield Remarque(words=words, atelier_id=one.id)
        if one.minutes > LONG:
            words = f"{_named(one)}\u00a0: plus de {LONG // 60} heures, est-ce bien cela\u00a0?"
            yield Remarque(words=words, atelier_id=one.id)


def _of_month(month: str, found: Mapping[Fait, int], asked: Sequence[str]) -> Iterator[Remarque]:
    """Compare who came with how many came: the two are told side by side."""
    totals: Counter[str] = Counter()
    for fait, number in found.items():
        totals[fait.name] += number
    came = totals["coop_accompagnements"]
    for name in asked:
        if totals[name] != came:
            words = (
                f"{_month(month)}\u00a0: {came} accompagnements, mais {totals[name]} personnes "
                "décrites\u00a0: la convention a changé en cours de mois."
            )
            yield Remarque(words=words)
        elif found.get(Fait(name, NON_COMMUNIQUE), 0) > came * UNKNOWN_SHARE:
            words = (
                f"{_month(month)}\u00a0: {_WORDS[name]} manque pour plus d’une personne sur deux."
            )
            yield Remarque(words=words)


_WORDS: Final = {
    "coop_genre": "le genre",
    "coop_tranche_age": "la tranche d’âge",
    "coop_statut_social": "le statut",
}


def _silences(months: Sequence[str]) -> list[Remarque]:
    """Say together the months without any act: reports are to come regularly (002, l. 208)."""
    if not months:
        return []
    named = ", ".join(_month(month) for month in months)
    return [Remarque(words=f"Mois où rien n’est compté\u00a0: {named}.")]


def _alike(one: Atelier, other: Atelier) -> bool:
    return (one.day, one.lieu, one.themes, one.participants) == (
        other.day,
        other.lieu,
        other.themes,
        other.participants,
    )


def _named(atelier: Atelier) -> str:
    return f"Atelier du {atelier.day:%d/%m/%Y}"


def _month(month: str) -> str:
    return f"{month[5:]}/{month[:4]}"


def _months(first: str, last: str) -> list[str]:
    found, day = [first], date(int(first[:4]), int(first[5:]), 1)
    while found[-1] < last:
        day = (day + timedelta(days=31)).replace(day=1)
        found.append(month_of(day))
    return found


def _days(first: str, last: str) -> tuple[date, date]:
    start = date(int(first[:4]), int(first[5:]), 1)
    end = date(int(last[:4]), int(last[5:]), 1) + timedelta(days=31)
    return start, end.replace(day=1) - timedelta(days=1)
