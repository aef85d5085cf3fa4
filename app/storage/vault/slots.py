"""Lock and open slots: the only module that touches the ciphers.

An agent's private half is locked in AES-256-GCM under the key of his passphrase; the data key is
sealed to his public half with HPKE (RFC 9180: X25519, HKDF-SHA256, AES-256-GCM). With the private
half travels the vault's own secret, which never changes and enters the header's MAC: somebody
without access cannot swap in a header of his own making, although public keys stand in clear.
"""

import hashlib
import secrets
from dataclasses import dataclass, field, replace
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.domain.identifiers import AgentId
from app.storage.vault import header_text
from app.storage.vault.failures import (
    DamagedVaultError,
    WrongPassphraseError,
    WrongRecoveryKeyError,
    WrongStructureKeyError,
)
from app.storage.vault.header import (
    FORMAT,
    NONCE_BYTES,
    VERSION,
    AgentSlot,
    Header,
    LockedPair,
    RecoverySlot,
    StructureSlot,
)
from app.storage.vault.kdf import KEY_BYTES, SALT_BYTES, KdfParameters, derive

_SUITE: Final = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


@dataclass(frozen=True, slots=True, kw_only=True)
class VaultSecrets:
    """What an opened slot gives; never shown."""

    data_key: bytes = field(repr=False)
    vault_secret: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Which vault and generation a slot belongs to: bound into everything it seals."""

    vault_id: str
    generation: int


def subkey(key: bytes, *, salt: bytes, label: str) -> bytes:
    """Return the 32-byte key for `label`, independent of those of other labels."""
    info = f"{FORMAT}/{VERSION}/{label}".encode()
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=info).derive(key)


def pepper_fingerprint(pepper: bytes) -> str:
    """Return a name for a random 32-byte pepper, which tells nothing of it."""
    return hashlib.sha256(b"pepper:" + pepper).hexdigest()[:16]


def lock_agent(  # noqa: PLR0913 -- a slot is made of all this, in one place
    place: Place,
    agent_id: AgentId,
    label: str,
    *,
    passphrase: str,
    kdf: KdfParameters,
    pepper: bytes | None,
    held: VaultSecrets,
) -> AgentSlot:
    """Return a new slot with a new key pair."""
    private, pair = _new_pair()
    slot = AgentSlot(
        agent_id=agent_id,
        label=label,
        kdf=kdf,
        pepper=pepper_fingerprint(pepper) if pepper else "",
        pair=pair,
    )
    key = derive(passphrase, salt=pair.salt, parameters=kdf, pepper=pepper)
    locked = _lock(private, pair, key, _agent_binding(place.vault_id, slot), held)
    return reseal_agent(place, replace(slot, pair=locked), held)


def open_agent(
    header: Header, slot: AgentSlot, *, passphrase: str, pepper: bytes | None
) -> VaultSecrets:
    """Return what the slot holds.

    Raises:
        WrongPassphraseError: the passphrase, or an altered parameter, gives another key.
        DamagedVaultError: the private half opens, but not what was sealed to it.
    """
    key = derive(passphrase, salt=slot.pair.salt, parameters=slot.kdf, pepper=pepper)
    try:
        private = _unlock(slot.pair, key, _agent_binding(header.vault_id, slot))
    except InvalidTag:
        raise WrongPassphraseError from None
    return _unseal(header, slot.pair, private, header_text.agent_parameters(slot))


def lock_recovery(place: Place, *, sheet: int, key: bytes, held: VaultSecrets) -> RecoverySlot:
    """Return a new recovery slot for the random 32-byte `key`: no slow derivation is needed."""
    private, pair = _new_pair()
    slot = RecoverySlot(sheet=sheet, pair=pair)
    kek = subkey(key, salt=pair.salt, label="recovery")
    locked = _lock(private, pair, kek, _recovery_binding(place.vault_id, slot), held)
    return reseal_recovery(place, replace(slot, pair=locked), held)


def open_recovery(header: Header, key: bytes) -> VaultSecrets:
    """Return what the recovery slot holds.

    Raises:
        WrongRecoveryKeyError: the key is of another sheet.
        DamagedVaultError: the private half opens, but not what was sealed to it.
    """
    slot = header.recovery
    kek = subkey(key, salt=slot.pair.salt, label="recovery")
    try:
        private = _unlock(slot.pair, kek, _recovery_binding(header.vault_id, slot))
    except InvalidTag:
        raise WrongRecoveryKeyError(expected_sheet=slot.sheet) from None
    return _unseal(header, slot.pair, private, header_text.recovery_parameters(slot))


def lock_structure(place: Place, *, structure_key: bytes, held: VaultSecrets) -> StructureSlot:
    """Return a new share of the structure: nobody of the structure need be there."""
    private, pair = _new_pair()
    key = secrets.token_bytes(KEY_BYTES)
    slot = StructureSlot(structure_key=structure_key, share=b"", pair=pair)
    public = X25519PublicKey.from_public_bytes(structure_key)
    share = _SUITE.encrypt(key, public, info=_share_binding(place.vault_id, slot))
    kek = subkey(key, salt=pair.salt, label="structure")
    locked = _lock(private, pair, kek, _structure_binding(place.vault_id, slot), held)
    return reseal_structure(place, replace(slot, share=share, pair=locked), held)


def open_structure(header: Header, slot: StructureSlot, private_key: bytes) -> VaultSecrets:
    """Return what the structure's share holds; `private_key` is the structure's.

    Raises:
        WrongStructureKeyError: the key is of another structure, or was replaced.
        DamagedVaultError: the private half opens, but not what was sealed to it.
    """
    own = X25519PrivateKey.from_private_bytes(private_key)
    try:
        key = _SUITE.decrypt(slot.share, own, info=_share_binding(header.vault_id, slot))
        kek = subkey(key, salt=slot.pair.salt, label="structure")
        private = _unlock(slot.pair, kek, _structure_binding(header.vault_id, slot))
    except InvalidTag:
        raise WrongStructureKeyError from None
    return _unseal(header, slot.pair, private, header_text.structure_parameters(slot))


def reseal_agent(place: Place, slot: AgentSlot, held: VaultSecrets) -> AgentSlot:
    """Return the slot with the data key of this generation; the agent need not be there."""
    parameters = header_text.agent_parameters(slot)
    return replace(slot, pair=_seal(place, slot.pair, held.data_key, parameters))


def reseal_recovery(place: Place, slot: RecoverySlot, held: VaultSecrets) -> RecoverySlot:
    """Return the slot with the data key of this generation; the sheet stays in its drawer."""
    parameters = header_text.recovery_parameters(slot)
    return replace(slot, pair=_seal(place, slot.pair, held.data_key, parameters))


def reseal_structure(place: Place, slot: StructureSlot, held: VaultSecrets) -> StructureSlot:
    """Return the share with the data key of this generation; the private key stays away."""
    parameters = header_text.structure_parameters(slot)
    return replace(slot, pair=_seal(place, slot.pair, held.data_key, parameters))


def _new_pair() -> tuple[bytes, LockedPair]:
    private = X25519PrivateKey.generate()
    return private.private_bytes_raw(), LockedPair(
        public_key=private.public_key().public_bytes_raw(),
        salt=secrets.token_bytes(SALT_BYTES),
        nonce=secrets.token_bytes(NONCE_BYTES),
        locked=b"",
        sealed=b"",
    )


def _agent_binding(vault_id: str, slot: AgentSlot) -> bytes:
    return _binding("private half", vault_id, header_text.agent_parameters(slot))


def _recovery_binding(vault_id: str, slot: RecoverySlot) -> bytes:
    return _binding("private half", vault_id, header_text.recovery_parameters(slot))


def _structure_binding(vault_id: str, slot: StructureSlot) -> bytes:
    return _binding("private half", vault_id, header_text.structure_parameters(slot))


def _share_binding(vault_id: str, slot: StructureSlot) -> bytes:
    return _binding("share", vault_id, header_text.structure_parameters(slot))


def _binding(purpose: str, vault_id: str, slot: dict[str, object], generation: int = 0) -> bytes:
    return header_text.canonical(
        {
            "format": FORMAT,
            "version": VERSION,
            "purpose": purpose,
            "vault_id": vault_id,
            "generation": generation,  # 0 for the private half, which outlives generations
            "slot": slot,
        }
    )


def _lock(
    private: bytes, pair: LockedPair, key: bytes, binding: bytes, held: VaultSecrets
) -> LockedPair:
    plain = private + held.vault_secret
    return replace(pair, locked=AESGCM(key).encrypt(pair.nonce, plain, binding))


def _unlock(pair: LockedPair, key: bytes, binding: bytes) -> tuple[X25519PrivateKey, bytes]:
    plain = AESGCM(key).decrypt(pair.nonce, pair.locked, binding)
    return X25519PrivateKey.from_private_bytes(plain[:KEY_BYTES]), plain[KEY_BYTES:]


def _seal(
    place: Place, pair: LockedPair, data_key: bytes, parameters: dict[str, object]
) -> LockedPair:
    info = _binding("data key", place.vault_id, parameters, place.generation)
    public = X25519PublicKey.from_public_bytes(pair.public_key)
    return replace(pair, sealed=_SUITE.encrypt(data_key, public, info=info))


def _unseal(
    header: Header,
    pair: LockedPair,
    opened: tuple[X25519PrivateKey, bytes],
    parameters: dict[str, object],
) -> VaultSecrets:
    private, vault_secret = opened
    info = _binding("data key", header.vault_id, parameters, header.generation)
    try:
        data_key = _SUITE.decrypt(pair.sealed, private, info=info)
    except InvalidTag:
        raise DamagedVaultError(place="clé scellée") from None
    return VaultSecrets(data_key=data_key, vault_secret=vault_secret)
