"""What a process of tests reads once: files of the program that never change under it."""

import gc
from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from unittest.mock import patch

import pytest
from sqlalchemy.engine import Engine
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.util import LRUCache

import app.ui  # noqa: F401  # pyright: ignore[reportUnusedImport] - before any other use of Qt
from app.conventions.communes import load_communes
from app.questionnaire.form.definition import load_form
from app.questionnaire.guide.frozen import from_json
from app.ui.garbage import collect_if_due

_read_once = lru_cache(maxsize=8)
_SELDOM = 100  # how many collections of the young before one of everything


@pytest.fixture(scope="session", autouse=True)
def python_does_not_collect() -> Iterator[None]:
    """Leave it to the thread of the tests, where the widgets belong: see `app.ui.garbage`.

    The modules that are imported by now stay to the end: nobody need look through them again.
    """
    gc.disable()
    gc.collect()
    gc.freeze()
    before = gc.get_threshold()
    gc.set_threshold(*before[:2], _SELDOM)
    yield
    gc.set_threshold(*before)
    gc.enable()


@pytest.fixture(autouse=True)
def collected() -> Iterator[None]:
    """Collect after each test, as far as Python would have."""
    yield
    collect_if_due()


@pytest.fixture(scope="session", autouse=True)
def read_once() -> Iterator[None]:
    """Read the communes once, and each version of the questionnaire, however many laptops open.

    Nobody who holds them can alter them: the program itself gives them to all its interviews.
    """
    with (
        patch("app.usecases.laptop.opening.load_communes", _read_once(load_communes)),
        patch("app.usecases.versions.questionnaires.load_form", _read_once(load_form)),
        patch("app.usecases.versions.questionnaires.from_json", _read_once(from_json)),
    ):
        yield


@pytest.fixture(scope="session", autouse=True)
def compile_once() -> Iterator[None]:
    """Compile each statement once, however many databases are opened: a tenth of the whole time.

    The cache of SQLAlchemy is an engine's own and asks whose dialect it was; those of these tests
    differ in nothing but the object.
    """
    compiled: LRUCache[Any, Any] = LRUCache(5000)
    shared = property(lambda _: compiled, lambda *_: None)
    with (
        patch.object(Engine, "_compiled_cache", shared, create=True),
        patch.object(DefaultDialect, "__eq__", lambda self, other: type(self) is type(other)),
        patch.object(DefaultDialect, "__hash__", lambda self: hash(type(self))),
    ):
        yield
