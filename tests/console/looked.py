"""Pages as the service made them, and what is wrong with one for who sees or moves otherwise."""

from collections import defaultdict
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any, Final

import pytest
from fastapi.responses import HTMLResponse

from app.department.console.rendering import TEMPLATES, Renderer
from tests.console import axe
from tests.console.agent import TABLET, Agent

_WIDER: Final = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
_SMALL: Final = """
const drawn = 'button, .bouton, select, textarea, input:not([type=hidden])';
return [...document.querySelectorAll(drawn)]
    .filter(one => one.offsetParent)
    .map(one => [one.closest('label') || one, one.outerHTML])
    .filter(([box]) => box.offsetHeight < 24 || box.offsetWidth < 24)
    .map(([box, text]) => text);
"""
_OF_ITS_OWN: Final = "return document.querySelectorAll('script, style, [style]').length"
_OTHER: Final = (
    0.7  # a page this much shorter than the fullest shows something else: its empty state
)
_TABLES: Final = "return document.querySelectorAll('table:not(:has(caption))').length"
_ALIKE: Final = """
const line = one => getComputedStyle(one).borderBottomColor;
const said = '.menu a[aria-current], .onglets a[aria-current], .etat, .marque-doute, .raisons li';
return [
    ...[...document.querySelectorAll('.onglets a:not([aria-current])')].filter(
        one => line(one) !== getComputedStyle(document.body).backgroundColor),
    ...[...document.querySelectorAll(said)].filter(
        one => getComputedStyle(one).borderBottomStyle === 'none'),
].map(one => one.outerHTML);
"""


class Album:
    """Every page that was made while it looked on, by template and status."""

    def __init__(self) -> None:
        self._pages: dict[tuple[str, int], list[str]] = defaultdict(list)

    @contextmanager
    def looking_on(self) -> Generator[None]:
        """Keep what the service renders until the block ends."""
        made = Renderer.page

        def page(renderer: Renderer, template: str, **values: Any) -> HTMLResponse:  # noqa: ANN401 - what a template shows
            answer = made(renderer, template, **values)
            text = bytes(answer.body).decode()
            self._pages[template, answer.status_code].append(text)
            return answer

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Renderer, "page", page)
            yield

    def pages(self) -> list[tuple[str, str]]:
        """Return (name, page): of each template and status the fullest, and the emptiest."""
        found: list[tuple[str, str]] = []
        for (template, status), several in sorted(self._pages.items()):
            ordered = sorted(several, key=len)
            kept = ordered[-1:]
            if len(ordered[0]) < _OTHER * len(kept[0]):
                kept.append(ordered[0])
            found += [(f"{template} {status}", page) for page in kept]
        return found

    def missing(self) -> set[str]:
        """Return the templates of pages that were never made."""
        known = {file.name for file in TEMPLATES.glob("*.html")} - {"base.html"}
        return known - {template for template, _ in self._pages}


def faults(agent: Agent) -> list[str]:
    """Return what is wrong with the page shown, on a tablet, in light and in dark."""
    agent.prefers()
    found = axe.violations(agent.browser, axe.EVERY_RULE)
    if wider := agent.asks(_WIDER):
        found.append(f"the page is {wider} pixels wider than the tablet")
    found += [f"too small for a finger: {one}" for one in agent.asks(_SMALL)]
    if agent.asks(_OF_ITS_OWN):
        found.append("a script or a style of its own")
    if agent.asks(_TABLES):
        found.append("a table without a caption")
    agent.prefers(prefers_color_scheme="dark")
    found += [f"dark: {one}" for one in axe.violations(agent.browser, axe.CONTRAST)]
    return found


def faults_in_forced_colours(agent: Agent) -> list[str]:
    """Return what is wrong with the page shown in the colours that its reader forces."""
    agent.prefers(forced_colors="active")
    found = axe.violations(agent.browser, axe.CONTRAST) + agent.asks(_ALIKE)
    return [f"forced colours: {one}" for one in found]


__all__ = ["TABLET", "Album", "faults", "faults_in_forced_colours"]
