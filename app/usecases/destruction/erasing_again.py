"""Whatever brought an older state back: what was erased since is erased again at unlocking."""

from datetime import date
from pathlib import Path

from app.storage import registre
from app.storage.database import Database
from app.storage.sauvegarde import ledger_file
from app.storage.sauvegarde.replaying import replay


def erase_again(database: Database, data: Path, today: date) -> int:
    """Follow the ledger of the data folder before anybody sees a record; return how many went.

    A restore, the way back from one, a folder copied by hand: the database does not know the marks
    that the ledger beside it holds. Quick when it knows them all.
    """
    with database.writing() as session:
        key = registre.key(session)
    return replay(database, ledger_file.gather(key, [data]).marks, today)
