"""The pages tell the truth: what they link, show and name is there."""

import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
IMAGES = DOCS / "images"
CHAPTERS = sorted((DOCS / "guide").glob("*.md"))
README = ROOT / "README.md"
PAGES = sorted([README, *DOCS.rglob("*.md")])
LARGEST_BYTES = 120_000
WITHOUT_HELP = {"tests.screens", "tests.guide_images", "benchmarks"}  # take no options

_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_DRAWN = re.compile(r'^    "([a-z-]+)": "([a-z0-9-]+)",$', re.MULTILINE)
_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#{1,6} +(.+)$", re.MULTILINE)
_MODULE = re.compile(r"python -m ([a-z_.]+)((?: [a-z][a-z-]+)*)")
_MACHINE = re.compile(r"(?:^|[\s(`\"'=])/(?:work|root|home|tmp)/|pypi\.|npmjs|artifact")


def _name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def _anchor(heading: str) -> str:
    """Return the anchor that a forge gives a heading: small letters, no punctuation, dashes."""
    kept = re.sub(r"[^\w\- ]", "", heading.strip().lower())
    return kept.replace(" ", "-")


def _anchors(page: Path) -> set[str]:
    return {_anchor(one) for one in _HEADING.findall(page.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_internal_link_leads_somewhere(page: Path) -> None:
    lost: list[str] = []
    for target in _LINK.findall(page.read_text(encoding="utf-8")):
        if "://" in target:
            continue
        path, _, anchor = unquote(target).partition("#")
        aimed = (page.parent / path).resolve() if path else page
        if not aimed.exists() or (anchor and anchor not in _anchors(aimed)):
            lost.append(target)
    assert lost == []


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_no_page_names_a_machine_or_a_registry(page: Path) -> None:
    assert _MACHINE.findall(page.read_text(encoding="utf-8")) == []


def _pictures() -> dict[str, str]:
    """Return the words beside each picture of README and guide, by the picture's name."""
    return {
        Path(target).stem: words
        for page in (README, *CHAPTERS)
        for words, target in _PICTURE.findall(page.read_text(encoding="utf-8"))
    }


def test_every_picture_has_words_for_those_who_do_not_see_it() -> None:
    assert [name for name, words in _pictures().items() if len(words) < 8] == []


def test_the_folder_holds_the_pictures_that_are_shown_and_no_other() -> None:
    assert {file.stem for file in IMAGES.iterdir()} == set(_pictures())


def test_the_pictures_stay_small() -> None:
    heavy = [file.name for file in IMAGES.iterdir() if file.stat().st_size > LARGEST_BYTES]
    assert heavy == []


def test_every_picture_is_taken_by_the_demonstration_or_drawn_as_a_screen() -> None:
    told = "".join(file.read_text("utf-8") for file in (ROOT / "demonstration").glob("*.py"))
    drawn = dict(_DRAWN.findall((ROOT / "tests" / "guide_images.py").read_text("utf-8")))
    screens = "".join(file.read_text("utf-8") for file in (ROOT / "tests" / "ui").glob("*.py"))
    assert [n for n in _pictures() if n not in drawn and f'"{n}"' not in told] == []
    assert [screen for screen in drawn.values() if f'"{screen}"' not in screens] == []


def _commands(page: Path) -> set[tuple[str, ...]]:
    found = _MODULE.findall(page.read_text(encoding="utf-8"))
    return {(module, *words.split()) for module, words in found}


def _all_commands() -> list[tuple[str, ...]]:
    pages = (README, *CHAPTERS, DOCS / "exploitation-departement.md", DOCS / "STATE.md")
    found = set[tuple[str, ...]]().union(*(_commands(page) for page in pages))
    return sorted(found)


@pytest.mark.parametrize("command", _all_commands(), ids=" ".join)
@pytest.mark.long
def test_every_command_exists(command: tuple[str, ...]) -> None:
    module, *words = command
    if module in WITHOUT_HELP:
        assert find_spec(module) is not None
        return
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-m", module, *words[:1], "--help"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert b"usage" in done.stdout


def test_the_readme_shows_the_two_commands_of_start() -> None:
    text = README.read_text(encoding="utf-8")
    assert "\npython3 start.py\n" in text
    assert "\npython3 start.py test\n" in text
    wrong = subprocess.run(
        [sys.executable, "start.py", "autre"], cwd=ROOT, capture_output=True, check=False
    )
    assert wrong.returncode == 2
    assert b"start.py [test]" in wrong.stderr


def test_every_decision_record_is_in_the_index() -> None:
    index = (DOCS / "decisions" / "README.md").read_text(encoding="utf-8")
    records = [file.name for file in (DOCS / "decisions").glob("0*.md")]
    assert records
    assert [name for name in records if f"({name})" not in index] == []
