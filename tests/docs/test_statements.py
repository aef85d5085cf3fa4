"""What the security note, the accessibility statement and the administrator's guide rest on."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.docs import policies

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
SECURITY, ACCESS = DOCS / "securite.md", DOCS / "accessibilite.md"
_TEST = re.compile(r"`([a-z0-9_/]+/test_\w+\.py)(?:::(test_\w+))?`")
_CODE = re.compile(r"`(app/[a-z0-9_/.]+)`")


@cache
def _tests_of(file: Path) -> frozenset[str]:
    tree = ast.parse(file.read_text("utf-8"))
    return frozenset(
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )


def _lost(page: Path) -> list[str]:
    """Return what a page names as its proof and is not there."""
    text = page.read_text("utf-8")
    lost = [one for one in _CODE.findall(text) if not (ROOT / one).exists()]
    for place, name in _TEST.findall(text):
        file = ROOT / "tests" / place
        if not file.is_file() or (name and name not in _tests_of(file)):
            lost.append(f"{place}::{name}")
    return lost


@pytest.mark.parametrize("page", [SECURITY, ACCESS], ids=lambda page: page.stem)
def test_each_proof_that_is_named_exists(page: Path) -> None:
    assert len(_TEST.findall(page.read_text("utf-8"))) > 10
    assert _lost(page) == []


def test_a_proof_that_is_gone_is_found(tmp_path: Path) -> None:
    page = tmp_path / "note.md"
    page.write_text(
        "`ui/frame/test_theme.py::test_nothing` `app/gone.py` `ui/test_gone.py`", "utf-8"
    )
    assert _lost(page) == [
        "app/gone.py",
        "ui/frame/test_theme.py::test_nothing",
        "ui/test_gone.py::",
    ]


def test_each_threat_says_what_is_not_protected() -> None:
    text = SECURITY.read_text("utf-8")
    threats = re.split(r"^### ", text.split("## Inventaire")[0], flags=re.MULTILINE)[1:]
    assert len(threats) == 9
    assert [one.split("\n")[0] for one in threats if "**Non protégé**" not in one] == []


def test_the_accessibility_statement_claims_no_more_than_was_verified() -> None:
    text = ACCESS.read_text("utf-8")
    assert "**Partiellement conforme.**" in text
    for unverified in ("lecteur d’écran tenu par une personne", "veraPDF", "audit par un tiers"):
        assert unverified in text
    assert "totalement conforme" not in text.lower()
    for part in ("État de conformité", "Contenus non accessibles", "Voies de recours", "contact"):
        assert part in text


def test_the_administrators_guide_shows_the_programs_own_table_of_policies() -> None:
    assert policies.shown() == policies.table()
