import traceback
from typing import TYPE_CHECKING

import pytest

from app.domain.failures import AppError
from app.storage.vault.files import read_header
from app.storage.vault.opened import OpenVault, unlock, unlock_with_recovery
from app.storage.vault.people import add_agent, change_passphrase
from app.storage.vault.recovery import RecoverySheet
from app.storage.vault.rekeying import prepare_rekey
from tests.storage.vault.people import CLAIRE, NEW_PHRASE, PHRASE, YANIS

if TYPE_CHECKING:
    from collections.abc import Callable

WEAK = "orsini1985 orsini"


def forms(secret: bytes) -> list[str]:
    return [secret.hex(), repr(secret), repr(bytearray(secret)), str(list(secret))]


def test_what_is_shown_of_a_value_holds_no_secret(vault: OpenVault, sheet: RecoverySheet) -> None:
    held = vault.secrets()
    staged = prepare_rekey(vault)
    shown = "".join(map(repr, (vault, sheet, held, staged, read_header(vault.folder))))
    shown += str(vault) + str(sheet)
    secrets = (held.data_key, held.vault_secret, vault.database_key(), staged.vault.database_key())
    for secret in secrets:
        for form in forms(secret):
            assert form not in shown
    for group in sheet.groups:
        assert group not in shown
    assert PHRASE not in shown


def test_no_message_repeats_what_was_typed(vault: OpenVault, sheet: RecoverySheet) -> None:
    mistyped = sheet.text[:-1] + ("0" if sheet.text[-1] != "0" else "1")
    attempts: list[tuple[str, Callable[[], object]]] = [
        (NEW_PHRASE, lambda: unlock(vault.folder, CLAIRE.id, NEW_PHRASE)),
        (WEAK, lambda: add_agent(vault, YANIS, passphrase=WEAK)),
        (
            NEW_PHRASE,
            lambda: change_passphrase(
                vault, CLAIRE.id, current=NEW_PHRASE, passphrase=PHRASE + " neuf"
            ),
        ),
        (mistyped, lambda: unlock_with_recovery(vault.folder, mistyped)),
    ]
    for typed, attempt in attempts:
        with pytest.raises(AppError) as refused:
            attempt()
        text = "".join(traceback.format_exception(refused.value)) + repr(vars(refused.value))
        assert typed not in text
        assert typed.split()[0] not in str(refused.value)
        assert "Claire" not in str(refused.value)
        assert "Orsini" not in str(refused.value)
