"""The guides as pages for a browser: no script, no network, readable as they are on a stick."""

from collections.abc import Mapping, Sequence
from functools import partial
from html import escape
from pathlib import Path
from typing import Final

from app.documents.guide.book import Book, Chapter
from app.documents.guide.html import html_of
from app.documents.guide.markdown import Block, Listing, Picture, Quote

STYLE_FILE: Final = "guide.css"
INDEX: Final = "index.html"
STYLE: Final = """\
:root { color-scheme: light dark; --ink: #1b272c; --paper: #ffffff; --deep: #0b4f5c;
  --wash: #e9f2f3; --rule: #77736a; }
@media (prefers-color-scheme: dark) { :root { --ink: #eef3f2; --paper: #141b1e; --deep: #82d3ca;
  --wash: #283437; --rule: #91a4a8; } }
body { margin: 0; font: 1.05rem/1.5 "Atkinson Hyperlegible", "Segoe UI", Arial, sans-serif;
  color: var(--ink); background: var(--paper); }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: .5rem 1rem; }
.both { display: flex; gap: 2rem; max-width: 78rem; margin: 0 auto; padding: 1rem; }
nav { flex: 0 0 17rem; } nav ul { list-style: none; padding: 0; margin: 0 0 1rem; }
nav li { margin: .15rem 0; } nav h2 { font-size: 1rem; margin: .6rem 0 .2rem; }
main { flex: 1; min-width: 0; max-width: 48rem; }
h1, h2, h3, a { color: var(--deep); } a:focus-visible { outline: 3px solid #b8430c; }
[aria-current] { font-weight: 700; }
img { max-width: 100%; height: auto; border: 1px solid var(--rule); }
em { font-style: normal; font-weight: 600; color: var(--deep); }
code, pre { background: var(--wash); } pre { padding: .7rem; overflow-x: auto; }
table { border-collapse: collapse; display: block; overflow-x: auto; }
th, td { border: 1px solid var(--rule); padding: .3rem .6rem; text-align: left;
  vertical-align: top; }
th { background: var(--wash); }
blockquote { margin: 1rem 0; padding: .3rem 1rem; border-left: 4px solid var(--deep);
  background: var(--wash); }
@media (max-width: 50rem) { .both { display: block; } }
@media print { nav, .skip { display: none; } }
"""
_PAGE: Final = """\
<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><link rel="stylesheet" href="{style}"></head>
<body><a class="skip" href="#contenu">Aller au contenu</a>
<div class="both"><nav aria-label="Chapitres">{menu}</nav>
<main id="contenu">
{content}
</main></div></body></html>
"""


def pages_of(book: Book, further: Sequence[Chapter]) -> Mapping[str, str]:
    """Return the pages by their file's name; pictures stand beside them in « images ».

    `further` are those for the administrator; each chapter's file is found by its key.
    """
    chapters = (*book.chapters, *further)
    known = {one.path.resolve(): one.key for one in chapters}
    content = html_of(book.opening, lambda _: "")
    made = {INDEX: _page(book, chapters, "", f"<h1>{escape(book.title)}</h1>\n{content}")}
    for one in chapters:
        content = html_of(one.blocks, partial(address_of, page=one.path, known=known))
        made[f"{one.key}.html"] = _page(book, chapters, one.key, content)
    return made


def address_of(link: str, page: Path, known: Mapping[Path, str]) -> str:
    """Return where a link of `page` leads among those that are made; empty where it is not made."""
    path, _, anchor = link.partition("#")
    if "://" in link or not path:
        return link
    if path.endswith(".png"):
        return f"images/{Path(path).name}"
    key = known.get((page.parent / path).resolve())
    return f"{key}.html{f'#{anchor}' if anchor else ''}" if key else ""


def pictures_of(blocks: Sequence[Block], folder: Path) -> set[Path]:
    """Return the files of the pictures that blocks show, wherever in a list they stand."""
    found: set[Path] = set()
    for block in blocks:
        match block:
            case Picture(path=path):
                found.add((folder / path).resolve())
            case Listing(items=items):
                for item in items:
                    found |= pictures_of(item, folder)
            case Quote(blocks=inner):
                found |= pictures_of(inner, folder)
            case _:
                pass
    return found


def _page(book: Book, chapters: Sequence[Chapter], here: str, content: str) -> str:
    menu = [_entry("", "Sommaire", here)]
    part, title = "", book.title
    for one in chapters:
        if one.part != part:
            part = one.part
            menu.append(f"</ul><h2>{escape(part)}</h2><ul>")
        if one.key == here:
            title = f"{one.title} — {book.title}"
        menu.append(_entry(one.key, one.title, here))
    return _PAGE.format(
        title=escape(title), style=STYLE_FILE, menu=f"<ul>{''.join(menu)}</ul>", content=content
    )


def _entry(key: str, title: str, here: str) -> str:
    current = ' aria-current="page"' if key == here else ""
    return f'<li><a href="{f"{key}.html" if key else INDEX}"{current}>{escape(title)}</a></li>'
