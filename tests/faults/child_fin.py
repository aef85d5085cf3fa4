"""Begin an end in a process that dies at a given point: `python -m tests.faults.child_fin …`.

Arguments: the data folder, the agent, and where to die: `condemned` (nobody is visible any more,
nothing is erased), `erased` (the rows are gone, the file not written anew), or `removal-N` of the
end of the laptop.
"""

import os
import sys
from pathlib import Path
from typing import NoReturn

from app.domain.fin_convention import EtapeFin, MotifReste
from app.domain.identifiers import AgentId
from app.storage import effacement, fin_du_poste
from app.usecases.laptop import ending_convention, ending_laptop
from app.usecases.workplace import Workplace
from tests.fast_vault import fast_vaults
from tests.ui.workplace import PASSPHRASE
from tests.usecases.backing import opened

KILLED = 9


def die(*_: object, **__: object) -> NoReturn:
    os._exit(KILLED)


def end_convention(place: Workplace, where: str) -> None:
    """End a convention that returns nothing."""
    if ending_convention.state(place).avancement.etape is EtapeFin.RESTES:
        ending_convention.settle_rest(place, MotifReste.SERVICE_FERME)
    if where == "erased":
        effacement.rewrite_if_asked = die
    ending_convention.destroy(
        place, PASSPHRASE, keep_going=die if where == "condemned" else lambda: True
    )


def end_laptop(place: Workplace, number: int) -> None:
    """End the laptop; die before a removal."""
    real, left = fin_du_poste._destroy, [number]

    def dying(path: Path) -> None:
        if left[0] == 0:
            die()
        left[0] -= 1
        real(path)

    fin_du_poste._destroy = dying
    data = place.vault.folder
    ending_laptop.destroy(place)
    place.close()
    fin_du_poste.finish(data)


def main() -> None:
    """Open the vault and end what is to be ended."""
    data, agent, where = sys.argv[1:]
    with fast_vaults():
        place = opened(Path(data), AgentId(agent))
        if where.startswith("removal-"):
            end_laptop(place, int(where.removeprefix("removal-")))
        else:
            end_convention(place, where)


if __name__ == "__main__":
    main()
