"""A process to kill: purges a database, saying each batch. `purging.py FILE`."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from app.storage import effacement
from app.storage.database import open_database
from app.storage.destructions import MotifDestruction, Ouverture
from tests.storage.database import world

AT = datetime(2030, 11, 22, 9, tzinfo=UTC)
PROOF = Ouverture(structure="CCASILL", motif=MotifDestruction.ECHEANCE, regle="4 ans", at=AT)


def main(path: Path) -> None:
    """Purge until the end, or until killed."""
    database = open_database(path, world.KEY, today=lambda: world.DUE)

    def going_on() -> bool:
        print("batch", flush=True)
        return True

    effacement.purger(database, world.DUE, keep_going=going_on, proof=PROOF)
    print("end", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
