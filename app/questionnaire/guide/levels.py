"""The level: cut out of the score, brought down by the caps, adjusted by the exercise."""

from dataclasses import dataclass

from app.questionnaire.guide.model import Band, Cap, Guide
from app.questionnaire.guide.quantities import Knowledge, bands_of
from app.questionnaire.guide.values import FALSE, TRUE, UNKNOWN, Scalar, Ticked

NO_CAP = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels:
    """What makes the declared level uncertain."""

    hesitations: frozenset[str]


def add_levels(guide: Guide, known: Knowledge, simulation: int | None) -> Levels:
    """Add the level, the cap applied and the outcome of the exercise to `known`.

    `simulation` None means that the exercise was not done.
    """
    ranks = {band.code: rank for rank, band in enumerate(guide.niveaux)}
    states = _declared(guide, known, ranks)
    declared = frozenset(level for level, _ in states)
    known["niveau_declare"] = frozenset(declared)
    known["plafond"] = frozenset(cap for _, cap in states)
    known["niveau_simulation"], known["ecart_simulation"] = frozenset({""}), frozenset({0})
    known["niveau"] = frozenset(declared)
    if simulation is not None:
        _adjust(guide, known, declared, ranks, simulation)
    if len(declared) == 1:
        return Levels(hesitations=frozenset())
    doubtful = {
        name
        for cap in guide.plafonds
        if cap.condition.holds(known) == UNKNOWN
        for name in cap.condition.names
    }
    return Levels(hesitations=frozenset({guide.settings.variable_niveau, *doubtful}))


def _declared(guide: Guide, known: Knowledge, ranks: dict[str, int]) -> set[tuple[str, str]]:
    """Return the possible pairs of level and last cap that brought it down."""
    score = known[guide.settings.variable_niveau]
    scores: Scalar = frozenset() if isinstance(score, Ticked) else score
    states = {(band.code, NO_CAP) for band in bands_of(guide.niveaux, scores)}
    for cap in guide.plafonds:
        truth = cap.condition.holds(known)
        following: set[tuple[str, str]] = set()
        for state in states:
            if truth & TRUE:
                following.add(_capped(cap, state, ranks))
            if truth & FALSE:
                following.add(state)
        states = following
    return states


def _capped(cap: Cap, state: tuple[str, str], ranks: dict[str, int]) -> tuple[str, str]:
    lowers = ranks[cap.niveau_max] < ranks[state[0]]
    return (cap.niveau_max, cap.code) if lowers else state


def _adjust(
    guide: Guide, known: Knowledge, declared: frozenset[str], ranks: dict[str, int], points: int
) -> None:
    """Move the level towards the one observed, by the number of steps the guide allows."""
    observed = observed_level(guide, points).code
    gaps = {level: ranks[observed] - ranks[level] for level in declared}
    most = guide.settings.exercice_crans_max
    known["niveau_simulation"] = frozenset({observed})
    known["ecart_simulation"] = frozenset(gaps.values())
    known["niveau"] = frozenset(
        guide.niveaux[ranks[level] + max(-most, min(most, gap))].code for level, gap in gaps.items()
    )


def observed_level(guide: Guide, points: int) -> Band:
    """Return the level that `points` of the exercise stand for.

    Raises:
        ValueError: no level has so many points.
    """
    for band in guide.exercise_bands:
        if band.low <= points <= band.high:
            return band
    most = max((band.high for band in guide.exercise_bands), default=0)
    raise ValueError(f"l’exercice donne de 0 à {most} points, pas {points}")
