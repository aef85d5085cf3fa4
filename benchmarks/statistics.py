"""The few figures that a measurement prints."""

from collections.abc import Sequence
from statistics import median


def p95(values: Sequence[float]) -> float:
    """Return the value that 95 of 100 measurements do not exceed."""
    return _centile(values, 0.95)


def p99(values: Sequence[float]) -> float:
    """Return the value that 99 of 100 measurements do not exceed."""
    return _centile(values, 0.99)


def summary(values: Sequence[float]) -> dict[str, float]:
    """Return minimum, median, 95th centile and maximum in milliseconds."""
    return {
        "min_ms": round(min(values) * 1000, 2),
        "median_ms": round(median(values) * 1000, 2),
        "p95_ms": round(p95(values) * 1000, 2),
        "max_ms": round(max(values) * 1000, 2),
    }


def _centile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
