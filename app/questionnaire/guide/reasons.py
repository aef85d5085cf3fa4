"""Why a result is what it is: the row that matched, the answers that counted, what is missing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.questionnaire.expressions.syntax import (
    BinaryOperation,
    Expression,
    names,
)
from app.questionnaire.guide.compiling import compile_truth
from app.questionnaire.guide.dependencies import Dependencies
from app.questionnaire.guide.findings import Findings
from app.questionnaire.guide.levels import NO_CAP
from app.questionnaire.guide.model import Band, Condition, Guide
from app.questionnaire.guide.names import AGE
from app.questionnaire.guide.quantities import bands_of
from app.questionnaire.guide.sentences import service_after
from app.questionnaire.guide.texts import filled
from app.questionnaire.guide.values import FALSE, TRUE, Ticked, is_uncertain
from app.questionnaire.guide.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One part of a condition that held: in words, and the values it looked at."""

    texte: str
    valeurs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedAnswer:
    """An answer that counted; `points` is None where the answer gives none."""

    question: str
    libelle: str
    reponse: str
    points: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedCap:
    """A cap that brought the level down."""

    code: str
    niveau_max: str
    explication: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why one result is what it is.

    `place` is the `sheet!cell` of the row that matched, `condition` what is written there.
    """

    resultat: str
    valeur: str
    code: str
    place: str
    condition: str
    explication: str
    conditions: tuple[Held, ...] = ()
    reponses: tuple[CountedAnswer, ...] = ()
    plafonds: tuple[AppliedCap, ...] = ()


class Explainer:
    """Gives the reasons of one guide."""

    def __init__(self, guide: Guide) -> None:
        self._guide = guide
        self._dependencies = Dependencies(guide)
        self.wording = Wording(guide)

    def reasons(self, found: Findings) -> tuple[Reason, ...]:
        """Return a reason for each settled result, the decisive ones first."""
        return tuple(
            reason
            for reason in (
                self._service(found),
                self._carnets(found),
                self._suite(found),
                self._level(found),
                self._motivation(found),
                self._category(found),
            )
            if reason
        )

    # -- decision tables -----------------------------------------------------------------------

    def _service(self, found: Findings) -> Reason | None:
        code = found.values["code_service"]
        rule = next((rule for rule in self._guide.services if rule.code == code), None)
        if rule is None:
            return self._service_before_its_rule(found)
        label = self.wording.code("service", rule.service)
        return self._row(
            found, "service", label, rule.code, rule.condition, rule.texte_professionnel
        )

    def _service_before_its_rule(self, found: Findings) -> Reason | None:
        """Say why the service is settled while several rules, all leading to it, remain."""
        service = found.values["service"]
        if service == "":
            return None
        possible = found.outcomes.results["code_service"]
        jeu = self._guide.profiles[found.situation.profil].jeu
        table = [rule for rule in self._guide.services if rule.jeu == jeu]
        rules = [rule for rule in table if rule.code in possible]
        looked_at = table[: table.index(rules[-1]) + 1]  # those above were ruled out by answers too
        return Reason(
            resultat="service",
            valeur=self.wording.code("service", service),
            code=", ".join(rule.code for rule in rules),
            place=rules[0].condition.place,
            condition=" | ".join(rule.condition.source for rule in rules),
            explication="Les réponses qui manquent ne changeront pas ce service.",
            reponses=self._answers(found, [n for rule in looked_at for n in rule.condition.names]),
        )

    def _suite(self, found: Findings) -> Reason | None:
        codes = found.outcomes.suite_rows
        if found.values["suite"] == "" or len(codes) != 1:
            return None
        rule = next(rule for rule in self._guide.suites if rule.code in codes)
        suite = str(found.values["suite"])
        told = filled(rule.texte_usager, {"suite": service_after(self._guide, suite)})
        return self._row(found, "suite", suite, rule.code, rule.condition, told)

    def _category(self, found: Findings) -> Reason | None:
        value = found.values.get("categorie", "")
        if value == "":
            return None
        for rule in self._guide.categories:
            if rule.categorie == value and rule.condition.holds(found.known) == TRUE:
                return self._row(
                    found, "categorie", str(value), str(value), rule.condition, rule.label
                )
        return None

    def _row(  # noqa: PLR0913, PLR0917  the columns of a reason
        self,
        found: Findings,
        result: str,
        value: str,
        code: str,
        condition: Condition,
        explanation: str,
    ) -> Reason:
        return Reason(
            resultat=result,
            valeur=value,
            code=code,
            place=condition.place,
            condition=condition.source,
            explication=explanation,
            conditions=tuple(self._held(found, condition.tree)),
            reponses=self._answers(found, condition.names),
        )

    def _held(self, found: Findings, tree: Expression) -> Iterator[Held]:
        """Yield the parts of a condition that hold, told apart at every « and » and « or »."""
        if isinstance(tree, BinaryOperation) and tree.operator in {"and", "or"}:
            yield from self._held(found, tree.left)
            yield from self._held(found, tree.right)
            return
        if compile_truth(tree, self._guide.names)(found.known) != TRUE:
            return
        values = tuple(
            (name, self.wording.value(name, found.known[name])) for name in sorted(names(tree))
        )
        yield Held(texte=self.wording.condition(tree), valeurs=values)

    # -- scores --------------------------------------------------------------------------------

    def _level(self, found: Findings) -> Reason | None:
        if found.values["niveau"] == "":
            return None
        name = self._guide.settings.variable_niveau
        band = _band(self._guide.niveaux, found, name)
        declared = self.wording.code("niveau", found.single("niveau_declare") or "")
        observed = found.single("niveau_simulation") or ""
        explanation = f"Niveau déclaré : {declared}."
        if observed:
            explanation += f" Observé à l’exercice : {self.wording.code('niveau', observed)}."
        return Reason(
            resultat="niveau",
            valeur=self.wording.code("niveau", found.values["niveau"]),
            code=str(found.values["niveau"]),
            place=band.place if band else "niveaux",
            condition=self._shown_score(found, name),
            explication=explanation,
            reponses=self._answers(found, (name,)),
            plafonds=self._caps(found),
        )

    def _shown_score(self, found: Findings, score: str) -> str:
        return f"{self.wording.name(score)} : {self.wording.value(score, found.known[score])}"

    def _caps(self, found: Findings) -> tuple[AppliedCap, ...]:
        """Return the cap applied, when only one can have been."""
        applied = found.single("plafond")
        return tuple(
            AppliedCap(
                code=cap.code,
                niveau_max=self.wording.code("niveau", cap.niveau_max),
                explication=cap.explication,
                place=cap.condition.place,
            )
            for cap in self._guide.plafonds
            if cap.code == applied != NO_CAP
        )

    def _motivation(self, found: Findings) -> Reason | None:
        variable = next((v for v in self._guide.variables if v.name == "motivation"), None)
        if variable is None or found.values["motivation"] == "":
            return None
        score = variable.arguments[0]
        band = _band(self._guide.tables[variable.table], found, score)
        return Reason(
            resultat="motivation",
            valeur=self.wording.code("motivation", found.values["motivation"]),
            code=str(found.values["motivation"]),
            place=band.place if band else variable.place,
            condition=self._shown_score(found, score),
            explication="",
            reponses=self._answers(found, (score,)),
        )

    def _carnets(self, found: Findings) -> Reason | None:
        service = found.values["service"]
        for rule in self._guide.carnets:
            if rule.profil == found.situation.profil and rule.service == service != "":
                return Reason(
                    resultat="carnets",
                    valeur=str(rule.carnets),
                    code=str(service),
                    place=rule.place,
                    condition=f"{rule.profil}, {self.wording.code('service', str(service))}",
                    explication=rule.fondement,
                )
        return None

    # -- answers -------------------------------------------------------------------------------

    def _answers(self, found: Findings, about: Iterable[str]) -> tuple[CountedAnswer, ...]:
        """Return the answers given that `about` hangs on, in the order of the questionnaire."""
        hang_on = self._counting(found, about)
        counted: list[CountedAnswer] = []
        for name, question in self._guide.questions.items():
            given = name in found.situation.answers and found.outcomes.shown[name] == TRUE
            if name not in hang_on or not given:
                continue
            gives_points = any(choice.points is not None for choice in question.choices)
            codes = sorted(found.situation.answers[name])
            points = sum(question.points[code] for code in codes) if gives_points else None
            counted.append(
                CountedAnswer(
                    question=name,
                    libelle=question.label,
                    reponse=self.wording.codes(name, codes),
                    points=points,
                )
            )
        if AGE in hang_on and found.situation.tranche_age:
            label = self.wording.code(AGE, found.situation.tranche_age)
            counted.append(CountedAnswer(question=AGE, libelle="Âge", reponse=label, points=None))
        return tuple(counted)

    def _counting(self, found: Findings, about: Iterable[str]) -> frozenset[str]:
        """Return what `about` is computed from, and what keeps parts of it from being asked."""
        values = frozenset[str]().union(*(self._dependencies.values_of(name) for name in about))
        hidden = (
            question.shown_if.names
            for name, question in self._guide.questions.items()
            if name in values and question.shown_if and found.outcomes.shown[name] == FALSE
        )
        return values.union(*hidden)


def _band(bands: tuple[Band, ...], found: Findings, score: str) -> Band | None:
    value = found.known[score]
    if isinstance(value, Ticked) or is_uncertain(value):
        return None
    return next(iter(bands_of(bands, value)), None)
