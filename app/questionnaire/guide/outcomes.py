"""Every value that each result can still take, and what makes it hesitate."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from app.questionnaire.guide.levels import Levels, add_levels
from app.questionnaire.guide.model import Guide, ServiceRule, SuiteRule
from app.questionnaire.guide.quantities import Answers, Knowledge, add_variables, from_answers
from app.questionnaire.guide.search import FirstRow
from app.questionnaire.guide.values import (
    FALSE,
    TRUE,
    Atom,
    Scalar,
    Ticked,
    Truth,
    Value,
    is_uncertain,
)

UNSETTLED = ""
"""The value of a result that is not looked for; also shown for one that is not settled."""

LEVEL_NAMES = ("niveau", "niveau_declare", "plafond", "niveau_simulation", "ecart_simulation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What a diagnosis is asked about.

    `forced` gives variables a value whatever the answers, to see what would follow without them.
    """

    profil: str
    answers: Answers
    tranche_age: str | None = None
    simulation: int | None = None
    forced: Mapping[str, bool] = field(default_factory=dict[str, bool])


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcomes:
    """The possible values of each result, all that is known, and what is shown.

    `hesitations` names, for each result, what is uncertain and could change it. `suite_rows` are
    the codes of the rows of the suites that may apply.
    """

    results: Mapping[str, Scalar]
    known: Knowledge
    shown: Mapping[str, Truth]
    hesitations: Mapping[str, frozenset[str]]
    suite_rows: frozenset[str]


class Evaluator:
    """A guide made ready to be applied; keeps what it has already worked out.

    Safe to share between threads: what is remembered is only ever added, each entry whole.
    """

    def __init__(self, guide: Guide) -> None:
        self.guide = guide
        names = guide.names
        suites = [rule.condition for rule in guide.suites]
        self._wanted = sorted({n for c in suites for n in c.names} - {"code_service"})
        self._rules: dict[str, list[ServiceRule]] = {}
        for rule in guide.services:
            self._rules.setdefault(rule.jeu, []).append(rule)
        self._services = {
            jeu: FirstRow(
                [rule.condition for rule in rules], names, kept=self._wanted, beside=suites
            )
            for jeu, rules in self._rules.items()
        }
        self._suites = FirstRow(suites, names)
        self._categories = FirstRow([rule.condition for rule in guide.categories], names)

    @property
    def cases_kept(self) -> int:
        """Return how many situations all tables remember."""
        tables = (*self._services.values(), self._suites, self._categories)
        return sum(table.cases_kept for table in tables)

    def outcomes(self, situation: Situation) -> Outcomes:
        """Return all that can still come out of `situation`."""
        decisive = self.guide.questions[self.guide.settings.question_decisive]
        if decisive.name in situation.answers:
            return self._settled_wish(situation)
        cases = [
            self._settled_wish(
                replace(situation, answers={**situation.answers, decisive.name: frozenset({code})})
            )
            for code in decisive.points
        ]
        return self._union(situation, cases)

    def _union(self, situation: Situation, cases: list[Outcomes]) -> Outcomes:
        """Put the cases of the decisive question together."""
        decisive = self.guide.settings.question_decisive
        known, shown = from_answers(self.guide, situation.answers)
        add_variables(self.guide, known, situation.tranche_age)
        for name in LEVEL_NAMES:
            known[name] = _all(case.known[name] for case in cases)
        results = {key: _all(case.results[key] for case in cases) for key in cases[0].results}
        for name in ("service", "suite", "code_service"):
            known[name] = results[name]
        hesitations = {
            key: frozenset({decisive}).union(*(case.hesitations[key] for case in cases))
            for key in cases[0].hesitations
        }
        return Outcomes(
            results=results,
            known=known,
            shown=shown,
            hesitations=hesitations,
            suite_rows=frozenset[str]().union(*(case.suite_rows for case in cases)),
        )

    def _settled_wish(self, situation: Situation) -> Outcomes:
        guide = self.guide
        profile = guide.profiles[situation.profil]
        known, shown = from_answers(guide, situation.answers)
        add_variables(guide, known, situation.tranche_age)
        for name, value in situation.forced.items():
            known[name] = frozenset({value})
        levels = add_levels(guide, known, situation.simulation)
        results: dict[str, Scalar] = {}
        hesitations = self._personal_results(known, results, levels, profile.jeu)
        suite_rows = self._service_and_suite(situation, known, results, hesitations)
        results["categorie"] = (
            self._category(known, hesitations) if profile.categories else _one("")
        )
        for name in ("service", "suite", "code_service"):
            known[name] = results[name]
        return Outcomes(
            results=results,
            known=known,
            shown=shown,
            hesitations=self._spread(hesitations),
            suite_rows=suite_rows,
        )

    def _personal_results(
        self, known: Knowledge, results: dict[str, Scalar], levels: Levels, jeu: str
    ) -> dict[str, set[str]]:
        """Add level and motivation, unless they are not looked for."""
        hesitations: dict[str, set[str]] = {
            "niveau": set(levels.hesitations),
            "motivation": self._motivation_doubt(known),
            "service": set(),
            "suite": set(),
            "categorie": set(),
        }
        for name in ("niveau", "motivation"):
            computed = self._computed(name, jeu, known)
            value = scalar(known[name])
            found: Scalar = value if computed & TRUE else frozenset()
            results[name] = found | _one(UNSETTLED) if computed & FALSE else found
            if computed == FALSE:
                known[name] = _one(UNSETTLED)
                hesitations[name] = set()
        return hesitations

    def _motivation_doubt(self, known: Knowledge) -> set[str]:
        variable = next((v for v in self.guide.variables if v.name == "motivation"), None)
        if variable is None or not is_uncertain(known["motivation"]):
            return set()
        return set(variable.arguments)

    def _computed(self, result: str, jeu: str, known: Knowledge) -> Truth:
        """Tell whether `result` is looked for in this situation."""
        for requirement in self.guide.requirements:
            if requirement.resultat == result and requirement.jeu in {jeu, "*"}:
                return requirement.computed_if.holds(known)
        return FALSE

    def _service_and_suite(
        self,
        situation: Situation,
        known: Knowledge,
        results: dict[str, Scalar],
        hesitations: dict[str, set[str]],
    ) -> frozenset[str]:
        jeu = self.guide.profiles[situation.profil].jeu
        rules = self._rules[jeu]
        found = self._services[jeu].search(known)
        hesitations["service"] |= found.hesitations
        results["code_service"] = frozenset(rules[row].code for row, _, _ in found.rows)
        results["service"] = frozenset(rules[row].service for row, _, _ in found.rows)
        results["carnets"] = frozenset(
            rule.carnets
            for rule in self.guide.carnets
            if rule.profil == situation.profil and rule.service in results["service"]
        )
        hesitations["suite"] |= hesitations["service"]
        following: set[SuiteRule | None] = set()
        for row, kept, uncertain in found.rows:
            following |= self._following(rules[row].code, kept, uncertain, known, hesitations)
        results["suite"] = self._suites_of(following, situation, hesitations)
        return frozenset(rule.code for rule in following if rule)

    def _following(
        self,
        code: str,
        kept: tuple[Value, ...],
        uncertain: frozenset[str],
        known: Knowledge,
        hesitations: dict[str, set[str]],
    ) -> set[SuiteRule | None]:
        """Return the rows of the suites that may follow one case of the service."""
        case: Knowledge = dict(zip(self._wanted, kept, strict=True))
        case["code_service"] = _one(code)
        widths = {name: known[name] for name in uncertain}
        found = self._suites.search_case(case, widths)
        hesitations["suite"] |= found.hesitations
        return {
            self.guide.suites[row] if row < len(self.guide.suites) else None
            for row, _, _ in found.rows
        }

    def _suites_of(
        self,
        following: set[SuiteRule | None],
        situation: Situation,
        hesitations: dict[str, set[str]],
    ) -> Scalar:
        """Return the possible suites; a row may ask to apply the guide a second time.

        Never a third: a row that still asks for it without its variable announces nothing. The
        checker reports such a row (`check.rules`).
        """
        suites: set[Atom] = set()
        for rule in following:
            if rule is None:
                suites.add(UNSETTLED)
            elif not rule.recalculer_sans:
                suites.add(rule.suite)
            elif situation.forced:
                suites.add(UNSETTLED)
            else:
                forced = {**situation.forced, rule.recalculer_sans: False}
                again = self.outcomes(replace(situation, forced=forced))
                hesitations["suite"] |= again.hesitations["suite"]
                others = again.results["service"] - {rule.sauf_service}
                suites |= {f"{rule.prefixe}{service}" for service in others}
                if rule.sauf_service in again.results["service"]:
                    suites |= again.results["suite"]
        return frozenset(suites)

    def _category(self, known: Knowledge, hesitations: dict[str, set[str]]) -> Scalar:
        found = self._categories.search(known)
        hesitations["categorie"] |= found.hesitations
        values = (self.guide.categories[row].categorie for row, _, _ in found.rows)
        return frozenset(UNSETTLED if value is None else value for value in values)

    @staticmethod
    def _spread(hesitations: dict[str, set[str]]) -> dict[str, frozenset[str]]:
        """Where the level or the motivation makes a result hesitate, so does what they hang on."""
        for names in hesitations.values():
            for cause in ("niveau", "motivation"):
                if cause in names:
                    names.update(hesitations[cause])
        return {key: frozenset(names) for key, names in hesitations.items()}


def _one(value: Atom) -> Scalar:
    return frozenset({value})


def scalar(value: Value) -> Scalar:
    """Return a single-valued thing as such.

    Raises:
        TypeError: `value` is a set of ticks; the guide was checked, so this is a bug.
    """
    if isinstance(value, Ticked):
        raise TypeError("a set of ticks where a single value was expected")
    return value


def _all(values: Iterable[Value]) -> Scalar:
    return frozenset[Atom]().union(*(scalar(value) for value in values))
