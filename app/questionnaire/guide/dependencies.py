"""Which questions can change the value of a name."""

from app.questionnaire.guide.model import Guide
from app.questionnaire.guide.names import AGE
from app.questionnaire.guide.outcomes import LEVEL_NAMES


class Dependencies:
    """Follows names down to the questions they hang on; remembers what it found."""

    def __init__(self, guide: Guide) -> None:
        self._guide = guide
        self._variables = {variable.name: variable for variable in guide.variables}
        self._found: dict[str, frozenset[str]] = {}

    def questions_of(self, name: str) -> frozenset[str]:
        """Return the questions, and the age band, that can change `name`.

        The conditions under which a question is shown count among them.
        """
        found = self._found.get(name)
        if found is None:
            found = self._follow(name)
            self._found[name] = found
        return found

    def values_of(self, name: str) -> frozenset[str]:
        """Return the questions whose answers `name` is computed from, however they are shown."""
        if name == AGE or name in self._guide.questions:
            return frozenset({name})
        if name in LEVEL_NAMES:
            caps = [used for cap in self._guide.plafonds for used in cap.condition.names]
            names = [self._guide.settings.variable_niveau, *caps]
        else:
            variable = self._variables.get(name)
            names = list(variable.arguments) if variable else []
        return frozenset[str]().union(*(self.values_of(used) for used in names))

    def _follow(self, name: str) -> frozenset[str]:
        if name == AGE:
            return frozenset({AGE})
        question = self._guide.questions.get(name)
        if question:
            shown_if = question.shown_if.names if question.shown_if else ()
            return self._all(shown_if) | {name}
        if name in LEVEL_NAMES:
            caps = [used for cap in self._guide.plafonds for used in cap.condition.names]
            return self._all([self._guide.settings.variable_niveau, *caps])
        variable = self._variables.get(name)
        return self._all(variable.arguments) if variable else frozenset()

    def _all(self, names: tuple[str, ...] | list[str]) -> frozenset[str]:
        return frozenset[str]().union(*(self.questions_of(name) for name in names))
