from collections.abc import Iterator
from pathlib import Path

import pytest

from app.storage.vault.failures import (
    NoStructureKeyError,
    StructureKeyFileError,
    WeakPassphraseError,
    WrongPassphraseError,
    WrongStructureKeyError,
    WrongStructurePassphraseError,
)
from app.usecases import journal
from app.usecases.journal import Famille
from app.usecases.laptop import colleagues, opening, recovering, trying
from app.usecases.laptop.habilitations import NotAllowedError
from app.usecases.laptop.recovering import HeldKey, KeyFileExistsError, MadeKey
from app.usecases.workplace import Resources, Surroundings, Workplace
from tests.fast_vault import fast_vaults
from tests.paths import RESOURCES
from tests.ui.workplace import (
    PASSPHRASE,
    WallClock,
    add_colleague,
    as_agent,
    new_workplace,
    workplace,
)

__all__ = ["new_workplace", "workplace"]  # fixtures

SAFE = "douze girafes peignent le clocher"
OTHER = "une autre phrase bien longue et claire"
AROUND = Surroundings(resources=Resources(folder=RESOURCES), clock=WallClock())


@pytest.fixture(autouse=True)
def quick() -> Iterator[None]:
    with fast_vaults():
        yield


@pytest.fixture
def made(tmp_path: Path) -> MadeKey:
    return recovering.make_structure_key(tmp_path, "CCAS d’Illustration", SAFE)


def held(made: MadeKey, passphrase: str = SAFE) -> HeldKey:
    return HeldKey(file=made.private, passphrase=passphrase)


def test_the_structure_lets_a_worker_in_who_forgot_everything(
    workplace: Workplace, made: MadeKey
) -> None:
    other = add_colleague(workplace)
    recovering.put_structure_key(workplace, recovering.read_structure_key(made.public))
    assert recovering.structure_fingerprint(workplace) == made.key.fingerprint
    colleagues.remove(workplace, other.id)  # new keys, while the structure is away
    folder, agent_id = workplace.vault.folder, workplace.agent.id
    workplace.close()
    for _ in range(4):
        trying.forgive(folder, agent_id)
        with pytest.raises(WrongPassphraseError):
            opening.open_workplace(folder, agent_id, OTHER, AROUND)
    found = recovering.recover_with_structure(folder, agent_id, held(made), OTHER, AROUND)
    assert journal.read(found, famille=Famille.POSTE)[0].kind == "ouverture_structure"
    assert trying.missed_before(folder, agent_id) == 0
    found.close()
    opening.open_workplace(folder, agent_id, OTHER, AROUND).close()
    with pytest.raises(WrongPassphraseError):
        opening.open_workplace(folder, agent_id, PASSPHRASE, AROUND)


def test_whatever_is_wrong_changes_nothing(
    workplace: Workplace, made: MadeKey, tmp_path: Path
) -> None:
    folder, agent_id = workplace.vault.folder, workplace.agent.id
    stranger = tmp_path / "autre"
    stranger.mkdir()
    other = recovering.make_structure_key(stranger, "Autre", SAFE)

    def tried(key: HeldKey, passphrase: str = OTHER) -> None:
        recovering.recover_with_structure(folder, agent_id, key, passphrase, AROUND).close()

    with pytest.raises(NoStructureKeyError):
        tried(held(made))
    recovering.put_structure_key(workplace, made.key)
    before = (folder / "vault.json").read_bytes()
    with pytest.raises(WrongStructurePassphraseError):
        tried(held(made, OTHER))
    with pytest.raises(WrongStructureKeyError):
        tried(held(other))
    with pytest.raises(StructureKeyFileError):
        tried(HeldKey(file=made.public, passphrase=SAFE))
    with pytest.raises(StructureKeyFileError, match="branchée"):
        tried(HeldKey(file=tmp_path / "partie", passphrase=SAFE))
    with pytest.raises(WeakPassphraseError):
        tried(held(made), "court")
    assert (folder / "vault.json").read_bytes() == before
    workplace.close()
    opening.open_workplace(folder, agent_id, PASSPHRASE, AROUND).close()


def test_the_referent_alone_puts_a_key_in_and_takes_it_away(
    workplace: Workplace, made: MadeKey
) -> None:
    colleague = as_agent(workplace, add_colleague(workplace))
    with pytest.raises(NotAllowedError):
        recovering.put_structure_key(colleague, made.key)
    recovering.put_structure_key(workplace, made.key)
    recovering.put_structure_key(workplace, None)
    assert recovering.structure_fingerprint(workplace) == ""
    kinds = [line.kind for line in journal.read(workplace, famille=Famille.POSTE)][:2]
    assert kinds == ["cle_structure_retiree", "cle_structure_posee"]


def test_a_key_is_never_written_over(made: MadeKey) -> None:
    before = made.private.read_bytes()
    with pytest.raises(KeyFileExistsError):
        recovering.make_structure_key(made.private.parent, "Autre", SAFE)
    assert made.private.read_bytes() == before
    assert made.private.stat().st_mode & 0o077 == 0
