"""How long there is to pass something on, in hours of real time, and when to warn.

Source: 000 art. 5 l. 126 (rights requests) and l. 128 (breaches): 24 h; retention-and-deadlines.md
(d): orange at 12 h, red at 20 h, in hours and not in working days. The figures stand in the
convention; these are what docs/decisions/0025 gives to one that states none.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Delais:
    """The hours of a convention: until a request, or a breach, must be at the Département."""

    droits_h: int = 24
    violation_h: int = 24
    orange_h: int = 12
    rouge_h: int = 20

    def __post_init__(self) -> None:
        if not 0 < self.orange_h < self.rouge_h < min(self.droits_h, self.violation_h):
            raise ValueError("a warning comes before the term: orange, then red")


class Alerte(StrEnum):
    """How near the term is."""

    VERT = "vert"
    ORANGE = "orange"
    ROUGE = "rouge"
    DEPASSE = "depasse"
    ARRETE = "arrete"  # sent: the clock no longer runs


@dataclass(frozen=True, slots=True, kw_only=True)
class Compte:
    """A clock that runs since `since` (aware).

    Instants are compared, so a day of 23 or 25 hours on the wall changes nothing; whoever shows it
    turns the term into the hour of the wall.
    """

    since: datetime
    hours: int
    orange_h: int
    rouge_h: int

    @property
    def ends_at(self) -> datetime:
        """Return the instant from which it is too late, in UTC."""
        return self.since.astimezone(UTC) + timedelta(hours=self.hours)

    def remaining(self, now: datetime) -> timedelta:
        """Return what is left, negative once overdue; never more than there was at the start."""
        return min(self.ends_at - now, timedelta(hours=self.hours))

    def alerte(self, now: datetime) -> Alerte:
        """Tell how near the term is: each colour begins on its very hour."""
        elapsed = now - self.since
        if elapsed >= timedelta(hours=self.hours):
            return Alerte.DEPASSE
        if elapsed >= timedelta(hours=self.rouge_h):
            return Alerte.ROUGE
        return Alerte.ORANGE if elapsed >= timedelta(hours=self.orange_h) else Alerte.VERT

    def is_late(self, sent_at: datetime) -> bool:
        """Tell whether something sent then left after its term."""
        return sent_at > self.ends_at


def compte_demande(delais: Delais, recue_at: datetime) -> Compte:
    """Return the clock of a request received then (000 l. 126)."""
    return Compte(
        since=recue_at, hours=delais.droits_h, orange_h=delais.orange_h, rouge_h=delais.rouge_h
    )


def compte_violation(delais: Delais, connue_at: datetime) -> Compte:
    """Return the clock of a breach known since then (000 l. 128)."""
    return Compte(
        since=connue_at, hours=delais.violation_h, orange_h=delais.orange_h, rouge_h=delais.rouge_h
    )


def instants_of(day: date, hour: time, zone: tzinfo) -> tuple[datetime, ...]:
    """Return the instants (UTC) at which the wall shows this day and hour, in order.

    None when the clocks leap over that hour in spring, two when they show it twice in autumn.
    """
    wall = datetime.combine(day, hour)
    found = {
        wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)
    }  # a skipped hour comes back as another one
    return tuple(sorted(at for at in found if at.astimezone(zone).replace(tzinfo=None) == wall))
