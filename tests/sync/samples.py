"""Keys, items and answers for the tests of the protocol; fictitious persons only."""

from datetime import UTC, datetime
from functools import cache

from app.sync.protocol.items import Header, Item, seal_item
from app.sync.protocol.payload import Kind, prescription_payload
from app.sync.protocol.sealing import receiving_public
from app.sync.protocol.signed import KeyList, KeyState, KeyUse, ListedKey
from app.sync.protocol.signing import key_id, public_of

DEVICE_PRIVATE = bytes(range(32))
SERVICE_PRIVATE = bytes(range(32, 64))
ROOT_PRIVATE = bytes(range(64, 96))
RECEIVING_PRIVATE = bytes(range(96))
DEVICE = "3f2b8a54-9c1d-4e6f-8a7b-0c1d2e3f4a5b"
ITEM = "01935a6e-7b00-7abc-8def-0123456789ab"
AT = datetime(2026, 11, 22, 17, 30, tzinfo=UTC)

PAYLOAD: dict[str, object] = {
    "kind": "prescription",
    "reference": "2026-CCASILL-0001",
    "structure": "CCAS-ILL",
    "prescribed_on": "2026-11-22",
    "service": "assistance",
    "carnets": 1,
    "personne": {"nom": "Exemple", "prenom": "Zoé"},
}


@cache
def receiving() -> bytes:
    return receiving_public(RECEIVING_PRIVATE)


def header(kind: Kind = Kind.PRESCRIPTION) -> Header:
    return Header(
        item=ITEM,
        revision=1,
        kind=kind,
        structure="CCAS-ILL",
        device=DEVICE,
        key=key_id(receiving()),
    )


def item() -> Item:
    return seal_item(
        header(), prescription_payload(PAYLOAD), public=receiving(), signing=DEVICE_PRIVATE
    )


def key_list(serial: int = 1) -> KeyList:
    keys = (
        ListedKey(use=KeyUse.RECEIVE, state=KeyState.CURRENT, public=receiving()),
        ListedKey(use=KeyUse.SIGN, state=KeyState.CURRENT, public=public_of(SERVICE_PRIVATE)),
    )
    return KeyList(serial=serial, issued_at=AT, service="Département d’exemple", keys=keys)
