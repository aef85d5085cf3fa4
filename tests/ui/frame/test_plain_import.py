import builtins
import importlib
import linecache
from pathlib import Path

import pytest


def test_what_is_imported_beside_qt_is_not_read_for_a_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "__orig_import__" in vars(builtins), "PySide6 replaces `import` no more: delete the room"
    module = tmp_path / "carnet_de_bord.py"
    module.write_text("WORD = 'page'\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    assert importlib.import_module("carnet_de_bord").WORD == "page"
    exec("import carnet_de_bord", {})  # noqa: S102 - the statement itself, which PySide6 replaces
    assert str(module) not in linecache.cache
