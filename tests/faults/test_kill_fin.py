"""An end that is really killed: it goes on, under the same number, and never opens halfway."""

import subprocess
import sys

import pytest

from app.domain.fin_convention import EtapeFin
from app.storage import fin_convention, fin_du_poste
from app.storage.vault.failures import VaultError
from app.usecases.destruction import erasing
from app.usecases.laptop import ending_convention, housekeeping
from app.usecases.people import persons
from app.usecases.workplace import Workplace
from tests.faults.child_fin import KILLED
from tests.leaks import leaks
from tests.storage.database.pages import decrypted, encodings
from tests.ui.workplace import new_workplace, workplace
from tests.usecases.backing import NAME, opened, quick
from tests.usecases.test_erasing import prescribed

__all__ = ["new_workplace", "quick", "workplace"]  # fixtures


@pytest.fixture
def closed(workplace: Workplace) -> Workplace:
    """A laptop with somebody, closed: another process works with it."""
    prescribed(workplace, NAME)
    workplace.close()
    return workplace


def killed(place: Workplace, where: str) -> None:
    command = [sys.executable, "-m", "tests.faults.child_fin"]
    data, agent = str(place.vault.folder), str(place.agent.id)
    done = subprocess.run(
        [*command, data, agent, where], capture_output=True, text=True, check=False
    )
    assert done.returncode == KILLED, done.stderr


@pytest.mark.parametrize("where", ["condemned", "erased"])
@pytest.mark.long
def test_a_destruction_that_was_killed_ends_at_the_next_unlocking(
    closed: Workplace, where: str
) -> None:
    killed(closed, where)
    again = opened(closed.vault.folder, closed.agent.id)
    assert persons.find(again, NAME) == [], "invisible from the first query"
    housekeeping.tidy(again, keep_going=lambda: True)
    assert ending_convention.state(again).avancement.etape is EtapeFin.ATTESTATION
    (proof,) = erasing.done(again)
    assert (proof.numero, proof.bilan["personnes"]) == ("2026-CCASILL-D0001", 1)
    with again.database.reading() as session:
        assert fin_convention.is_empty(session)
    path, key = again.database.path, again.vault.database_key()
    again.close()
    pages = decrypted(path, key)
    assert not any(form in pages for form in encodings(NAME))


@pytest.mark.long
def test_a_laptop_s_end_that_was_killed_never_opens_and_is_finished(closed: Workplace) -> None:
    """Killed once the slots are gone; at each removal: `tests/usecases/test_ending_laptop.py`."""
    killed(closed, "removal-1")
    data = closed.vault.folder
    assert fin_du_poste.is_under_way(data)
    with pytest.raises(VaultError):
        opened(data, closed.agent.id)
    fin_du_poste.finish(data)
    assert not data.exists()
    assert leaks([data.parent], [NAME]) == []
