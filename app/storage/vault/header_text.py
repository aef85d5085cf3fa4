"""The text of `vault.json`: written canonically, read strictly."""

import hashlib
import json
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Mapping
from typing import Final, cast

from app.domain.identifiers import AgentId
from app.storage.vault.failures import DamagedVaultError, NewerVaultError, WeakVaultError
from app.storage.vault.header import (
    FORMAT,
    LOCKED_BYTES,
    MAC_BYTES,
    NEWEST,
    NONCE_BYTES,
    SEALED_BYTES,
    VERSION,
    AgentSlot,
    Header,
    LockedPair,
    RecoverySlot,
    StructureSlot,
)
from app.storage.vault.kdf import KEY_BYTES, SALT_BYTES, KdfParameters

LARGEST_FILE: Final = 1_000_000  # bytes: hundreds of agents; a larger file is no header


def canonical(value: Mapping[str, object]) -> bytes:
    """Return the one JSON text of `value` that is authenticated."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def agent_parameters(slot: AgentSlot) -> dict[str, object]:
    """Return what is fixed when the slot is made: all of it but the ciphertexts."""
    return {
        "kind": "agent",
        "agent_id": slot.agent_id,
        "label": slot.label,
        "kdf": {
            "name": "argon2id",
            "memory_kib": slot.kdf.memory_kib,
            "iterations": slot.kdf.iterations,
            "lanes": slot.kdf.lanes,
        },
        "pepper": slot.pepper,
    } | pair_parameters(slot.pair)


def recovery_parameters(slot: RecoverySlot) -> dict[str, object]:
    """Return what is fixed when the sheet is made."""
    return {"kind": "recovery", "sheet": slot.sheet} | pair_parameters(slot.pair)


def structure_parameters(slot: StructureSlot) -> dict[str, object]:
    """Return what is fixed when the structure's share is made."""
    return {
        "kind": "structure",
        "structure_key": _text(slot.structure_key),
    } | pair_parameters(slot.pair)


def pair_parameters(pair: LockedPair) -> dict[str, object]:
    """Return the public part of a pair."""
    return {"public_key": _text(pair.public_key), "salt": _text(pair.salt)}


def authenticated_text(header: Header) -> bytes:
    """Return what the header's MAC covers: everything but itself and the checksum."""
    return canonical(_body(header))


def write(header: Header) -> bytes:
    """Return the bytes of `vault.json`."""
    value = _body(header) | {"mac": _text(header.mac)}
    value["checksum"] = _checksum(value)
    return (json.dumps(value, sort_keys=True, ensure_ascii=False, indent=1) + "\n").encode()


def read(data: bytes) -> Header:
    """Return the header that `data` holds.

    The checksum tells damage from a wrong passphrase before anybody types one; it stops
    accidents, the MAC stops people.

    Raises:
        NewerVaultError: a later version wrote it.
        WeakVaultError: a slot's key derivation is outside the limits.
        DamagedVaultError: anything else than what `write` gives.
    """
    value = _json_object(data)
    if value.get("format") != FORMAT:
        raise DamagedVaultError(place="format")
    version = value.get("version")
    if type(version) is int and version > NEWEST:
        raise NewerVaultError(version)
    checksum = value.pop("checksum", None)
    if version not in (VERSION, NEWEST) or checksum != _checksum(value):
        raise DamagedVaultError(place="somme de contrôle")
    try:
        header = _header(value)
    except (KeyError, TypeError, ValueError):
        raise DamagedVaultError(place="champs") from None
    if write(header) != data:
        raise DamagedVaultError(place="forme")
    return header


def _json_object(data: bytes) -> dict[str, object]:
    if len(data) > LARGEST_FILE:
        raise DamagedVaultError(place="taille")
    try:
        value: object = json.loads(data.decode())
    except (ValueError, RecursionError):  # not UTF-8, not JSON, or nested to hurt
        raise DamagedVaultError from None
    if not isinstance(value, dict):
        raise DamagedVaultError
    return cast("dict[str, object]", value)


def _checksum(value: Mapping[str, object]) -> str:
    try:
        return hashlib.sha256(canonical(value)).hexdigest()
    except UnicodeEncodeError:  # a lone surrogate, which JSON lets through
        raise DamagedVaultError(place="texte") from None


def _body(header: Header) -> dict[str, object]:
    body: dict[str, object] = {
        "format": FORMAT,
        "version": header.version,
        "vault_id": header.vault_id,
        "generation": header.generation,
        "agents": [agent_parameters(slot) | _ciphertexts(slot.pair) for slot in header.agents],
        "removed": list(header.removed),
        "recovery": recovery_parameters(header.recovery) | _ciphertexts(header.recovery.pair),
    }
    if (slot := header.structure) is not None:
        share: dict[str, object] = {"share": _text(slot.share)}
        body["structure"] = structure_parameters(slot) | _ciphertexts(slot.pair) | share
    return body


def _ciphertexts(pair: LockedPair) -> dict[str, object]:
    return {
        "nonce": _text(pair.nonce),
        "locked": _text(pair.locked),
        "sealed": _text(pair.sealed),
    }


def _header(value: Mapping[str, object]) -> Header:
    agents = tuple(_agent(item, place) for place, item in enumerate(_list(value["agents"]), 1))
    if not agents or len({slot.agent_id for slot in agents}) != len(agents):
        raise ValueError("agents")
    return Header(
        vault_id=_str(value["vault_id"]),
        generation=_positive(value["generation"]),
        agents=agents,
        removed=tuple(AgentId(_str(item)) for item in _list(value["removed"])),
        recovery=_recovery(_object(value["recovery"])),
        structure=_structure(_object(value["structure"])) if value["version"] == NEWEST else None,
        mac=_bytes(value["mac"], MAC_BYTES),
    )


def _agent(item: object, place: int) -> AgentSlot:
    value = _object(item)
    cost = _object(value["kdf"])
    try:
        kdf = KdfParameters(
            memory_kib=_positive(cost["memory_kib"]),
            iterations=_positive(cost["iterations"]),
            lanes=_positive(cost["lanes"]),
        )
    except ValueError:
        raise WeakVaultError(place=f"agent {place}") from None
    return AgentSlot(
        agent_id=AgentId(_str(value["agent_id"])),
        label=_str(value["label"]),
        kdf=kdf,
        pepper=_str(value["pepper"]),
        pair=_pair(value),
    )


def _recovery(value: Mapping[str, object]) -> RecoverySlot:
    return RecoverySlot(sheet=_positive(value["sheet"]), pair=_pair(value))


def _structure(value: Mapping[str, object]) -> StructureSlot:
    return StructureSlot(
        structure_key=_bytes(value["structure_key"], KEY_BYTES),
        share=_bytes(value["share"], SEALED_BYTES),
        pair=_pair(value),
    )


def _pair(value: Mapping[str, object]) -> LockedPair:
    return LockedPair(
        public_key=_bytes(value["public_key"], KEY_BYTES),
        salt=_bytes(value["salt"], SALT_BYTES),
        nonce=_bytes(value["nonce"], NONCE_BYTES),
        locked=_bytes(value["locked"], LOCKED_BYTES),
        sealed=_bytes(value["sealed"], SEALED_BYTES),
    )


def _text(data: bytes) -> str:
    return b64encode(data).decode()


def _bytes(value: object, length: int) -> bytes:
    try:
        data = b64decode(_str(value), validate=True)
    except Base64Error:
        raise ValueError("base64") from None
    if len(data) != length:
        raise ValueError("length")
    return data


def _str(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("text expected")
    return value


def _positive(value: object) -> int:
    if type(value) is not int or value < 1:  # bool is an int, and no number of passes
        raise TypeError("number expected")
    return value


def _object(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise TypeError("object expected")
    return cast("dict[str, object]", value)


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError("list expected")
    return cast("list[object]", value)
