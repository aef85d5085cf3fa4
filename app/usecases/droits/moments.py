"""Instants as papers write them, on the wall of the laptop."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from app.documents.typography import french_date


@dataclass(frozen=True, slots=True)
class Moments:
    """The zone in which the days of a paper are told."""

    zone: tzinfo

    def day(self, at: datetime) -> str:
        """Return « 22 novembre 2026 »."""
        return french_date(at.astimezone(self.zone).date())

    def moment(self, at: datetime) -> str:
        """Return « 22 novembre 2026 à 10 h 12 »."""
        local = at.astimezone(self.zone)
        return f"{self.day(at)} à {local.hour}\u00a0h\u00a0{local.minute:02}"
