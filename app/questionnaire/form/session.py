"""One interview: answers in, states out, nothing computed that a change cannot have touched."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from app.questionnaire.expressions.failures import EvaluationError
from app.questionnaire.expressions.moments import iso_text
from app.questionnaire.form.actions import Actions
from app.questionnaire.form.building import grown_root
from app.questionnaire.form.collecting import building
from app.questionnaire.form.environment import Interview
from app.questionnaire.form.failures import AnswerRefusedError
from app.questionnaire.form.growth import MAX_TURNS, Growth
from app.questionnaire.form.kept import answers_below, node_at, restore
from app.questionnaire.form.markdown import released
from app.questionnaire.form.nodes import Document, Node, ParentNode, Range, Subtree, World
from app.questionnaire.form.places import changed_keys, key_of
from app.questionnaire.form.questions import Question
from app.questionnaire.form.reactive import Graph
from app.questionnaire.form.state import NodeState, state_of
from app.questionnaire.form.steps import Step, steps_of
from app.questionnaire.form.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime, tzinfo

    from app.questionnaire.expressions.values import TreeNode
    from app.questionnaire.form.model import FormDefinition


__all__ = ["FormSession"]


class FormSession:
    """One interview made with a form.

    Not for several threads at once. The clock is `now`, set again by whoever holds the session;
    everything else comes from the form and the answers, so that `answers()` given to a new
    session as `restored` makes the same interview again.

    `echo` writes an answer that a text repeats (`<output>`): a window that reads Markdown gives
    `markdown.verbatim`; without it the answer stands as it is, as in the ODK engine.

    Raises:
        EvaluationError: a formula of the form has no value, or demands too much.
    """

    def __init__(  # noqa: PLR0913 -- what an interview starts from, each by its name
        self,
        definition: FormDefinition,
        *,
        now: datetime,
        zone: tzinfo,
        language: str | None = None,
        restored: Mapping[str, str] | None = None,
        properties: Mapping[str, str] | None = None,
        generator: random.Random | None = None,
        echo: Callable[[str], str] | None = None,
    ) -> None:
        self.definition = definition
        self._graph = Graph()
        self._texts = Texts(self._graph, definition, language, echo)
        document = Document()
        self._interview = Interview(
            graph=self._graph,
            document=document,
            lists=definition.lists,
            now=now,
            zone=zone,
            translate=self._texts.translated,
            label_of_choice=_label_of_choice,
            generator=generator or random.SystemRandom(),
        )
        self._world = World(
            graph=self._graph,
            interview=self._interview,
            document=document,
            render=self._texts.rendered,
        )
        with building():
            self._root = grown_root(self._world, definition.root, definition.content)
        document.root = self._root
        self._texts.settle_in(self._interview)
        self._actions = Actions(definition.actions)
        self._growth = Growth(
            self._world,
            lambda: self._root,
            self._actions,
            definition.order,
            properties or {},
        )
        self._changed: frozenset[str] = frozenset()
        with building():
            self._start(restored)

    def _start(self, restored: Mapping[str, str] | None) -> None:
        self._graph.begin_action()
        if restored is None:
            self._growth.preload(self._root.below())
        else:
            restore(self._root, self._growth, restored)
        self._growth.activate(self._root)
        self._growth.follow_counts()
        if restored is None:
            self._actions.load(self._root)
            self._growth.follow_counts()
        self._actions.watch(self._root)
        self._settle()

    # -- what is there -------------------------------------------------------------------------

    @property
    def root(self) -> ParentNode:
        """The root node."""
        return self._root

    @property
    def now(self) -> datetime:
        """The instant that formulas take for now; set it before an action."""
        return self._interview.now

    @now.setter
    def now(self, now: datetime) -> None:
        self._interview.now = now

    @property
    def language(self) -> str:
        """The language of labels and messages."""
        return self._texts.language.get()

    @property
    def changed(self) -> frozenset[str]:
        """Paths of the nodes that the last action may have made look different."""
        return self._changed

    def state(self, path: str) -> NodeState:
        """Return the state of the node at `path`, such as `/data/rep[2]/age`.

        Raises:
            KeyError: no such node at present.
        """
        return state_of(self.node(path))

    def states(self) -> dict[str, NodeState]:
        """Return the states of all nodes in document order, by their paths.

        A repeat is found at its path followed by `[range]`.
        """
        return {key_of(node): state_of(node) for node in self._root.below()}

    def node(self, path: str) -> Node:
        """Return the node at `path`; a repeat may be written with or without `[range]`.

        Raises:
            KeyError: no such node at present.
        """
        return node_at(self._root, path)

    def answers(self) -> dict[str, str]:
        """Return everything that has to be kept to take up the interview again.

        Values that do not apply at present are among them: they come back when they apply.
        """
        return answers_below(self._root)

    def relevant_answers(self) -> dict[str, str]:
        """Return the answers that apply and are not blank, by their paths."""
        return {
            node.path(): value
            for node in self._root.below()
            if isinstance(node, Question) and (value := node.value.get())
        }

    def problems(self) -> list[NodeState]:
        """Return the questions that apply and whose answers do not do, in document order."""
        found = (
            node
            for node in self._root.below()
            if isinstance(node, Question) and not (node.constraint_ok() and node.required_ok())
        )
        return [state_of(node) for node in found]

    # -- steps ---------------------------------------------------------------------------------

    def steps(self) -> Iterator[Step]:
        """Yield the screens that apply, in order."""
        return steps_of(self.definition.body, self._root)

    def step_after(self, step: Step | None) -> Step | None:
        """Return the screen after `step`, the first one for `None`, `None` at the end."""
        found = step is None
        for one in self.steps():
            if found:
                return one
            found = step is not None and one.path == step.path
        return None

    def step_before(self, step: Step | None) -> Step | None:
        """Return the screen before `step`, the last one for `None`, `None` at the beginning."""
        before: Step | None = None
        for one in self.steps():
            if step is not None and one.path == step.path:
                return before
            before = one
        return before if step is None else None

    # -- actions -------------------------------------------------------------------------------

    def answer(self, path: str, value: str) -> frozenset[str]:
        """Answer a question and return the paths of the nodes that changed.

        Several choices are separated by spaces, dates are ISO, the empty text clears.

        Raises:
            KeyError: no such question at present.
            AnswerRefusedError: it is closed to entry.
            EvaluationError: a formula cannot be computed; the answer is kept all the same, what
                the formula decides stays as it was, and every state can still be read.
        """
        node = self.node(path)
        if not isinstance(node, Question):
            raise AnswerRefusedError("seule une question reçoit une réponse")
        if self._growth.halted:
            return frozenset()
        self._graph.begin_action()
        node.answer(value)
        changed = self._settle()
        node.constraint_ok()  # what nobody has looked at yet is not kept up to date
        self._graph.tell()
        return changed

    def add_repeat(self, path: str) -> frozenset[str]:
        """Add an instance at the end of a repeat.

        Raises:
            KeyError: no such repeat at present.
            AnswerRefusedError: a count drives it.
        """
        repeat = self._uncounted(path)
        if self._growth.halted:
            return frozenset()
        self._graph.begin_action()
        self._growth.grow(repeat)
        return self._settle()

    def remove_repeat(self, path: str, index: int) -> frozenset[str]:
        """Remove the instance at `index`, which counts from 1.

        Raises:
            KeyError: no such instance at present.
            AnswerRefusedError: a count drives the repeat.
        """
        repeat = self._uncounted(path)
        if not 1 <= index <= len(repeat.existing()):
            raise KeyError(f"{path}[{index}]")
        self._graph.begin_action()
        later = repeat.existing()[index:]
        self._growth.remove(repeat, index - 1)
        self._graph.changed.update(Subtree(instance) for instance in later)
        return self._settle()

    def set_language(self, name: str) -> frozenset[str]:
        """Show labels and messages in another language of the form.

        Raises:
            AnswerRefusedError: the form has no such language.
        """
        if name not in self.definition.languages:
            raise AnswerRefusedError(f"le questionnaire n’existe pas en « {name} »")
        self._graph.begin_action()
        self._texts.language.set(name)
        return self._settle()

    def finish(self, now: datetime) -> frozenset[str]:
        """Note the end of the interview where the form asks for it."""
        self._graph.begin_action()
        self.now = now
        for node in self._root.below():
            preload = node.definition.bind.preload
            if isinstance(node, Question) and preload and preload.parameter == "end":
                node.write(iso_text(now.astimezone(self._interview.zone)))
        return self._settle()

    # -- behind --------------------------------------------------------------------------------

    def _uncounted(self, path: str) -> Range:
        node = self.node(path)
        if not isinstance(node, Range):
            raise KeyError(path)
        if node.count is not None:
            raise AnswerRefusedError("le nombre d’exemplaires est calculé par le questionnaire")
        return node

    def _settle(self) -> frozenset[str]:
        for _ in range(MAX_TURNS):
            self._growth.follow_counts()
            if not self._actions.fire():
                break
        else:
            raise EvaluationError("les actions du questionnaire se déclenchent en boucle")
        changed, self._graph.changed = self._graph.changed, set()
        self._changed = frozenset(changed_keys(changed))
        return self._changed


def _label_of_choice(node: TreeNode, value: str) -> str:
    if not isinstance(node, Question):
        raise EvaluationError("jr:choice-name() attend une question à choix")
    return released(node.choice_label(value))
