"""Labels, hints and messages in the language of the interview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.questionnaire.expressions.context import Context, Environment
from app.questionnaire.expressions.values import TreeNode, to_text
from app.questionnaire.form.reactive import Cell, Graph

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.questionnaire.form.model import FormDefinition, Text


class Texts:
    """Writes the texts of one interview; `language` is what they depend on."""

    def __init__(
        self,
        graph: Graph,
        definition: FormDefinition,
        language: str | None,
        echo: Callable[[str], str] | None = None,
    ) -> None:
        self.language = Cell(graph, self, language or definition.default_language)
        self._definition = definition
        self._echo = echo
        self._environment: Environment | None = None

    def settle_in(self, environment: Environment) -> None:
        """Take the interview that the values in the texts come from."""
        self._environment = environment

    def translated(self, name: str) -> str:
        """Return a text by its name for a calculation, blank when the language lacks it.

        A calculation keeps the text it took when the language is switched.
        Source: web-forms 0.22.
        """
        environment = self._environment
        text = self._definition.translations.get(self.language.peek(), {}).get(name)
        if text is None or environment is None:
            return ""
        return self._written(text, environment.document, None)

    def rendered(self, text: Text, node: TreeNode) -> str:
        """Write a text to be shown, as seen from `node`."""
        return self._written(text, node, self._echo)

    def _written(self, text: Text, node: TreeNode, echo: Callable[[str], str] | None) -> str:
        environment = self._environment
        if environment is None:
            return ""
        context = Context(environment, node, node)
        found: Text | None = text
        if text.translation is not None:
            found = self._find(to_text(text.translation.evaluator(context)))
        if found is None:
            return ""
        said = echo if echo is not None and found.echoes else str
        return "".join(
            chunk if isinstance(chunk, str) else said(to_text(chunk.evaluator(context)))
            for chunk in found.chunks
        )

    def _find(self, name: str) -> Text | None:
        return self._definition.translations.get(self.language.get(), {}).get(name)
