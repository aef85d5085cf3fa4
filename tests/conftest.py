"""What a process of tests reads once: files of the program that never change under it."""

import gc
from collections.abc import Iterator
from functools import lru_cache
from unittest.mock import patch

import pytest

import app.ui  # noqa: F401  # pyright: ignore[reportUnusedImport] - before any other use of Qt
from app.conventions.communes import load_communes
from app.questionnaire.form.definition import load_form
from app.questionnaire.guide.frozen import from_json
from app.ui.garbage import collect_if_due

_read_once = lru_cache(maxsize=8)


@pytest.fixture(scope="session", autouse=True)
def python_does_not_collect() -> Iterator[None]:
    """Leave it to the thread of the tests, where the widgets belong: see `app.ui.garbage`."""
    gc.disable()
    yield
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
