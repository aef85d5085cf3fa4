"""Which chapter belongs to which page: every page has one, and each one is in the guide."""

import pkgutil
from importlib.util import find_spec
from pathlib import PurePosixPath

import app.ui.pages
from app.bootstrap.places import guide_folder
from app.documents.guide.book import CONTENTS, read_book, targets
from app.ui.help.chapters import CHAPTERS, FIRST, chapter_of_module
from app.ui.pages.reglages.page import ReglagesPage


def test_every_page_of_the_program_has_its_chapter() -> None:
    packages = [one.name for one in pkgutil.iter_modules(app.ui.pages.__path__, "app.ui.pages.")]
    assert len(packages) > 30
    assert [name for name in packages if not chapter_of_module(name)] == []


def test_every_chapter_of_the_table_is_in_the_guide_and_every_page_of_the_table_exists() -> None:
    book = read_book(guide_folder())
    assert [key for key in {FIRST, *CHAPTERS.values()} if not book.has(key)] == []
    assert [module for module in CHAPTERS if find_spec(module) is None] == []


def test_every_part_of_the_settings_has_a_chapter_of_its_own_or_that_of_the_settings(
    qapp: object,
) -> None:
    assert qapp is not None
    page = ReglagesPage()
    parts = {
        name: chapter_of_module(type(part).__module__)
        for name, part in vars(page).items()
        if type(part).__module__.startswith("app.ui.pages.reglages.")
    }
    assert len(parts) >= 13
    shared = [name for name, chapter in parts.items() if chapter == "reglages"]
    assert sorted(shared) == ["about", "appearance"]


def test_the_nearest_package_decides() -> None:
    assert chapter_of_module("app.ui.pages.reglages.sauvegardes.tab") == "sauvegardes"
    assert chapter_of_module("app.ui.pages.carnets.hand_page") == "remise-carnet"
    assert chapter_of_module("app.ui.pages.carnets.page") == "carnets"
    assert chapter_of_module("app.ui.widgets.page") == ""


def test_each_chapter_of_a_page_says_what_is_kept_and_what_to_do_when_it_goes_wrong() -> None:
    book = read_book(guide_folder())
    without = {
        key
        for key in set(CHAPTERS.values()) - {"clavier"}
        for titles in [{title for _, title, _ in book.chapter(key).places}]
        if "Si quelque chose ne va pas" not in titles
    }
    assert without == set()


def test_every_link_of_a_chapter_leads_to_a_chapter_that_the_window_can_show() -> None:
    book = read_book(guide_folder())
    lost: list[tuple[str, str]] = []
    for chapter in book.chapters:
        for link in (one for block in chapter.blocks for one in targets(block)):
            path, _, anchor = link.partition("#")
            key = PurePosixPath(path).stem if path else chapter.key
            there = book.has(key) and (
                not anchor or anchor in {place for place, _, _ in book.chapter(key).places}
            )
            if not there:
                lost.append((chapter.key, link))
    assert lost == []


def test_the_frozen_program_carries_what_the_contents_lead_to() -> None:
    spec = (guide_folder().parent / "installer" / "passerelle.spec").read_text("utf-8")
    needed = {"docs/images", f"docs/{CONTENTS}"}
    for chapter in read_book(guide_folder()).chapters:
        place = chapter.path.relative_to(guide_folder().parent)
        folder = place.parent.as_posix()
        needed.add(folder if folder != "docs" else place.as_posix())
    assert [one for one in sorted(needed) if f'"{one}"' not in spec] == []
