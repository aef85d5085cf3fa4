"""The guide as values: what each sheet of the workbook says, row by row."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.questionnaire.expressions.syntax import Expression
from app.questionnaire.guide.compiling import Known, TruthFunction, ValueFunction
from app.questionnaire.guide.names import Name
from app.questionnaire.guide.values import Truth
from app.questionnaire.workbook.cells import Workbook


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Condition:
    """A condition of a sheet, ready to be evaluated.

    `place` is `sheet!cell`; `names` are sorted, so that the order of questions never depends on
    how a set is laid out in memory.
    """

    source: str
    place: str
    tree: Expression
    names: tuple[str, ...]
    truth: TruthFunction

    def holds(self, known: Known) -> Truth:
        """Return whether the condition holds, knowing what is known."""
        return self.truth(known)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer of a list; `genre` is a free letter, `points` None where none are given."""

    code: str
    label: str
    points: int | None = None
    genre: str = ""
    exclusive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Question:
    """A question of the form, as the guide sees it.

    `shown_if` is None when the question always applies. `asked_by_worker` marks what the worker
    notes without asking.
    """

    name: str
    label: str
    hint: str
    section: str
    several: bool
    choices: tuple[Choice, ...]
    shown_if: Condition | None
    domaine: str
    role: str
    noted_by_worker: bool
    sensitive: bool
    optional: bool
    place: str
    points: Mapping[str, int]

    def choice(self, code: str) -> Choice | None:
        """Return the answer that `code` names, None when there is none."""
        return next((choice for choice in self.choices if choice.code == code), None)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Variable:
    """A quantity computed from answers and earlier variables; see the sheet « lisez_moi ».

    `arguments` are the names it is computed from, `number` the whole number that comes first in
    some computations, `table` the sheet that a « tranche » looks into.
    """

    name: str
    label: str
    calcul: str
    arguments: tuple[str, ...]
    number: int
    table: str
    value: ValueFunction | None
    condition: Condition | None
    missing_domain: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A range of a score, both ends included, and what it is called."""

    code: str
    label: str
    low: int
    high: int
    place: str
    texte_usager: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cap:
    """What keeps the level down in spite of the score."""

    code: str
    condition: Condition
    niveau_max: str
    explication: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ServiceRule:
    """One row of the services: the first whose condition holds decides."""

    jeu: str
    code: str
    condition: Condition
    service: str
    texte_usager: str
    texte_professionnel: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SuiteRule:
    """What follows the service.

    Where `recalculer_sans` names a variable, the guide is applied again as if it were false: the
    suite is `prefixe` and the service then found, or the suite then found when that service is
    `sauf_service`.
    """

    code: str
    condition: Condition
    suite: str
    texte_usager: str
    cible_modules: str
    recalculer_sans: str
    prefixe: str
    sauf_service: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CategoryRule:
    """One row of the audience categories; `categorie` is None when none is looked for."""

    categorie: int | None
    condition: Condition
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CarnetRule:
    """How many carnets go with a service under a profile."""

    profil: str
    service: str
    carnets: int
    pass_par_carnet: int
    valeur_pass_eur: int
    fondement: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Module:
    """A training module; `levier` is the answer that brings it forward."""

    code: str
    titre: str
    objectif: str
    condition: Condition
    priorite: int
    seances: int
    levier: str
    first: bool
    coup_de_pouce: bool
    service_standard_v1: str
    service_standard_v0: str
    thematique_coop: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleLimit:
    """How many sessions, of which modules, go with a service."""

    cible: str
    seances_max: int
    modules: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Message:
    """A sentence for the person, one for the worker, or both."""

    code: str
    condition: Condition
    texte_usager: str
    texte_professionnel: str
    a_verifier: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Frein:
    """What needs an adjustment, and the filter of the catalogue of places that answers it."""

    code: str
    condition: Condition
    filtre_catalogue: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A convention as the guide sees it: its set of rules, and whether categories are sought."""

    profil: str
    convention: str
    jeu: str
    categories: bool
    source: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Requirement:
    """What has to be known for a result; `jeu` is `*` for all sets of rules."""

    resultat: str
    jeu: str
    decisive: bool
    computed_if: Condition
    questions: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseTask:
    """One task of the practical exercise: 2 points done alone, 1 with help, 0 not done."""

    code: str
    tache: str
    consigne_usager: str
    seul: str
    avec_aide: str
    non_fait: str
    domaine: str
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLabel:
    """How a service is called, for the worker and for the person.

    `phrase_usager` announces it when the service is settled before the rule that leads to it.
    """

    service: str
    label: str
    label_usager: str
    phrase_usager: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The sheet « reglages »."""

    question_decisive: str
    variable_niveau: str
    exercice_crans_max: int
    question_leviers: str
    modules_par_levier: int
    question_empechement: str
    variable_empechement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTest:
    """A fictitious person with the results that the guide must give; `place` is the row."""

    case: str
    situation: str
    profil: str
    tranche_age: str
    simulation: int | None
    answers: Mapping[str, str | tuple[str, ...]]
    expected: Mapping[str, str]
    missing: tuple[str, ...]
    row: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Guide:
    """A whole guide, checked. `sha256` names the workbook it was read from."""

    sha256: str
    version: str
    questions: Mapping[str, Question]
    variables: tuple[Variable, ...]
    niveaux: tuple[Band, ...]
    plafonds: tuple[Cap, ...]
    tables: Mapping[str, tuple[Band, ...]]
    services: tuple[ServiceRule, ...]
    suites: tuple[SuiteRule, ...]
    categories: tuple[CategoryRule, ...]
    carnets: tuple[CarnetRule, ...]
    modules: tuple[Module, ...]
    module_limits: Mapping[str, ModuleLimit]
    messages: tuple[Message, ...]
    freins: tuple[Frein, ...]
    profiles: Mapping[str, Profile]
    requirements: tuple[Requirement, ...]
    exercise: tuple[ExerciseTask, ...]
    exercise_bands: tuple[Band, ...]
    service_labels: Mapping[str, ServiceLabel]
    domaines: Mapping[str, str]
    tranches_age: Mapping[str, str]
    settings: Settings
    cases: tuple[CaseTest, ...]
    names: Mapping[str, Name]
    workbook: Workbook = field(repr=False)
