import json
import random
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.domain.failures import UnusableFileError
from app.storage.vault import header_text, kdf, slots
from app.storage.vault.failures import (
    DamagedVaultError,
    NewerVaultError,
    UnlockError,
    VaultError,
    WeakVaultError,
    WrongPassphraseError,
)
from app.storage.vault.files import read_header
from app.storage.vault.opened import OpenVault, unlock, unlock_with_recovery
from app.storage.vault.people import add_agent, create
from app.storage.vault.recovery import RecoverySheet
from tests.fast_vault import fast_vaults
from tests.storage.vault.people import CLAIRE, PHRASE, PHRASE_YANIS, YANIS

SEED = 20261122
FLIPS = 400


def rewrite(vault: OpenVault, change: Callable[[dict[str, Any]], object]) -> None:
    """Change the file as somebody would who knows the format: the checksum is made right."""
    path = vault.folder / "vault.json"
    value = json.loads(path.read_bytes())
    change(value)
    value.pop("checksum")
    value["checksum"] = header_text._checksum(value)
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, indent=1) + "\n"
    path.write_text(text, encoding="utf-8")


def test_any_flipped_bit_is_seen_before_a_passphrase_is_asked(vault: OpenVault) -> None:
    add_agent(vault, YANIS, passphrase=PHRASE_YANIS)
    path = vault.folder / "vault.json"
    good = path.read_bytes()
    chance = random.Random(SEED)  # noqa: S311 -- a fixed seed, no secret
    for bit in chance.sample(range(len(good) * 8), FLIPS):
        flipped = bytearray(good)
        flipped[bit // 8] ^= 1 << bit % 8
        path.write_bytes(flipped)
        with pytest.raises(VaultError):
            read_header(vault.folder)
        assert path.read_bytes() == flipped


def flip_text(text: str, chance: random.Random) -> str:
    """Change one character of a Base64 text into another that is Base64 too."""
    place = chance.randrange(len(text.rstrip("=")) - 1)
    other = chance.choice([letter for letter in "ABCDxyz0123/+" if letter != text[place]])
    return text[:place] + other + text[place + 1 :]


def test_any_field_changed_by_somebody_who_knows_the_format_is_refused(
    vault: OpenVault, sheet: RecoverySheet
) -> None:
    add_agent(vault, YANIS, passphrase=PHRASE_YANIS)
    good = (vault.folder / "vault.json").read_bytes()
    chance = random.Random(SEED)  # noqa: S311 -- a fixed seed, no secret
    fields = [
        (where, name)
        for where in ("yanis", "claire", "recovery")
        for name in ("public_key", "salt", "nonce", "locked", "sealed")
    ]
    for where, name in fields * 8:

        def change(value: dict[str, Any], where: str = where, name: str = name) -> None:
            slots = {
                "claire": value["agents"][0],
                "yanis": value["agents"][1],
                "recovery": value["recovery"],
            }
            slots[where][name] = flip_text(slots[where][name], chance)

        rewrite(vault, change)
        with pytest.raises((VaultError, UnlockError)):
            unlock(vault.folder, CLAIRE.id, PHRASE)
        with pytest.raises((VaultError, UnlockError)):
            unlock_with_recovery(vault.folder, sheet.text)
        (vault.folder / "vault.json").write_bytes(good)
    unlock(vault.folder, CLAIRE.id, PHRASE)


@pytest.mark.parametrize(
    "change",
    [
        lambda value: value.update(generation=2),
        lambda value: value.update(vault_id="0" * 32),
        lambda value: value.update(removed=["agent-x"]),
        lambda value: value["agents"].pop(1),
        lambda value: value["agents"].reverse(),
        lambda value: value["agents"][1].update(label="Claire X."),
        lambda value: value["agents"][1].update(agent_id="agent-x"),
        lambda value: value["agents"][0].update(label="Claire X."),
        lambda value: value["agents"][0]["kdf"].update(iterations=2),
        lambda value: value["recovery"].update(sheet=7),
        lambda value: value.update(mac="A" * 43 + "="),
    ],
)
def test_the_header_is_authenticated_as_a_whole(
    vault: OpenVault, change: Callable[[dict[str, Any]], object]
) -> None:
    add_agent(vault, YANIS, passphrase=PHRASE_YANIS)
    rewrite(vault, change)
    with pytest.raises((DamagedVaultError, WrongPassphraseError)):
        unlock(vault.folder, CLAIRE.id, PHRASE)


def test_slots_of_somebody_elses_vault_do_not_open_this_one(
    vault: OpenVault, tmp_path: Path
) -> None:
    create(tmp_path / "other", CLAIRE, passphrase=PHRASE)
    other = json.loads((tmp_path / "other" / "vault.json").read_bytes())
    rewrite(vault, lambda value: value["agents"].__setitem__(0, other["agents"][0]))
    with pytest.raises(WrongPassphraseError):
        unlock(vault.folder, CLAIRE.id, PHRASE)


def test_a_stranger_cannot_seal_a_data_key_of_his_own(vault: OpenVault) -> None:
    """Public keys stand in clear: only the vault's own secret makes an acceptable MAC."""
    header = read_header(vault.folder)
    his = slots.VaultSecrets(data_key=bytes(32), vault_secret=bytes(32))
    resealed = replace(
        header, agents=tuple(slots.reseal_agent(vault.place, slot, his) for slot in header.agents)
    )
    forged = OpenVault(vault.folder, vault.place, his, opened_by=None).signed(resealed)
    (vault.folder / "vault.json").write_bytes(header_text.write(forged))
    with pytest.raises(DamagedVaultError) as refused:
        unlock(vault.folder, CLAIRE.id, PHRASE)
    assert refused.value.place == "authentification"


def test_a_weak_derivation_in_the_file_is_refused_by_the_program(tmp_path: Path) -> None:
    with fast_vaults():
        vault, sheet = create(tmp_path, CLAIRE, passphrase=PHRASE)
    with pytest.raises(WeakVaultError) as refused:
        unlock(vault.folder, CLAIRE.id, PHRASE)
    assert refused.value.place == "agent 1"
    with pytest.raises(WeakVaultError):
        unlock_with_recovery(vault.folder, sheet.text)


def test_a_derivation_that_would_freeze_the_laptop_is_refused(vault: OpenVault) -> None:
    rewrite(vault, lambda value: value["agents"][0]["kdf"].update(memory_kib=1 << 30))
    with pytest.raises(WeakVaultError):
        read_header(vault.folder)


@pytest.mark.parametrize(
    ("memory_kib", "iterations", "lanes"),
    [(65535, 3, 4), (65536, 2, 4), (65536, 3, 3), (65536, 3, 17), (2097153, 3, 4), (65536, 65, 4)],
)
def test_parameters_outside_the_limits_cannot_be_made(
    memory_kib: int, iterations: int, lanes: int
) -> None:
    with pytest.raises(ValueError, match="outside"):
        kdf.KdfParameters(memory_kib=memory_kib, iterations=iterations, lanes=lanes)


def test_the_least_cost_is_the_second_recommendation_of_rfc_9106() -> None:
    assert kdf.strong() == kdf.KdfParameters(memory_kib=65536, iterations=3, lanes=4)


def test_nothing_in_the_program_touches_the_limits() -> None:
    app = Path(kdf.__file__).parents[2]
    assert app.name == "app"
    texts = {path.relative_to(app): path.read_text() for path in app.rglob("*.py")}
    room = Path("storage/vault")
    named = {path for path, text in texts.items() if re.search(r"kdf\.LIMITS|KdfLimits", text)}
    assert named == {room / "kdf.py", room / "calibration.py"}
    assert not re.search(r"LIMITS\b[^\n]*[^=<>]=[^=]", texts[room / "calibration.py"])
    assert texts[room / "kdf.py"].count("LIMITS =") == 1
    assert not [path for path, text in texts.items() if "fast_vault" in text]


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"", ""),
        (b"\x00" * 700, ""),
        (b"not json", ""),
        (b"\xff\xfe", ""),
        (b"[" * 100_000, ""),
        (b"[]", ""),
        (b"{}", "format"),
        (b'{"format": "something else"}', "format"),
        (b'{"format": "passerelle-vault"}', "somme de contrôle"),
        (b'{"format": "passerelle-vault", "version": true}', "somme de contrôle"),
        (b'{"format": "passerelle-vault", "version": 1, "x": "\\ud800"}', "texte"),
        (b" " * 1_000_001, "taille"),
    ],
)
def test_what_is_no_vault_is_refused_and_left_alone(
    tmp_path: Path, data: bytes, place: str
) -> None:
    (tmp_path / "vault.json").write_bytes(data)
    with pytest.raises(DamagedVaultError) as refused:
        read_header(tmp_path)
    assert isinstance(refused.value, UnusableFileError)
    assert refused.value.file == "vault.json"
    assert refused.value.place == place
    assert "rien n’a été écrasé" in refused.value.problem
    assert (tmp_path / "vault.json").read_bytes() == data


def test_a_file_cut_anywhere_is_damaged(vault: OpenVault) -> None:
    path = vault.folder / "vault.json"
    good = path.read_bytes()
    for length in range(0, len(good), 7):
        path.write_bytes(good[:length])
        with pytest.raises(DamagedVaultError):
            read_header(vault.folder)


def test_fields_missing_or_of_another_kind_are_damage(vault: OpenVault) -> None:
    good = (vault.folder / "vault.json").read_bytes()
    others: list[object] = [None, True, -1, 3.5, [], {}, [1]]
    for name in ("vault_id", "generation", "agents", "removed", "recovery", "mac"):
        for other in others:

            def change(value: dict[str, Any], name: str = name, other: object = other) -> None:
                value[name] = other

            (vault.folder / "vault.json").write_bytes(good)
            rewrite(vault, change)
            if name == "removed" and other == []:
                continue
            with pytest.raises(DamagedVaultError) as refused:
                read_header(vault.folder)
            assert refused.value.place == "champs"


def test_a_newer_version_says_so(vault: OpenVault) -> None:
    rewrite(vault, lambda value: value.update(version=3, slots="of another form"))
    with pytest.raises(NewerVaultError, match="mettez le programme à jour") as refused:
        unlock(vault.folder, CLAIRE.id, PHRASE)
    assert refused.value.version == 3


def test_the_same_values_written_otherwise_are_refused(vault: OpenVault) -> None:
    path = vault.folder / "vault.json"
    good = path.read_bytes()
    for other in (
        good + b"\n",
        good.replace(b"\n", b"\r\n"),
        json.dumps(json.loads(good)).encode(),
    ):
        path.write_bytes(other)
        with pytest.raises(DamagedVaultError) as refused:
            read_header(vault.folder)
        assert refused.value.place == "forme"
