"""When the figures of a structure's quarter are closed, and what counts in it for ever.

Several laptops tell their months, some of them late. A quarter that was shown and then changed
would give away, by subtraction, what the late one counted. So it is closed once, and never again;
what comes later counts in the first quarter that is not (docs/decisions/0052).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Final

from app.domain.petits_effectifs import Fact
from app.domain.trimestre import Trimestre

WAITED_DAYS: Final = 10
"""How long laptops are waited for (ours): a report is due on 15 January (004 l. 107)."""


def waits_until(quarter: Trimestre) -> date:
    """Return the last day on which laptops that said nothing are waited for."""
    return quarter.next.starts_on + timedelta(days=WAITED_DAYS - 1)


def may_close(quarter: Trimestre, *, all_told: bool, today: date) -> bool:
    """Tell whether a quarter's figures can be closed: all told, or waited for long enough."""
    return quarter.is_over(today) and (all_told or today > waits_until(quarter))


def counted_in(
    quarter: Trimestre,
    months: Mapping[str, Mapping[Fact, int]],
    closed: Iterable[Mapping[Fact, int]],
) -> dict[Fact, int]:
    """Return what counts in a quarter: all that was told up to its end less what counts already.

    `months` are the exact figures as they are known now, from the first one on; `closed` the
    quarters before. What was counted too much before is taken off, never below zero: the rest
    comes off the next quarter.
    """
    left: Counter[Fact] = Counter()
    for month, figures in months.items():
        if month <= quarter.months[-1]:
            left.update(figures)
    for figures in closed:
        left.subtract(figures)
    return {fact: count for fact, count in left.items() if count > 0}
