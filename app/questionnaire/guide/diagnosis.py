"""The diagnosis of an interview, finished or not, with its reasons and its sentences."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from app.questionnaire.guide.answers import GivenAnswers, situation
from app.questionnaire.guide.changes import Change, nearest_changes
from app.questionnaire.guide.findings import SETTLED, Diagnostician, Findings
from app.questionnaire.guide.model import Frein, Guide, Message, Module
from app.questionnaire.guide.reasons import Explainer, Reason
from app.questionnaire.guide.sentences import Sentence, sentences
from app.questionnaire.guide.values import TRUE, Atom
from app.questionnaire.guide.wire import diagnosis_as_json


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """What the guide says of an interview.

    A result that is not settled is `""`, a number that is not known is None. `state` is `etabli`
    when service and carnets hang on no missing answer any more, `states` says it for each result.
    `category` is `""` too where none is looked for, and so is `suite` where nothing follows.
    `texts` are for the person, `professional_texts` for the worker.
    """

    guide_sha256: str
    guide_version: str
    profil: str
    state: str
    states: Mapping[str, str]
    missing: tuple[str, ...]
    missing_by_result: Mapping[str, tuple[str, ...]]
    missing_labels: Mapping[str, str]
    possible: Mapping[str, tuple[Atom, ...]]
    score_total: int | None
    niveau: str
    motivation: str
    categorie: Atom
    service: str
    code_service: str
    suite: str
    carnets: int | str
    modules: tuple[Module, ...]
    modules_suite: tuple[Module, ...]
    seances: int
    messages: tuple[Message, ...]
    to_check: bool
    provisional: bool
    freins: tuple[Frein, ...]
    blocking: tuple[str, ...]
    leviers: tuple[str, ...]
    missing_domains: tuple[str, ...]
    plafond: str
    niveau_declare: str
    niveau_simulation: str
    shown: tuple[str, ...]
    reasons: tuple[Reason, ...]
    texts: tuple[Sentence, ...]
    professional_texts: tuple[Sentence, ...]
    findings: Findings = field(repr=False, compare=False)

    @property
    def is_settled(self) -> bool:
        """Tell whether service and carnets are settled whatever the missing answers."""
        return self.state == SETTLED

    def as_json(self, changes: Iterable[Change] = ()) -> dict[str, object]:
        """Return the keys of architecture.md §8, in French, ready for `json.dumps`."""
        return diagnosis_as_json(self, changes)


@lru_cache(maxsize=4)
def _tools(guide: Guide) -> tuple[Diagnostician, Explainer]:
    """Return what applies and explains `guide`; the same each time, so that it gets quicker."""
    return Diagnostician(guide), Explainer(guide)


def diagnose(
    guide: Guide,
    *,
    profile: str,
    answers: GivenAnswers,
    tranche_age: str | None = None,
    simulation: int | None = None,
) -> Diagnosis:
    """Return the diagnosis of an interview, complete or not.

    `answers` holds the code given to each question, a list of codes where several may be ticked;
    a question left out is not answered yet. `simulation` is the points of the exercise, None when
    it was not done. Quick enough to be called after each answer, from any thread.

    Raises:
        AnswersError: a profile, question, answer or age band that the guide does not know.
        TooManyCasesError: the guide hangs on too many things at once (the checker refuses it).
    """
    diagnostician, explainer = _tools(guide)
    about = situation(
        guide, profile=profile, answers=answers, tranche_age=tranche_age, simulation=simulation
    )
    return _worded(guide, explainer, diagnostician.findings(about))


def changes(guide: Guide, diagnosis: Diagnosis) -> tuple[Change, ...]:
    """Return the nearest rows that did not fire, with the one answer that leads to each.

    Applies the guide once an answer tried, some hundred times: ask for it where it is shown.
    """
    diagnostician, _ = _tools(guide)
    return nearest_changes(guide, diagnostician.evaluator, diagnosis.findings)


def _worded(guide: Guide, explainer: Explainer, found: Findings) -> Diagnosis:
    values, advice = found.values, found.advice
    person, worker = sentences(guide, explainer.wording, found)
    score = found.single(guide.settings.variable_niveau)
    return Diagnosis(
        guide_sha256=guide.sha256,
        guide_version=guide.version,
        profil=found.situation.profil,
        state=found.state,
        states=found.states,
        missing=found.missing,
        missing_by_result=found.missing_by_result,
        missing_labels={name: explainer.wording.name(name) for name in found.missing},
        possible={
            result: tuple(sorted(possible, key=str))
            for result, possible in found.outcomes.results.items()
        },
        score_total=None if score is None else int(score),
        niveau=str(values["niveau"]),
        motivation=str(values["motivation"]),
        categorie=values["categorie"],
        service=str(values["service"]),
        code_service=str(values["code_service"]),
        suite=str(values["suite"]),
        carnets=_carnets(values["carnets"]),
        modules=advice.modules,
        modules_suite=advice.modules_later,
        seances=advice.seances,
        messages=advice.messages,
        to_check=any(message.a_verifier for message in advice.messages),
        provisional=advice.provisional,
        freins=advice.freins,
        blocking=advice.blocking,
        leviers=advice.leviers,
        missing_domains=advice.missing_domains,
        plafond=str(found.single("plafond") or ""),
        niveau_declare=str(found.single("niveau_declare") or ""),
        niveau_simulation=str(found.single("niveau_simulation") or ""),
        shown=tuple(name for name, truth in found.outcomes.shown.items() if truth == TRUE),
        reasons=explainer.reasons(found),
        texts=person,
        professional_texts=worker,
        findings=found,
    )


def _carnets(value: Atom) -> int | str:
    return value if isinstance(value, str) else int(value)
