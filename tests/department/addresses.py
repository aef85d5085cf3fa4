"""The addresses that the application answers, so that a test can walk through all of them."""

import html
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.routing import compile_path

from tests.department.support import Browser

_LINK = re.compile(r'href="(/[^"#]*)(?:#[^"]*)?"')
_ELSEWHERE = ("/statique/", "/v1/")


def routes_of(app: FastAPI) -> list[APIRoute]:
    """Return every route of the application, those of its parts included."""
    return list(_routes(app.routes))


def pages_of(app: FastAPI) -> list[str]:
    """Return the paths, with their parameters in braces, that show a page of the console."""
    return [
        route.path
        for route in routes_of(app)
        if "GET" in (route.methods or ()) and not route.path.startswith("/v1/")
    ]


def forms_of(app: FastAPI) -> list[str]:
    """Return the paths to which a form of the console is sent."""
    return [
        route.path
        for route in routes_of(app)
        if "POST" in (route.methods or ()) and not route.path.startswith("/v1/")
    ]


def path_of(address: str, paths: Iterable[str]) -> str:
    """Return the path with braces that answers to `address`, the first as the router does."""
    bare = address.partition("?")[0]
    for path in paths:
        if compile_path(path)[0].match(bare):
            return path
    raise AssertionError(f"{address} leads nowhere")


async def crawl(browser: Browser, *, start: Iterable[str], each: int = 3) -> dict[str, list[str]]:
    """Follow every link from `start` as one agent; give at most `each` addresses a page.

    A link that leads to a fault is a fault.
    """
    app = browser.departement.app
    paths = pages_of(app)
    found: dict[str, list[str]] = defaultdict(list)
    waiting, seen = list(start), set(start)
    while waiting:
        address = waiting.pop(0)
        path = path_of(address, paths)
        if len(found[path]) >= each:
            continue
        response = await browser.client.get(address)
        assert response.status_code in {200, 303}, f"{address}: {response.status_code}"
        if not response.headers.get("content-type", "text/html").startswith("text/html"):
            continue
        found[path].append(address)
        for link in _LINK.findall(response.text):
            target = html.unescape(link)
            if target not in seen and not target.startswith(_ELSEWHERE):
                seen.add(target)
                if any(compile_path(path)[0].match(target.partition("?")[0]) for path in paths):
                    waiting.append(target)
    return {path: addresses for path, addresses in found.items() if addresses}


def _routes(routes: Iterable[Any]) -> Iterator[APIRoute]:
    for route in routes:
        if isinstance(route, APIRoute):
            yield route
        elif (part := getattr(route, "original_router", None)) is not None:
            yield from _routes(part.routes)
