"""Read a whole form from its XForm."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from app.questionnaire.form.binds import BindReader, bind_elements
from app.questionnaire.form.body import Body, BodyReader
from app.questionnaire.form.collecting import building
from app.questionnaire.form.compiling import Compiler
from app.questionnaire.form.content import ContentReader, content_of, with_meta
from app.questionnaire.form.failures import FormError
from app.questionnaire.form.lists import ListNode, list_of, table_of
from app.questionnaire.form.model import Action, FormDefinition, NodeDefinition, Text
from app.questionnaire.form.names import resolved
from app.questionnaire.form.ordering import Ordering
from app.questionnaire.form.xml import Element, parse_xml

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["FormDefinition", "load_form"]

_EVENTS = frozenset(
    {
        "odk-instance-first-load",
        "odk-instance-load",
        "odk-new-repeat",
        "xforms-value-changed",
    }
)

_ACTIONS = {
    "setgeopoint": "prendre la position",
    "recordaudio": "enregistrer le son",
    "insert": "ajouter un nœud",
    "delete": "retirer un nœud",
    "send": "envoyer",
}
"""Actions of XForms and ODK that are refused by name."""


def load_form(
    xml: str | bytes, *, strict: bool = True, files: Mapping[str, str] = MappingProxyType({})
) -> FormDefinition:
    """Read a form.

    `files` gives the text of the CSV tables that the form names, by file name. With
    `strict=False` what is not supported is kept as a plain text and nothing is refused that
    can be passed over: that is for traces of forms made by others.

    Raises:
        FormError: everything that is wrong with the form, in French.
    """
    with building():
        return _loaded(xml, strict=strict, files=files)


def _loaded(xml: str | bytes, *, strict: bool, files: Mapping[str, str]) -> FormDefinition:
    html = parse_xml(xml)
    compiler = Compiler(strict=strict)
    head, body = html.child("head"), html.child("body")
    model = None if head is None else head.child("model")
    if head is None or body is None or model is None:
        raise FormError.of("le fichier n’est pas un questionnaire XForm")
    return _Reader(compiler, head, model, body, files).read()


class _Reader:
    def __init__(
        self,
        compiler: Compiler,
        head: Element,
        model: Element,
        body: Element,
        files: Mapping[str, str],
    ) -> None:
        self._compiler = compiler
        self._head = head
        self._model = model
        self._body = body
        self._files = files

    def read(self) -> FormDefinition:
        root = self._root()
        path = f"/{root.name}"
        elements = bind_elements(self._model, path)
        ids = {
            identifier: where
            for where, element in elements.items()
            if (identifier := element.get("id")) is not None
        }
        body = BodyReader(self._compiler, ids).read(self._body, path)
        content, identifier = with_meta(root, content_of(root))
        binds = BindReader(self._compiler, elements, body)
        definition = ContentReader(self._compiler, binds, body, identifier).read(content)
        by_path = {node.path: node for node in definition.walk()}
        self._check(root, elements, body, by_path)
        self._check_model()
        ordering = Ordering(definition)
        self._check_circles(ordering)
        languages, default = self._languages()
        title = self._head.child("title")
        form = FormDefinition(
            title="" if title is None else title.own_text().strip(),
            form_id=root.get("id") or "",
            version=root.get("version") or "",
            root=definition,
            content=content,
            body=body.items,
            languages=languages,
            default_language=default,
            translations=self._translations(),
            lists=self._lists(),
            actions=self._actions(body, path, ids),
            order=ordering.order,
            by_path=by_path,
        )
        if self._compiler.problems:
            raise FormError(self._compiler.problems)
        return form

    def _root(self) -> Element:
        instance = self._model.child("instance")
        if instance is not None:
            for element in instance.elements():
                return element
        raise FormError.of("le questionnaire n’a pas d’instance principale")

    def _check(
        self,
        root: Element,
        elements: dict[str, Element],
        body: Body,
        by_path: dict[str, NodeDefinition],
    ) -> None:
        if not self._compiler.strict:
            return
        for path in (*elements, *body.controls, *body.repeats):
            if path not in by_path and "/@" not in path:
                self._compiler.problem("cette question n’existe pas dans le questionnaire", path)
        submission = self._model.child("submission")
        if submission is not None and submission.get("base64RsaPublicKey"):
            self._compiler.problem("le chiffrement des réponses n’est pas pris en charge")
        if any(element.local == "entity" for element in root.descendants()):
            self._compiler.problem("les entités ODK ne sont pas prises en charge")

    def _check_model(self) -> None:
        """Name what the model asks for and this engine does not do."""
        if not self._compiler.strict:
            return
        for element in (*self._model.elements(), *self._body.descendants()):
            what = _ACTIONS.get(element.local)
            if what is not None:
                message = f"l’action « {element.local} » ({what}) n’est pas prise en charge"
                self._compiler.problem(message, element.get("ref") or "")

    def _check_circles(self, ordering: Ordering) -> None:
        if not self._compiler.strict:
            return
        for circle in ordering.circles:
            names = " → ".join(path.rpartition("/")[2] for path in circle)
            self._compiler.problem(f"calcul en boucle : {names}", circle[0], "calculate")

    # -- languages -----------------------------------------------------------------------------

    def _translation_elements(self) -> list[Element]:
        itext = self._model.child("itext")
        return [] if itext is None else itext.children("translation")

    def _languages(self) -> tuple[tuple[str, ...], str]:
        elements = self._translation_elements()
        names = tuple(element.get("lang") or "" for element in elements)
        for element in elements:
            if element.get("default") is not None:
                return names, element.get("lang") or ""
        return names, names[0] if names else ""

    def _translations(self) -> dict[str, dict[str, Text]]:
        return {
            element.get("lang") or "": {
                text.get("id") or "": self._compiler.translated_text(text, text.get("id") or "")
                for text in element.children("text")
            }
            for element in self._translation_elements()
        }

    # -- lists and actions ---------------------------------------------------------------------

    def _lists(self) -> dict[str, ListNode]:
        lists: dict[str, ListNode] = {}
        for instance in self._model.children("instance")[1:]:
            name = instance.get("id") or ""
            source = instance.get("src")
            if source is None:
                lists[name] = list_of(instance)
                continue
            file = source.rpartition("/")[2]
            if file in self._files:
                lists[name] = table_of(self._files[file])
                continue
            if self._compiler.strict:
                self._compiler.problem(_unusable(source, file))
            lists[name] = ListNode(name, None)  # what older forms write in its place is no list
        return lists

    def _actions(self, body: Body, root: str, ids: Mapping[str, str]) -> tuple[Action, ...]:
        elements = [("", element) for element in self._model.children("setvalue")]
        actions: list[Action] = []
        for source, element in (*elements, *body.actions):
            bind = element.get("bind")
            reference = element.get("ref")
            target = ids.get(bind) if bind is not None else None
            if reference is not None:
                target = resolved(reference, source or root)
            if target is None:
                self._compiler.problem("une action « setvalue » ne dit pas quelle question", source)
                continue
            events = frozenset((element.get("event") or "").split())
            for event in sorted(events - _EVENTS):
                if self._compiler.strict:
                    self._compiler.problem(f"événement « {event} » inconnu", target, "trigger")
            value = element.get("value")
            text = value or _quoted(element.own_text())
            formula = self._compiler.formula(text, target, "calculate")
            actions.append(Action(target=target, events=events, formula=formula, source=source))
        return tuple(actions)


def _unusable(source: str, file: str) -> str:
    """Say why a list kept outside the form cannot be used."""
    if source.startswith("jr://instance/"):
        return (
            "les réponses de l’entretien précédent (last-saved) ne sont pas prises en charge : "
            "un entretien ne montre rien d’une autre personne"
        )
    suffix = file.rpartition(".")[2].lower()
    if suffix in {"xml", "geojson"}:
        return (
            f"la liste jointe « {file} » est en {suffix.upper()}, non pris en charge : "
            "la donner en CSV ou dans la feuille choices"
        )
    return f"il manque la table jointe « {file} »"


def _quoted(text: str) -> str:
    """Write a text as a literal; XPath has no escape, so a text with both quotes is joined."""
    if "'" not in text:
        return f"'{text}'"
    if '"' not in text:
        return f'"{text}"'
    pieces = ', "\'", '.join(f"'{piece}'" for piece in text.split("'"))
    return f"concat({pieces})"
