"""The file of a run, made while it is sent: letters by tens, then the labels."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.department.records.printing.letters import address_of, letter_data, shortened
from app.department.records.printing.runs import Printed, printed
from app.department.web import Service
from app.documents.address_labels import SHEETS, draw_labels
from app.documents.binding import Binder
from app.documents.letter import LetterData
from app.documents.letters import bind_letters
from app.documents.pen import Pen
from app.documents.postal import PostalAddress
from app.documents.structure import Node
from app.documents.typography import Run
from app.documents.window import Offset
from app.domain.convention import Convention

_ERASED: Final = Run("Il ne reste aucune lettre ici : les personnes ont été effacées.")
_TOGETHER: Final = 40  # letters read from the database at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What to print: a run, or a part of it when a printer spoilt some pages."""

    run: int
    first: int
    last: int
    dated: date
    labels: str
    first_label: int
    offset: Offset
    convention: Convention
    services: Mapping[str, str]
    wording: str = ""  # the text of the letter that is published, empty for the program's own


def run_pdf(service: Service, order: Order) -> Iterator[bytes]:
    """Give the file piece by piece; a person erased since the run was made is left out."""
    binder = Binder(
        title=f"Tirage n° {order.run}",
        author=order.convention.departement.name,
        made_on=order.dated,
    )
    addresses: list[PostalAddress] = []
    drawn = bind_letters(binder, _letters(service, order, addresses), lambda: _pen(order))
    yield from (piece for piece in drawn if piece)
    if order.labels and addresses:
        yield from binder.add(_labels(order, addresses))
    if not binder.pages:
        yield from binder.add(_nothing(order))
    yield from binder.close()


def _address(one: Printed) -> PostalAddress | None:
    payload = one.letter.payload
    address = shortened(payload) if one.shortened else address_of(payload)
    return address if isinstance(address, PostalAddress) else None


def _letters(
    service: Service, order: Order, addresses: list[PostalAddress]
) -> Iterator[LetterData]:
    """Read the letters of a run, some at a time, and note the address of each."""
    for start in range(order.first, order.last + 1, _TOGETHER):
        end = min(start + _TOGETHER - 1, order.last)
        with service.database.reading() as session:
            found = printed(session, order.run, first=start, last=end)
        for one in found:
            address = _address(one)
            if address is None:
                continue
            addresses.append(address)
            yield letter_data(
                one.letter,
                address,
                convention=order.convention,
                dated=order.dated,
                service=order.services.get(str(one.letter.payload.get("service", "")), ""),
                offset=order.offset,
                wording=order.wording,
            )


def _labels(order: Order, addresses: list[PostalAddress]) -> bytes:
    root, pen = Node("Document"), _pen(order)
    draw_labels(pen, root.child("Part"), addresses, SHEETS[order.labels], first=order.first_label)
    return pen.close(root)


def _nothing(order: Order) -> bytes:
    """Return a page that says why the file is empty: a PDF has one page at least."""
    root, pen = Node("Document"), _pen(order)
    with pen.mark(root.child("P")):
        pen.text((60, 90), (_ERASED,), 12)
    pen.end_page()
    return pen.close(root)


def _pen(order: Order) -> Pen:
    return Pen(
        title=f"Tirage n° {order.run}",
        author=order.convention.departement.name,
        subject="Tirage",
        printed_on=order.dated,
    )
