"""Writes the guides to be read without the program: `python -m installer.guide [OUT]`.

`OUT/guide.pdf`, `OUT/carte.pdf`, and pages for a browser with their pictures: the user's guide and,
after it, the pages for the administrator. The program itself reads the sources (docs/guide).
"""

import argparse
import shutil
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from app.documents.guide.book import read_book, read_chapter
from app.documents.guide.pages import STYLE, STYLE_FILE, pages_of, pictures_of
from app.documents.guide.paper import card_pdf, guide_pdf
from installer import commit

DOCS: Final = commit.ROOT / "docs"
PART: Final = "Pour l’administrateur"
FURTHER: Final = {
    "administration": "administration.md",
    "exploitation-departement": "exploitation-departement.md",
    "note-securite": "securite.md",
    "accessibilite": "accessibilite.md",
    "protocole": "protocole.md",
}
"""The pages beside the guide, by the name of the page that is made of each."""


def write(out: Path, made_on: date) -> int:
    """Write everything below `out` and return how many files; what stands there is replaced."""
    book = read_book(DOCS)
    further = [read_chapter(DOCS / file, PART, key) for key, file in FURTHER.items()]
    images = out / "images"
    images.mkdir(parents=True, exist_ok=True)
    (out / "guide.pdf").write_bytes(guide_pdf(book, made_on))
    (out / "carte.pdf").write_bytes(card_pdf(book, made_on))
    (out / STYLE_FILE).write_text(STYLE, encoding="utf-8")
    pages = pages_of(book, further)
    for name, content in pages.items():
        (out / name).write_text(content, encoding="utf-8")
    shown = {
        picture
        for one in (*book.chapters, *further)
        for picture in pictures_of(one.blocks, one.path.parent)
    }
    for picture in sorted(shown):
        shutil.copyfile(picture, images / picture.name)
    return len(pages) + len(shown) + 3


def main() -> int:
    """Write the guides of the commit, dated by it."""
    parser = argparse.ArgumentParser(prog="python -m installer.guide", description=__doc__)
    parser.add_argument("out", nargs="?", type=Path, default=Path("dist/guide"))
    out: Path = parser.parse_args().out
    count = write(out, datetime.fromtimestamp(commit.date(), UTC).date())
    print(f"{count} files in {out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
