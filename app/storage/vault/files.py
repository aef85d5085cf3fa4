"""Write the vault's files so that a kill or a full disk leaves the one before or the one after.

`vault.json.bak` is a second copy of the header in force, not the one before it: an older header
would still open with a passphrase that was changed, or for a colleague who left. It is never
read silently. `vault.json.next` is a re-keying under way.
"""

import contextlib
from pathlib import Path
from typing import Final

from app import whole_files
from app.storage.earlier import follow_header
from app.storage.vault import header_text
from app.storage.vault.failures import (
    VAULT_FILE,
    DamagedVaultError,
    MissingVaultError,
    VaultError,
    VaultNotWrittenError,
)
from app.storage.vault.header import Header

COPY_FILE: Final = "vault.json.bak"
NEXT_FILE: Final = "vault.json.next"


def read_header(folder: Path) -> Header:
    """Return the vault's header; nothing is secret in it, nothing is authenticated yet.

    Raises:
        MissingVaultError: there is no vault here.
        VaultError: the file is damaged, too weak, of a newer version or unreadable.
    """
    return header_text.read(read_bytes(folder))


def read_bytes(folder: Path) -> bytes:
    """Return the file's bytes, with the same errors for absence and lack of access."""
    try:
        return (folder / VAULT_FILE).read_bytes()
    except FileNotFoundError:
        raise MissingVaultError(copy_is_there=(folder / COPY_FILE).exists()) from None
    except OSError:
        raise VaultError(
            "le fichier de clés ne peut pas être lu (droits du dossier, ou disque). Rien n’a été "
            "changé ; vérifiez que vous avez accès au dossier des données."
        ) from None


def put_in_force(folder: Path, header: Header) -> None:
    """Replace `vault.json` at once, then its copy.

    Raises:
        VaultNotWrittenError: the header in place is whole.
    """
    data = header_text.write(header)
    write_whole(folder / VAULT_FILE, data)
    refresh_copy(folder, data)


def copy_is_later(folder: Path, header: Header) -> bool:
    """Tell whether the copy is this vault's, of a generation after that of `header`."""
    try:
        found = header_text.read((folder / COPY_FILE).read_bytes())
    except (VaultError, OSError):
        return False
    return found.vault_id == header.vault_id and found.generation > header.generation


def copy_serves(folder: Path) -> bool:
    """Tell whether the copy is there and whole, so that it could be put in force."""
    try:
        header_text.read((folder / COPY_FILE).read_bytes())
    except (VaultError, OSError):
        return False
    return True


def refresh_copy(folder: Path, data: bytes) -> None:
    """Make the copy equal to the header in force; a failure waits for the next unlocking."""
    copy = folder / COPY_FILE
    follow_header(folder, data)
    with contextlib.suppress(VaultNotWrittenError, OSError):
        if not copy.exists() or copy.read_bytes() != data:
            write_whole(copy, data)


def write_whole(path: Path, data: bytes) -> None:
    """Write `path` entirely or not at all, and on the disk when this returns.

    Raises:
        VaultNotWrittenError: what was there before is untouched.
    """
    try:
        whole_files.write_whole(path, data, private=True)
    except OSError:
        raise VaultNotWrittenError(file=path.name) from None


def move_in_force(folder: Path) -> None:
    """Make the staged header the one in force, at once.

    Raises:
        VaultNotWrittenError: the header before is still in force.
    """
    try:
        whole_files.put_in_place(folder / NEXT_FILE, folder / VAULT_FILE)
    except OSError:
        raise VaultNotWrittenError from None


def remove(path: Path) -> None:
    """Remove a file that may be gone already."""
    with contextlib.suppress(FileNotFoundError):
        path.unlink()


def restore_copy(folder: Path) -> Header:
    """Put the copy in force in the place of a damaged or missing `vault.json`, on request only.

    The damaged file is kept beside, as `vault.json.abime`.

    Raises:
        DamagedVaultError: the copy is no better, or not there.
        VaultNotWrittenError: nothing was changed.
    """
    try:
        data = (folder / COPY_FILE).read_bytes()
    except OSError:
        raise DamagedVaultError(place=COPY_FILE) from None
    header = header_text.read(data)
    with contextlib.suppress(MissingVaultError):
        write_whole(folder / "vault.json.abime", read_bytes(folder))
    write_whole(folder / VAULT_FILE, data)
    return header
