"""Names and limits of version 1 of the protocol (docs/protocole.md § 9)."""

from typing import Final

PROTOCOL: Final = "passerelle/1"
MEDIA_TYPE: Final = "application/vnd.passerelle.v1+json"
CONTENT_ENCODING: Final = "deflate"  # RFC 9110: the zlib format

MAX_ITEMS: Final = 50  # items of a batch
MAX_BODY: Final = 256 * 1024  # bytes of a body, before and after inflation
MAX_PAYLOAD: Final = 16 * 1024  # bytes of one item's canonical payload
MAX_SEALED: Final = MAX_PAYLOAD + 2048  # the same, compressed and sealed
MAX_MATERIAL: Final = 8 * 1024 * 1024  # bytes of one published document
MAX_FEED: Final = 200  # entries of a page of the feed
MAX_MARKS: Final = 2000  # marks of a deposit, entries of a page of a ledger of erasures
MAX_KEYS: Final = 32  # keys of a key list
MAX_DEPTH: Final = 8
MAX_INTEGER: Final = 2**53 - 1  # what every JSON reader keeps exactly
REQUEST_WINDOW_S: Final = 600  # how far the clocks of both sides may stand apart
