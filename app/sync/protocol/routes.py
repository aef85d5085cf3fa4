"""Where the service answers what (docs/protocole.md § 5)."""

from typing import Final

STATUS: Final = "/v1/status"  # GET, open: is this the service?
KEYS: Final = "/v1/keys"  # GET, open: the key list signed by the root
ACTIVATION: Final = "/v1/activation"  # POST, open: proved by the code
BATCHES: Final = "/v1/batches"  # POST, signed by a device
FEED: Final = "/v1/feed"  # GET ?after=SEQ&limit=N, signed by a device
MATERIAL: Final = "/v1/material"  # GET, open: manifest; /v1/material/SHA256HEX: one document
DEVICE: Final = "/v1/device"  # GET, signed by a device: its certificate
ERASURES: Final = "/v1/erasures"  # POST, or GET ?ledger=NAME&after=SEQ; signed by a device
HELD: Final = "/v1/held"  # GET /v1/held/ITEM, signed by a device: what stands of one item
STOCK: Final = "/v1/stock"  # GET; signed by a device: its structure's carnets, signed
SLICES: Final = "/v1/slices"  # GET, or POST of acknowledgements; signed by a device: its slices
FIGURES: Final = "/v1/figures"  # GET ?since=YEAR; signed by a device: its structure's figures
COUNTERS: Final = "/v1/counters"  # POST, signed by a device: its monthly counters


def held_target(item: str) -> str:
    """Return the path of what is held of one item."""
    return f"{HELD}/{item}"


def erasures_target(ledger: str, after: int) -> str:
    """Return path and query of one page of a ledger of erasures."""
    return f"{ERASURES}?ledger={ledger}&after={after}"


def material_target(sha256: bytes) -> str:
    """Return the path of one published document."""
    return f"{MATERIAL}/{sha256.hex()}"


def figures_target(since: int) -> str:
    """Return path and query of a structure's figures from a year on."""
    return f"{FIGURES}?since={since}"


def feed_target(after: int, limit: int) -> str:
    """Return path and query of one page of the feed."""
    return f"{FEED}?after={after}&limit={limit}"
