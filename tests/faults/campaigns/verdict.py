"""What a campaign found."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from app.domain.failures import AppError
from app.ui.messages import failure_text

SEED = 20261122
_SENTENCES = 2  # what happened, then what to do


@dataclass(slots=True, kw_only=True)
class Verdict:
    """How many faults were made, how each ended, and what went wrong (nothing, if all is well)."""

    campaign: str
    seed: int
    faults: int = 0
    endings: Counter[str] = field(default_factory=Counter[str])
    failures: list[str] = field(default_factory=list[str])

    @property
    def passed(self) -> bool:
        """Tell whether every fault ended well."""
        return self.faults > 0 and not self.failures

    def judge(self, label: str, look: Callable[[], str]) -> None:
        """Count one fault; `look` returns how it ended, or raises because of what it found."""
        self.faults += 1
        try:
            self.endings[look()] += 1
        except Exception as error:  # noqa: BLE001 - a campaign goes on and tells all it found
            self.failures.append(f"{label}: {type(error).__name__}: {error}"[:600])

    def figures(self) -> dict[str, object]:
        """Return what `python -m benchmarks faults` prints."""
        return {
            "campaign": self.campaign,
            "seed": self.seed,
            "faults": self.faults,
            "endings": dict(self.endings),
            "failures": self.failures,
            "passed": self.passed,
        }


def told(failure: AppError, *files: str) -> str:
    """Return the kind of a failure, once its sentence is fit for the person at the desk.

    It is French, says what is kept and what to do, holds nothing of the driver's, and names one of
    `files` where a file is at fault.
    """
    text = failure_text(failure)
    assert text.count(".") + text.count("!") >= _SENTENCES, text
    assert any(accent in text for accent in "éèêàçù’"), text
    for foreign in ("Error", "sqlite", "Traceback", "errno", "None"):
        assert foreign not in text, text
    assert not files or any(f"«\u00a0{file}\u00a0»" in text for file in files), text
    return type(failure).__name__
