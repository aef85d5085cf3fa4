"""Walk through the whole console as an agent would: every link, every button, once each."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

import httpx

from tests.department.addresses import forms_of, pages_of, path_of
from tests.department.support import AGENT, PASSWORD, SECRETS, Browser, code_of

_LAST = re.compile(r"fermeture|revocation|retrait|annulation|effacement|cloture|rappel|envoi")
_VALUES = {
    "nom": "Essai",
    "code": "ESSAI",
    "mot_de_passe": PASSWORD,
    "reference": "2026-CCASILL-0000",
    "adresse": "https://departement.example",
}
_BY_TYPE = {"number": "1", "date": "2026-03-03", "url": "https://departement.example"}


@dataclass
class Form:
    """A form of a page; `fields` with what an agent would send, `buttons` with what each adds."""

    action: str
    method: str = "get"
    multipart: bool = False
    fields: dict[str, str] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[str] = []
        self._form: Form | None = None
        self._select = self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and given.get("href", "").startswith("/"):
            self.links.append(given["href"].partition("#")[0])
        elif tag == "form":
            self._form = Form(
                action=given.get("action", ""),
                method=given.get("method", "get"),
                multipart="multipart" in given.get("enctype", ""),
            )
            self.forms.append(self._form)
        elif self._form is not None:
            self._field(self._form, tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._form is not None and self._area and data.strip():
            self._form.fields[self._area] = data.removeprefix("\n")  # as browsers read it

    def _field(self, form: Form, tag: str, given: dict[str, str]) -> None:
        name, kind = given.get("name", ""), given.get("type", "text")
        if tag == "button":
            form.buttons.append((name, given.get("value", ""), given.get("formaction", "")))
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            if "selected" in given:
                form.fields[self._select] = given.get("value", "")
            form.fields.setdefault(self._select, given.get("value", ""))
        elif tag == "textarea":
            form.fields[name], self._area = "Un mot d’essai.", name
        elif tag == "input" and name and kind == "file":
            if "required" in given:
                form.files.append(name)
        elif tag == "input" and name:
            _fill(form, name, kind, given)


def _fill(form: Form, name: str, kind: str, given: dict[str, str]) -> None:
    if kind == "hidden":
        form.fields[name] = given.get("value", "")
    elif kind in {"radio", "checkbox"}:
        form.fields.setdefault(name, given.get("value", "on"))
    else:
        number = "1" if given.get("inputmode") in {"numeric", "decimal"} else ""
        usual = _VALUES.get(name) or _BY_TYPE.get(kind) or number or "Essai"
        form.fields[name] = given.get("value") or usual


@dataclass
class Walk:
    """Every page once, and every button once; what answers is seen by whoever asked for it."""

    browser: Browser
    steps: int = 0
    _links: list[str] = field(default_factory=list)
    _presses: list[tuple[Form, tuple[str, str, str]]] = field(default_factory=list)
    _late: list[tuple[Form, tuple[str, str, str]]] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)
    _visits: dict[str, int] = field(default_factory=dict)

    async def everywhere(self) -> None:
        """Walk until nothing is left."""
        app = self.browser.departement.app
        pages, forms = pages_of(app), forms_of(app)
        self._links = ["/", "/mon-compte", "/publications/racine", "/rien-de-tel"]
        while self._links or self._presses or self._late:
            if self._links:
                await self._open(self._links.pop(0), pages)
            else:
                form, button = (self._presses or self._late).pop(0)
                await self._press(form, button, pages, forms)

    async def _open(self, address: str, pages: list[str]) -> None:
        try:
            path = path_of(address, pages)
        except AssertionError:
            return
        if self._visits.get(path, 0) >= 3:
            return
        self._visits[path] = self._visits.get(path, 0) + 1
        response = await self.browser.get(address)
        assert response.status_code in {200, 404}, f"{address}: {response.status_code}"
        self._read(response)

    async def _press(
        self, form: Form, button: tuple[str, str, str], pages: list[str], forms: list[str]
    ) -> None:
        name, value, elsewhere = button
        data = {**form.fields, **({name: value} if name else {})}
        if "code" in data and len(data["code"]) < 6 and "connexion" not in form.action:
            data["code"] = self._code(form)
        address = elsewhere or form.action
        if form.method == "get":
            await self._open(str(httpx.URL(address, params=data)), pages)
            return
        path_of(address, forms)
        if form.multipart:
            parts: dict[str, tuple[str | None, str]] = {n: (None, v) for n, v in data.items()}
            parts |= dict.fromkeys(form.files, ("essai.csv", "structure;nombre\nCCASILL;2\n"))
            sent = self.browser.client.post(address, files=parts, follow_redirects=True)
        else:
            sent = self.browser.client.post(address, data=data, follow_redirects=True)
        response = await sent
        known = {200, 400, 403, 404, 409, 413, 422, 429}
        assert response.status_code in known, f"{address}: {response.status_code}"
        self._read(response)
        if response.url.path == "/connexion":
            await self.browser.sign_in()

    def _code(self, form: Form) -> str:
        if "telephone" in form.action:
            return code_of(SECRETS[AGENT], self.browser.departement.clock.now())
        return f"ESSAI{self.steps}"

    def _read(self, response: httpx.Response) -> None:
        self.steps += 1
        if not response.headers.get("content-type", "").startswith("text/html"):
            return
        reader = _Reader()
        reader.feed(response.text)
        for link in reader.links:
            if link not in self._seen and not link.startswith(("/statique/", "/v1/")):
                self._seen.add(link)
                self._links.append(link)
        for form, button in _buttons(reader.forms):
            bare = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+", "#", button[2] or form.action)
            key = (
                f"{bare} {button[0]}={re.sub(r'[0-9a-f-]{8,}', '#', button[1])} {len(form.fields)}"
            )
            if form.action == "/deconnexion" or key in self._seen:
                continue
            self._seen.add(key)
            late = _LAST.search(form.action)
            (self._late if late else self._presses).append((form, button))


def _buttons(forms: list[Form]) -> Iterator[tuple[Form, tuple[str, str, str]]]:
    for form in forms:
        for button in form.buttons:
            yield form, (button[0], html.unescape(button[1]), button[2])
