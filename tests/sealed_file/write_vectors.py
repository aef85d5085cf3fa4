"""Write `vectors.json` from docs/protocole.md § 14: `python -m tests.sealed_file.write_vectors`.

Like `tests.sync.write_vectors`, it imports nothing of `app`: a second opinion on the code.
"""

import hashlib
import hmac
import json
import zlib
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from tests.sync.write_vectors import (
    DEVICE,
    ITEM,
    SUITE,
    Receiver,
    Signer,
    b64,
    bits,
    canon,
    framed,
    key_id,
)

AT = "2026-11-22T09:12:00Z"
SLICE = "019cb2ed-e0e0-7edb-b89d-3da2e9cffa4d"


def vectors() -> dict[str, object]:
    root, service, device = Signer("root"), Signer("service"), Signer("device")
    receiver, device_receiver = Receiver("service receives"), Receiver("device receives")
    department = bits(hashlib.sha256(framed("passerelle-root-v1", root.public)).digest(), 17)
    payload = canon(
        {
            "v": 1,
            "kind": "prescription",
            "reference": "2026-CCASILL-0001",
            "structure": "CCAS-ILL",
            "prescribed_on": "2026-11-22",
            "service": "assistance",
            "carnets": 1,
            "personne": {"nom": "Exemple", "prenom": "Zoé"},
        }
    )
    header = {
        "protocol": "passerelle/1",
        "suite": SUITE,
        "key": key_id(receiver.public),
        "structure": "CCAS-ILL",
        "device": DEVICE,
        "item": ITEM,
        "revision": 1,
        "kind": "prescription",
    }
    sealed = receiver.seal(zlib.compress(payload), canon(header))
    item = {
        "header": header,
        "sealed": b64(sealed),
        "signature": b64(device.sign("passerelle-item-v1", canon(header), sealed)),
    }
    mark_key = HKDF(hashes.SHA256(), 32, None, b"passerelle-file-mark-v1").derive(device.private)
    mark = hmac.digest(mark_key, payload, "sha256")[:16]
    known = {"epoch": "e1", "seq": 3, "settled": 1, "material": 2}
    told = {
        "slices": [{"slice": SLICE, "revision": 2, "handed": 0, "ranges": [], "returned": True}],
        "reports": [],
        "ledger": {"epoch": "e1", "read": 4, "last": 9, "ledger": "ab" * 16, "marks": ["cd" * 16]},
        "asked": [ITEM],
    }
    content = {"known": known, "items": [{"item": item, "mark": b64(mark)}], "told": told}
    body = zlib.compress(canon(content))
    return {
        "department": department,
        "device_private": b64(device.private),
        "device_public": b64(device.public),
        "receiving_private": b64(receiver.private),
        "sending": {
            "payload": payload.decode(),
            "mark": b64(mark),
            "told": canon(told).decode(),
            "file": b64(_file(_header("sending", department, body, count=1, last=1), body, device)),
        },
        "answer": _answer(department, service, device_receiver, mark),
    }


def _answer(
    department: str, service: Signer, device_receiver: Receiver, mark: bytes
) -> dict[str, object]:
    receipt = {"item": ITEM, "revision": 1, "status": "accepted"}
    content = {
        "epoch": "e1",
        "after": 3,
        "high_water": 4,
        "answered": 7,
        "key_list": {"content": b64(b"{}"), "signature": b64(bytes(64))},
        "entries": [
            {
                "seq": 4,
                "item": ITEM,
                "revision": 1,
                "sens": "refusee",
                "decided_on": "2026-11-23",
                "motif": "hors_territoire",
            }
        ],
        "receipts": [{"receipt": receipt, "number": 7, "mark": b64(mark)}],
        "held": [],
        "documents": [],
        "stated": {
            "slices": [],
            "months": [{"month": "2026-10", "revision": 1}],
            "ledger": {
                "ledger": "ab" * 16,
                "after": 4,
                "told": 9,
                "page": {
                    "epoch": "e1",
                    "high_water": 5,
                    "entries": [{"seq": 5, "mark": "ef" * 16, "received_on": "2026-11-20"}],
                    "more": False,
                },
            },
            "asked": [ITEM],
        },
    }
    info = canon(
        {
            "context": "passerelle-file-answer-v1",
            "kind": "answer",
            "department": department,
            "device": DEVICE,
            "number": 2,
            "epoch": "e1",
        }
    )
    sealed = device_receiver.seal(zlib.compress(canon(content)), info)
    halves = [sealed[:700], sealed[700:]]
    more = {"key": key_id(service.public), "epoch": "e1"}
    files = []
    for part, half in enumerate(halves, start=1):
        header = _header("answer", department, half, count=1, first=4, last=4)
        header |= {**more, "number": 2, "part": part, "parts": 2}
        files.append(b64(_file(header, half, service)))
    return {
        "service_public": b64(service.public),
        "device_receiving_private": b64(device_receiver.private),
        "content": canon(content).decode(),
        "files": files,
    }


def _header(
    kind: str, department: str, body: bytes, *, count: int, last: int, first: int = 1
) -> dict[str, object]:
    return {
        "format": "passerelle-fichier/1",
        "suite": SUITE,
        "kind": kind,
        "department": department,
        "structure": "CCAS-ILL",
        "device": DEVICE,
        "number": 7,
        "part": 1,
        "parts": 1,
        "made_at": AT,
        "count": count,
        "first": first,
        "last": last,
        "size": len(body),
        "sha256": b64(hashlib.sha256(body).digest()),
    }


def _file(header: dict[str, object], body: bytes, signer: Signer) -> bytes:
    raw = canon(header)
    signature = b64(signer.sign("passerelle-file-v1", raw)).encode()
    whole = b"PASSERELLE-FICHIER-1\n" + raw + b"\n" + signature + b"\n" + body
    return whole + hashlib.sha256(whole).hexdigest().encode() + b"\n"


if __name__ == "__main__":
    target = Path(__file__).with_name("vectors.json")
    target.write_text(json.dumps(vectors(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
