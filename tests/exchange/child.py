"""The program in a process of its own, synchronising until it is killed.

`python -m tests.exchange.child FOLDER AGENT ORIGIN`: opens the vault and synchronises once; the
test's service kills it at the request that it chose.
"""

import sys
from pathlib import Path

import app.ui  # noqa: F401  # pyright: ignore[reportUnusedImport] - before any other use of Qt
from app.domain.identifiers import AgentId
from app.sync.department_service import DepartmentService
from app.sync.gateway import Gateway
from app.sync.keys import DeviceKeys, Link
from app.usecases.exchange import activating, sending
from tests.fast_vault import fast_vaults
from tests.ui.workplace import WallClock
from tests.usecases.backing import opened


def main(folder: str, agent: str, origin: str) -> None:
    """Synchronise once."""
    clock = WallClock()

    def connect(_address: str, keys: DeviceKeys, link: Link | None) -> Gateway:
        return DepartmentService(origin, keys=keys, link=link, now=clock.now)

    with fast_vaults():
        place = opened(Path(folder), AgentId(agent), clock)
    gateway = activating.gateway_of(place, connect)
    sending.synchronise(place, gateway, progress=lambda _: None, cancelled=lambda: False)
    print("done")


if __name__ == "__main__":
    main(*sys.argv[1:])
