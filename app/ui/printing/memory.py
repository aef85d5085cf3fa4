"""Which printer printed each kind of document last, and how each printer is set.

Kept beside the vault, as the appearance is: names of printers and figures, nothing of a person.
"""

import json
from contextlib import suppress
from pathlib import Path
from typing import Final, cast

from app.documents.window import MOST_MM, Offset
from app.ui.printing.choice import PrintChoice
from app.whole_files import write_whole

FILE: Final = "impression.json"


class PrintMemory:
    """Remembers by kind of document (« mandat », « lettre »…) and by printer.

    Without a `file` it forgets with the process. A damaged file is no reason not to print: it says
    nothing that cannot be chosen again.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        content = _read(file) if file is not None else {}
        self._kinds = _table(content.get("documents"))
        self._printers = _table(content.get("imprimantes"))

    def choice(self, kind: str) -> PrintChoice:
        """Return how this kind of document was printed last, else any document at all."""
        known = _table(self._kinds.get(kind) or self._kinds.get(""))
        printer = known.get("imprimante")
        name = printer if isinstance(printer, str) else ""
        return PrintChoice(
            printer=name, duplex=known.get("recto_verso") is True, shared=self.is_shared(name)
        )

    def is_shared(self, printer: str) -> bool:
        """Tell whether others use this printer, as far as anybody said; at first it is believed."""
        return _table(self._printers.get(printer)).get("partagee") is not False

    def keep(self, kind: str, choice: PrintChoice) -> None:
        """Remember a choice; pages and copies are of one time only. What cannot be kept is not."""
        known = {"imprimante": choice.printer, "recto_verso": choice.duplex}
        self._kinds[kind] = known
        if choice.printer:
            self._kinds[""] = known
            self._set(choice.printer, {"partagee": choice.shared})
        self._write()

    def shift(self, printer: str) -> Offset:
        """Return the offset of a printer, none for a file: it is for another's printer."""
        known = _table(self._printers.get(printer))
        return Offset(
            right_mm=_millimetres(known.get("droite_mm")), down_mm=_millimetres(known.get("bas_mm"))
        )

    def keep_shift(self, printer: str, shift: Offset) -> None:
        """Remember the offset of a printer."""
        self._set(printer, {"droite_mm": shift.right_mm, "bas_mm": shift.down_mm})
        self._write()

    def known_printers(self) -> list[str]:
        """Return the printers that something was noted of, by name."""
        return sorted(self._printers)

    def _set(self, printer: str, values: dict[str, object]) -> None:
        self._printers[printer] = _table(self._printers.get(printer)) | values

    def _write(self) -> None:
        if self._file is None:
            return
        text = json.dumps(
            {"documents": self._kinds, "imprimantes": self._printers}, ensure_ascii=False
        )
        with suppress(OSError):  # a full disk must not stop a printer
            write_whole(self._file, text.encode())


def _read(file: Path) -> dict[str, object]:
    try:
        return _table(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def _table(value: object) -> dict[str, object]:
    return dict(cast("dict[str, object]", value)) if isinstance(value, dict) else {}


def _millimetres(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return 0.0
    return float(value) if abs(value) <= MOST_MM else 0.0
