from pathlib import Path

import anyio

from tests.department.support import Departement
from tests.exchange.replaying import activated, replay

LAPTOPS = 6


def test_laptops_that_bring_the_same_batches_at_once_double_nothing(tmp_path: Path) -> None:
    departement = Departement.make(tmp_path)

    async def play() -> None:
        clients = [departement.client() for _ in range(LAPTOPS)]
        laptops = await activated(departement, clients)
        found, items = await replay(departement, laptops, batches=2, size=3)
        assert found.well(items), found
        assert found.told["already_held"] == LAPTOPS * 2 * len(items) - len(items)

    anyio.run(play)
    departement.close()
