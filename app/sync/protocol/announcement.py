"""A short text that the Département shows on every laptop (docs/protocole.md § 7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.sync.protocol.canonical import canonical, parse_canonical
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.reading import Fields

NAME: Final = "annonce"  # there is one at a time: a new one takes the place of the one before
LONGEST_TITLE: Final = 120
LONGEST_PARAGRAPH: Final = 500
MOST_PARAGRAPHS: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """Plain text, never markup. `starts_on` and `ends_on` are the first and last day of showing."""

    title: str
    paragraphs: Sequence[str]
    starts_on: date
    ends_on: date

    def shows_on(self, day: date) -> bool:
        """Tell whether the announcement is shown on `day`."""
        return self.starts_on <= day <= self.ends_on


def write_announcement(announcement: Announcement) -> bytes:
    """Return the bytes that are published.

    Raises:
        ProtocolError: out of form; `place` names the field.
    """
    content = canonical(
        {
            "v": 1,
            "title": announcement.title,
            "paragraphs": list(announcement.paragraphs),
            "starts_on": announcement.starts_on.isoformat(),
            "ends_on": announcement.ends_on.isoformat(),
        }
    )
    read_announcement(content)
    return content


def read_announcement(content: bytes) -> Announcement:
    """Read a published announcement, whose digest was compared with the signed list.

    Raises:
        ProtocolError: out of form.
    """
    names = ("v", "title", "paragraphs", "starts_on", "ends_on")
    fields = Fields.of(parse_canonical(content), "announcement", required=names)
    fields.integer("v", 1, 1)
    found = fields.items("paragraphs", MOST_PARAGRAPHS)
    if not found:
        raise fields.fault("paragraphs")
    read = Announcement(
        title=fields.text("title", longest=LONGEST_TITLE),
        paragraphs=tuple(_paragraph(one, at) for at, one in enumerate(found)),
        starts_on=fields.day("starts_on"),
        ends_on=fields.day("ends_on"),
    )
    if read.ends_on < read.starts_on:
        raise ProtocolError(ErrorCode.MALFORMED, "announcement.ends_on")
    return read


def _paragraph(value: object, at: int) -> str:
    name = f"paragraphs[{at}]"
    return Fields({name: value}, "announcement").text(name, longest=LONGEST_PARAGRAPH)
