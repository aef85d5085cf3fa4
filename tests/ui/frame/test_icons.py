"""Every icon that the window's source names is there: a missing one ends the page that asks."""

import re
from pathlib import Path

from app.ui.theme.icons import FOLDER

UI = Path(__file__).parents[3] / "app" / "ui"
_NAMED = re.compile(r'\bicon="([a-z-]+)"')


def test_every_icon_that_is_named_has_its_picture() -> None:
    named = {
        (name, file.relative_to(UI).as_posix())
        for file in UI.rglob("*.py")
        for name in _NAMED.findall(file.read_text(encoding="utf-8"))
    }
    assert len(named) > 50
    assert [one for one in sorted(named) if not (FOLDER / f"{one[0]}.svg").is_file()] == []
