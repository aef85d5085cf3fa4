"""What the card of this laptop's carnets shows, and its words."""

from dataclasses import dataclass

from app.ui.dates import long_day_words
from app.ui.widgets.tones import Pill, Tone
from app.usecases.exchange.slices import SliceLine


@dataclass(frozen=True, slots=True, kw_only=True)
class SliceRow:
    """One slice; `pill` is None while it serves."""

    id: str
    number: int
    title: str
    about: str
    pill: Pill | None = None
    can_give_back: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SlicesState:
    """Everything the card shows; without a row it is away."""

    rows: tuple[SliceRow, ...] = ()


def slice_row(line: SliceLine) -> SliceRow:
    """Return a slice in words: « carnets n° … à …, reste … »."""
    return SliceRow(
        id=line.id,
        number=line.number,
        title=_title(line),
        about=_about(line),
        pill=_pill(line),
        can_give_back=not (line.called_back or line.given_back),
    )


def _title(line: SliceLine) -> str:
    left = f"reste {line.left}"
    if line.first:
        numbers = line.first if line.first == line.last else f"{line.first} à {line.last}"
        return f"Tranche n°\u00a0{line.number}\u00a0: carnets n°\u00a0{numbers}, {left}"
    many = "s" if line.carnets > 1 else ""
    return f"Tranche n°\u00a0{line.number}\u00a0: {line.carnets} carnet{many} à promettre, {left}"


def _about(line: SliceLine) -> str:
    until = f"jusqu’au {long_day_words(line.valid_until)}"
    return f"{line.operator}, {until}." if line.operator else f"{until.capitalize()}."


def _pill(line: SliceLine) -> Pill | None:
    if line.given_back:
        return Pill("Rendue, à dire au Département", Tone.INFO)
    if line.called_back:
        return Pill("Rappelée par le Département", Tone.WARNING)
    if not line.usable:
        return Pill("Date dépassée", Tone.WARNING)
    return None
