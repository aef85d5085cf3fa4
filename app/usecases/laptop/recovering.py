"""Ways in when a passphrase is lost and the sheet too: the structure's own key."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.domain.failures import AppError
from app.domain.habilitation import Acte
from app.domain.identifiers import AgentId
from app.domain.politiques import FixedByPolicyError
from app.storage.vault import people, structure_key
from app.storage.vault.failures import StructureKeyFileError
from app.storage.vault.files import read_header, write_whole
from app.storage.vault.kdf import KdfParameters, stronger
from app.storage.vault.opened import unlock_with_structure
from app.storage.vault.structure_key import LARGEST_FILE, StructureKey, fingerprint
from app.usecases import journal
from app.usecases.laptop.habilitations import require
from app.usecases.laptop.opening import reopen
from app.usecases.practice.refusing import require_real
from app.usecases.workplace import Surroundings, Workplace

if TYPE_CHECKING:
    from app.storage.vault.strength import Strength

OPENED_BY_STRUCTURE: Final = "ouverture_structure"  # in the journal
PUT, TAKEN_AWAY = "cle_structure_posee", "cle_structure_retiree"


class KeyFileExistsError(AppError):
    """A key is there already under this name: writing over it would lose laptops."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldKey:
    """The private half as whoever keeps it brings it: its file and the file's passphrase."""

    file: Path
    passphrase: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeKey:
    """A new key pair: its public half, and where both files are."""

    key: StructureKey
    private: Path
    public: Path


def recover_with_structure(
    folder: Path,
    agent_id: AgentId,
    held: HeldKey,
    passphrase: str,
    surroundings: Surroundings,
) -> Workplace:
    """Unlock with the structure's key and give the agent a new passphrase; about two seconds.

    Raises:
        StructureKeyFileError, WrongStructurePassphraseError, WrongStructureKeyError,
        NoStructureKeyError, WeakPassphraseError, VaultError: nothing was changed.
        as `open_workplace`.
    """
    private = structure_key.open_private(_bytes(held.file), held.file.name, held.passphrase)
    vault = unlock_with_structure(folder, private)
    return reopen(vault, agent_id, passphrase, surroundings, kind=OPENED_BY_STRUCTURE)


def read_structure_key(file: Path) -> StructureKey:
    """Return the public key that a file holds, to be compared with what the structure printed.

    Raises:
        StructureKeyFileError: it holds something else, or cannot be read.
    """
    return structure_key.read_public(_bytes(file), file.name)


def look(file: Path) -> str:
    """Return the fingerprint of the private key in a file, which stays closed.

    Raises:
        StructureKeyFileError: it holds something else, or cannot be read.
    """
    return structure_key.read_private(_bytes(file), file.name).fingerprint


def expected_fingerprint(folder: Path) -> str:
    """Return which structure's key opens the vault of `folder`, empty when none does.

    Raises:
        VaultError: the file of the keys cannot be read.
    """
    slot = read_header(folder).structure
    return fingerprint(slot.structure_key) if slot else ""


def structure_fingerprint(workplace: Workplace) -> str:
    """Return the fingerprint of the key that has a share of this vault, empty when none has."""
    slot = workplace.vault.current_header().structure
    return fingerprint(slot.structure_key) if slot else ""


def put_structure_key(workplace: Workplace, key: StructureKey | None) -> None:
    """Give a structure's key its share of this vault, or take it away.

    Raises:
        NotAllowedError: only the référent does this.
        FixedByPolicyError: the IT department imposes a key, and it is not this one.
        VaultError: nothing was changed.
    """
    require_real(workplace)
    require(workplace, Acte.CLES)
    imposed = workplace.politiques.cle_structure
    if imposed is not None and (
        key is None or read_structure_key(imposed).public_key != key.public_key
    ):
        raise FixedByPolicyError
    people.put_structure(workplace.vault, key.public_key if key else None)
    journal.note(workplace, PUT if key else TAKEN_AWAY)


def usual_cost(workplace: Workplace) -> KdfParameters:
    """Return the dearest derivation of this vault: its calibration, for a key of its structure."""
    return reduce(stronger, (slot.kdf for slot in workplace.vault.current_header().agents))


def estimate(passphrase: str, names: Iterable[str]) -> "Strength":
    """Estimate the passphrase of a key; `names` count as easily guessed."""
    from app.storage.vault.strength import strength_of  # noqa: PLC0415 - zxcvbn is slow

    return strength_of(passphrase, names)


def make_structure_key(
    folder: Path, name: str, passphrase: str, *, cost: KdfParameters | None = None
) -> MadeKey:
    """Make the structure's key pair in `folder`; about a second, so in a thread.

    Raises:
        WeakPassphraseError: nothing was written.
        KeyFileExistsError: there is a key there; nothing was written.
        VaultNotWrittenError: the folder takes no file.
    """
    private = folder / f"passerelle{structure_key.PRIVATE_SUFFIX}"
    public = folder / f"passerelle{structure_key.PUBLIC_SUFFIX}"
    if private.exists() or public.exists():
        raise KeyFileExistsError
    key, private_file, public_file = structure_key.create(name, passphrase, cost=cost)
    write_whole(private, private_file)
    write_whole(public, public_file)
    return MadeKey(key=key, private=private, public=public)


def _bytes(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(LARGEST_FILE + 1)
    except OSError:
        raise StructureKeyFileError(
            file.name, "ce fichier ne peut pas être lu. La clé USB est-elle branchée\u00a0?"
        ) from None
