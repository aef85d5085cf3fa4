"""How long what is kept may be kept."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionRule:
    """A retention period and the agreement it comes from.

    `years` counts calendar years, not periods of 365 days. The agreements seldom say from which
    day: we count from the Département's decision, else from the prescription (docs/decisions/0012).
    `source` is shown to the DPO beside the rule.
    """

    years: int
    source: str

    def __post_init__(self) -> None:
        if self.years < 1:
            raise ValueError(f"a retention of {self.years} years would erase data at once")

    def due_on(self, recorded_on: date) -> date:
        """Return the first day on which data of `recorded_on` must be gone."""
        try:
            return recorded_on.replace(year=recorded_on.year + self.years)
        except ValueError:  # 29 February falls in a year without one: never erase early
            return date(recorded_on.year + self.years, 3, 1)
