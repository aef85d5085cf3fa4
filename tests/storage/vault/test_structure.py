"""The structure's key opens a vault that it never saw; nothing else of it changes."""

import base64
import hashlib
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.storage.vault import header_text, structure_key
from app.storage.vault.failures import (
    DamagedVaultError,
    NoStructureKeyError,
    ResetRefusedError,
    StructureKeyFileError,
    VaultError,
    WeakPassphraseError,
    WrongStructureKeyError,
    WrongStructurePassphraseError,
)
from app.storage.vault.files import read_header
from app.storage.vault.opened import (
    OpenVault,
    unlock,
    unlock_with_recovery,
    unlock_with_structure,
)
from app.storage.vault.people import (
    add_agent,
    create,
    put_structure,
    replace_recovery,
    reset_passphrase,
)
from app.storage.vault.recovery import RecoverySheet
from app.storage.vault.rekeying import discard_leftovers, prepare_rekey, remove_agent
from tests.storage.vault.people import (
    CLAIRE,
    NEW_PHRASE,
    PHRASE,
    PHRASE_YANIS,
    YANIS,
    opens_its_database,
    write_database,
)

SAFE = "douze girafes peignent le clocher"
NAME = "CCAS d’Illustration"
Pair = tuple[structure_key.StructureKey, bytes, bytes]

pytestmark = pytest.mark.usefixtures("fast")


@pytest.fixture
def pair(fast: None) -> Pair:  # noqa: ARG001 -- order
    return structure_key.create(NAME, SAFE)


def private(pair: Pair) -> bytes:
    return structure_key.open_private(pair[1], "cle", SAFE)


def rekeyed(vault: OpenVault, staged_without: tuple[str, ...] = ()) -> OpenVault:
    staged = remove_agent(vault, YANIS.id) if staged_without else prepare_rekey(vault)
    write_database(staged.vault)
    after = staged.commit()
    discard_leftovers(after)
    return after


def test_the_structure_opens_and_gives_a_new_passphrase(vault: OpenVault, pair: Pair) -> None:
    put_structure(vault, pair[0].public_key)
    opened = unlock_with_structure(vault.folder, private(pair))
    assert opened.database_key() == vault.database_key()
    reset_passphrase(opened, CLAIRE.id, passphrase=NEW_PHRASE)
    assert unlock(vault.folder, CLAIRE.id, NEW_PHRASE).database_key() == vault.database_key()


def test_a_vault_may_know_the_structure_from_its_first_day(tmp_path: Path, pair: Pair) -> None:
    vault, sheet = create(tmp_path, CLAIRE, passphrase=PHRASE, structure_key=pair[0].public_key)
    assert unlock_with_structure(tmp_path, private(pair)).database_key() == vault.database_key()
    assert unlock_with_recovery(tmp_path, sheet.text).database_key() == vault.database_key()
    assert unlock(tmp_path, CLAIRE.id, PHRASE).database_key() == vault.database_key()


def test_its_share_follows_new_keys_while_the_structure_is_away(
    vault: OpenVault, pair: Pair
) -> None:
    put_structure(vault, pair[0].public_key)
    add_agent(vault, YANIS, passphrase=PHRASE_YANIS)
    write_database(vault)
    after = rekeyed(vault, (YANIS.id,))
    opened = unlock_with_structure(vault.folder, private(pair))
    assert opened.generation == 2
    assert opens_its_database(opened)
    assert opened.database_key() == after.database_key() != vault.database_key()


def test_another_key_and_no_share_are_told_apart(vault: OpenVault, pair: Pair) -> None:
    with pytest.raises(NoStructureKeyError):
        unlock_with_structure(vault.folder, private(pair))
    put_structure(vault, pair[0].public_key)
    other = structure_key.create(NAME, SAFE)
    with pytest.raises(WrongStructureKeyError):
        unlock_with_structure(vault.folder, private(other))


def test_a_replaced_key_and_a_withdrawn_one_open_nothing_more(vault: OpenVault, pair: Pair) -> None:
    other = structure_key.create(NAME, SAFE)
    put_structure(vault, pair[0].public_key)
    put_structure(vault, other[0].public_key)
    with pytest.raises(WrongStructureKeyError):
        unlock_with_structure(vault.folder, private(pair))
    unlock_with_structure(vault.folder, private(other))
    put_structure(vault, None)
    with pytest.raises(NoStructureKeyError):
        unlock_with_structure(vault.folder, private(other))


def test_a_copy_from_before_does_not_open_what_came_after(vault: OpenVault, pair: Pair) -> None:
    put_structure(vault, pair[0].public_key)
    copy = (vault.folder / "vault.json").read_bytes()
    put_structure(vault, None)
    write_database(vault)
    after = rekeyed(vault)
    (vault.folder / "vault.json").write_bytes(copy)
    opened = unlock_with_structure(vault.folder, private(pair))
    assert opened.database_key() != after.database_key()
    assert not opened.database_path.exists()


def test_an_agent_still_takes_nobodys_place(vault: OpenVault, pair: Pair) -> None:
    put_structure(vault, pair[0].public_key)
    add_agent(vault, YANIS, passphrase=PHRASE_YANIS)
    with pytest.raises(ResetRefusedError):
        reset_passphrase(vault, YANIS.id, passphrase=NEW_PHRASE)


def test_a_file_without_share_reads_as_before_and_one_with_it_is_of_version_2(
    vault: OpenVault, pair: Pair
) -> None:
    before = (vault.folder / "vault.json").read_bytes()
    assert json.loads(before)["version"] == 1
    put_structure(vault, pair[0].public_key)
    assert json.loads((vault.folder / "vault.json").read_bytes())["version"] == 2
    put_structure(vault, None)
    assert (vault.folder / "vault.json").read_bytes() == before


def test_the_sheet_and_the_share_live_side_by_side(
    vault: OpenVault, sheet: RecoverySheet, pair: Pair
) -> None:
    put_structure(vault, pair[0].public_key)
    unlock_with_recovery(vault.folder, sheet.text)
    replace_recovery(vault)
    unlock_with_structure(vault.folder, private(pair))


def rewrite(vault: OpenVault, change: Callable[[dict[str, Any]], object]) -> None:
    """Change the file as somebody who knows its format would: with a good checksum."""
    path = vault.folder / "vault.json"
    value = json.loads(path.read_bytes())
    change(value)
    value.pop("checksum")
    value["checksum"] = header_text._checksum(value)
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, indent=1) + "\n"
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    "name", ["structure_key", "share", "public_key", "salt", "nonce", "locked", "sealed"]
)
def test_a_share_changed_by_somebody_who_knows_the_format_opens_nothing(
    vault: OpenVault, pair: Pair, name: str
) -> None:
    put_structure(vault, pair[0].public_key)
    chance = random.Random(20)  # noqa: S311 -- a fixed seed, no secret

    def change(value: dict[str, Any]) -> None:
        raw = bytearray(base64.b64decode(value["structure"][name]))
        raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
        value["structure"][name] = base64.b64encode(raw).decode()

    rewrite(vault, change)
    with pytest.raises((WrongStructureKeyError, DamagedVaultError)):
        unlock_with_structure(vault.folder, private(pair))
    with pytest.raises(DamagedVaultError):  # the header is authenticated as a whole
        unlock(vault.folder, CLAIRE.id, PHRASE)


def test_a_stranger_cannot_slip_his_own_key_in(vault: OpenVault, pair: Pair) -> None:
    """He has the file of the laptop and a vault of his own, with a share for his own key."""
    stranger, _ = create(
        vault.folder.with_name("other"), CLAIRE, passphrase=PHRASE, structure_key=pair[0].public_key
    )
    his = json.loads((stranger.folder / "vault.json").read_bytes())["structure"]
    rewrite(vault, lambda value: value.update(version=2, structure=his))
    with pytest.raises((WrongStructureKeyError, DamagedVaultError)):
        unlock_with_structure(vault.folder, private(pair))
    with pytest.raises(DamagedVaultError):
        unlock(vault.folder, CLAIRE.id, PHRASE)


def test_any_flipped_bit_of_a_file_with_a_share_is_seen(vault: OpenVault, pair: Pair) -> None:
    put_structure(vault, pair[0].public_key)
    path = vault.folder / "vault.json"
    good = path.read_bytes()
    chance = random.Random(21)  # noqa: S311 -- a fixed seed, no secret
    for bit in chance.sample(range(len(good) * 8), 200):
        flipped = bytearray(good)
        flipped[bit // 8] ^= 1 << bit % 8
        path.write_bytes(flipped)
        with pytest.raises(VaultError):
            read_header(vault.folder)


def test_the_two_files_say_whose_key_it_is_and_the_private_half_nothing_more(pair: Pair) -> None:
    key, private_file, public_file = pair
    assert structure_key.read_public(public_file, "cle") == key
    assert structure_key.read_private(private_file, "cle") == key
    assert key.name == NAME
    secret = private(pair)
    for written in (private_file, public_file):
        assert base64.b64encode(secret) not in written
        assert secret.hex().encode() not in written
    assert secret.hex() not in repr(pair)


def test_the_fingerprint_is_128_bits_of_a_digest_in_groups_of_four(pair: Pair) -> None:
    key = pair[0]
    expected = hashlib.sha256(b"structure:" + key.public_key).digest()[:16].hex().upper()
    groups = key.fingerprint.split(" ")
    assert [len(group) for group in groups] == [4] * 8
    assert "".join(groups) == expected


def test_each_file_is_asked_for_its_own_half(pair: Pair) -> None:
    _, private_file, public_file = pair
    with pytest.raises(StructureKeyFileError, match="moitié privée"):
        structure_key.read_public(private_file, "cle")
    with pytest.raises(StructureKeyFileError, match="clé publique"):
        structure_key.open_private(public_file, "cle", SAFE)


def test_a_wrong_passphrase_of_the_file_is_told_from_a_damaged_file(pair: Pair) -> None:
    with pytest.raises(WrongStructurePassphraseError):
        structure_key.open_private(pair[1], "cle", SAFE + "!")
    for place in range(0, len(pair[1]) - 2, 37):
        broken = bytearray(pair[1])
        broken[place] ^= 1
        with pytest.raises(StructureKeyFileError):
            structure_key.open_private(bytes(broken), "cle", SAFE)


@pytest.mark.parametrize("data", [b"", b"{}", b"[1]", b"\xff", b"x" * 30_000, b"[" * 9_000])
def test_what_is_no_key_is_refused(data: bytes) -> None:
    with pytest.raises(StructureKeyFileError, match="n’est pas une clé"):
        structure_key.read_public(data, "photo.jpg")


def test_a_public_key_that_anybody_could_open_is_refused() -> None:
    """The point 0 has order 1: what is sealed to it is sealed to everybody (RFC 7748 § 6.1)."""
    weak = structure_key.StructureKey(name=NAME, public_key=bytes(32))
    with pytest.raises(StructureKeyFileError):
        structure_key.read_public(structure_key.public_file(weak), "cle")


def test_a_weak_passphrase_does_not_guard_two_hundred_laptops() -> None:
    with pytest.raises(WeakPassphraseError):
        structure_key.create(NAME, "CCAS d’Illustration")
