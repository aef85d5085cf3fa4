"""The diagnosis of an interview, finished or not.

A result is settled when no completion of the missing answers could change it; otherwise what is
missing is named, and nothing is guessed. Source: architecture.md §4; NOTES of the questionnaire,
« Établi / incomplet ».
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from app.questionnaire.guide.advice import Advice, advise
from app.questionnaire.guide.dependencies import Dependencies
from app.questionnaire.guide.model import Guide
from app.questionnaire.guide.names import AGE
from app.questionnaire.guide.outcomes import Evaluator, Outcomes, Situation
from app.questionnaire.guide.quantities import Knowledge
from app.questionnaire.guide.values import FALSE, Atom, Scalar, Ticked

SETTLED: Final = "etabli"
INCOMPLETE: Final = "incomplet"

_SAME_DOUBT: Final = {"code_service": "service", "carnets": "service"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What the evaluation found, before it is worded.

    `values` holds each result, `""` when it is not settled.
    """

    situation: Situation
    outcomes: Outcomes
    values: Mapping[str, Atom]
    states: Mapping[str, str]
    state: str
    missing: tuple[str, ...]
    missing_by_result: Mapping[str, tuple[str, ...]]
    known: Knowledge
    advice: Advice

    def single(self, name: str) -> Atom | None:
        """Return the value of a name when only one remains, else None."""
        value = self.known[name]
        if isinstance(value, Ticked) or len(value) != 1:
            return None
        return next(iter(value))


class Diagnostician:
    """Applies one guide; keep it, it gets quicker."""

    def __init__(self, guide: Guide) -> None:
        self.guide = guide
        self.evaluator = Evaluator(guide)
        self._dependencies = Dependencies(guide)
        self._order = (*guide.questions, AGE)

    def findings(self, about: Situation) -> Findings:
        """Return all that can be said of an interview."""
        outcomes = self.evaluator.outcomes(about)
        states = {
            result: SETTLED if len(values) == 1 else INCOMPLETE
            for result, values in outcomes.results.items()
        }
        missing = {
            result: self._missing(result, about, outcomes) if states[result] == INCOMPLETE else ()
            for result in states
        }
        decisive = self._decisive(about)
        wanted = {name for result in decisive for name in missing[result]}
        values = {result: _single(found) for result, found in outcomes.results.items()}
        known = {
            **outcomes.known,
            "niveau": outcomes.results["niveau"],
            "motivation": outcomes.results["motivation"],
        }
        target = self._target(values)
        return Findings(
            situation=about,
            outcomes=outcomes,
            values=values,
            states=states,
            state=INCOMPLETE if any(states[r] == INCOMPLETE for r in decisive) else SETTLED,
            missing=tuple(name for name in self._order if name in wanted),
            missing_by_result=missing,
            known=known,
            advice=advise(self.guide, known, target),
        )

    def _decisive(self, about: Situation) -> list[str]:
        jeu = self.guide.profiles[about.profil].jeu
        return [r.resultat for r in self.guide.requirements if r.decisive and r.jeu in {jeu, "*"}]

    def _missing(self, result: str, about: Situation, outcomes: Outcomes) -> tuple[str, ...]:
        """Return the questions to ask for `result`, in the order of the questionnaire."""
        doubts = outcomes.hesitations[_SAME_DOUBT.get(result, result)]
        depends = frozenset[str]().union(*(self._dependencies.questions_of(n) for n in doubts))
        wanted = depends & self._declared(result, about)
        return tuple(
            name for name in self._order if name in wanted and _open(name, about, outcomes)
        )

    def _declared(self, result: str, about: Situation) -> frozenset[str]:
        jeu = self.guide.profiles[about.profil].jeu
        name = "service" if result == "code_service" else result
        return frozenset[str]().union(
            *(
                requirement.questions
                for requirement in self.guide.requirements
                if requirement.resultat == name and requirement.jeu in {jeu, "*"}
            )
        )

    def _target(self, values: Mapping[str, Atom]) -> str:
        """Return the row of « modules_limites » to follow: the suite's, else the service's."""
        suite = str(values["suite"])
        for other in self.guide.suites:
            after = suite.removeprefix(other.prefixe)
            if (
                other.recalculer_sans
                and suite
                and suite != after
                and after in self.guide.module_limits
            ):
                return after
            if other.suite and other.suite == suite and other.cible_modules:
                return other.cible_modules
        return str(values["service"])


def _open(name: str, about: Situation, outcomes: Outcomes) -> bool:
    """Tell whether a question can still be answered."""
    if name == AGE:
        return about.tranche_age is None
    return name not in about.answers and outcomes.shown[name] != FALSE


def _single(values: Scalar) -> Atom:
    return next(iter(values)) if len(values) == 1 else ""
