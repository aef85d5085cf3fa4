"""Messages, modules and needs: only what is sure, whatever the missing answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from app.questionnaire.guide.model import Condition, Frein, Guide, Message, Module, ModuleLimit
from app.questionnaire.guide.quantities import Knowledge
from app.questionnaire.guide.values import TRUE, UNKNOWN, Ticked


class _Conditional(Protocol):
    @property
    def condition(self) -> Condition: ...


_Row = TypeVar("_Row", bound=_Conditional)


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What can be advised already; `provisional` when a missing answer may still add to it."""

    messages: tuple[Message, ...]
    modules: tuple[Module, ...]
    modules_later: tuple[Module, ...]
    seances: int
    freins: tuple[Frein, ...]
    leviers: tuple[str, ...]
    missing_domains: tuple[str, ...]
    blocking: tuple[str, ...]
    provisional: bool


def advise(guide: Guide, known: Knowledge, target: str) -> Advice:
    """Return the advice; `target` names the row of « modules_limites » to follow."""
    rows: tuple[_Conditional, ...] = (*guide.modules, *guide.messages)
    leviers = _leviers(guide, known)
    chosen, later = _modules(guide, _sure(guide.modules, known), leviers, target)
    return Advice(
        messages=tuple(_sure(guide.messages, known)),
        modules=tuple(chosen),
        modules_later=tuple(later),
        seances=sum(module.seances for module in chosen),
        freins=tuple(_sure(guide.freins, known)),
        leviers=leviers,
        missing_domains=tuple(
            variable.missing_domain
            for variable in guide.variables
            if variable.missing_domain and known[variable.name] == frozenset({True})
        ),
        blocking=_blocking(guide, known),
        provisional=any(row.condition.holds(known) == UNKNOWN for row in rows),
    )


def _sure(rows: Sequence[_Row], known: Knowledge) -> list[_Row]:
    return [row for row in rows if row.condition.holds(known) == TRUE]


def _leviers(guide: Guide, known: Knowledge) -> tuple[str, ...]:
    question = guide.questions[guide.settings.question_leviers]
    value = known[question.name]
    sure = value.sure if isinstance(value, Ticked) else frozenset[str]()
    exclusive = {choice.code for choice in question.choices if choice.exclusive}
    return tuple(sorted(sure - exclusive))


def _blocking(guide: Guide, known: Knowledge) -> tuple[str, ...]:
    if known[guide.settings.variable_empechement] != frozenset({True}):
        return ()
    return tuple(sorted(str(code) for code in known[guide.settings.question_empechement]))


def _modules(
    guide: Guide, eligible: list[Module], leviers: Sequence[str], target: str
) -> tuple[list[Module], list[Module]]:
    """Return the modules that fit in the sessions, and those for later.

    Those marked « en_tete » come first, then those tied to what the person hopes for, as many as
    the setting says, then the others by priority.
    """
    limit = guide.module_limits.get(target)
    if limit is None or limit.modules == "aucun":
        return [], []
    eligible = [module for module in eligible if _fits(module, limit)]
    first = [module for module in eligible if module.first]
    tied = [module for module in eligible if module.levier in leviers]
    chosen: list[Module] = []
    total = 0
    for module in (*first, *tied[: guide.settings.modules_par_levier], *eligible):
        if module not in chosen and total + module.seances <= limit.seances_max:
            chosen.append(module)
            total += module.seances
    return (
        [module for module in eligible if module in chosen],
        [module for module in eligible if module not in chosen],
    )


def _fits(module: Module, limit: ModuleLimit) -> bool:
    match limit.modules:
        case "coup_de_pouce":
            return module.coup_de_pouce
        case "sans_seance":
            return module.seances == 0
        case _:
            return True
