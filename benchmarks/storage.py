"""A vault of 100 000 persons: opening it, looking somebody up, purging a quarter of it.

`python -m benchmarks storage` builds the vault in a temporary folder (about a minute and 2 GB),
measures each against its bare side in the same run, and removes it. `PASSERELLE_BENCHMARK_PERSONS`
makes a smaller one, whose figures are only a trial. How each bare side is made is said in its
module: `storage_opening`, `storage_search`, `storage_purge`, `storage_operations`.
"""

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.storage_opening import measure_opening
from benchmarks.storage_operations import measure_operations
from benchmarks.storage_purge import measure_purge
from benchmarks.storage_search import measure_search
from benchmarks.storage_vault import build

if TYPE_CHECKING:
    from collections.abc import Callable

PERSONS: Final = 100_000


def measure() -> dict[str, object]:
    """Build the vault and return every figure."""
    wanted = int(os.environ.get("PASSERELLE_BENCHMARK_PERSONS", PERSONS))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        beside = Path(folder) / "mesures"
        beside.mkdir()
        large = build(Path(folder) / "coffre", wanted)
        steps: dict[str, Callable[[], dict[str, object]]] = {
            "opening": lambda: measure_opening(large),
            "search": lambda: measure_search(large),
            "operations": lambda: measure_operations(large, beside),
            "purge": lambda: measure_purge(large, beside),  # last: a quarter is gone after it
        }
        found: dict[str, dict[str, object]] = {}
        for name, step in steps.items():
            print(f"storage : {name}…", file=sys.stderr, flush=True)
            found[name] = step()
        return {
            "persons": large.persons,
            "megabytes": large.megabytes,
            "built_in_s": large.seconds,
            "within_limit": all(one.get("within_limit", True) for one in found.values()),
            **found,
        }
