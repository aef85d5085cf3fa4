"""Write `vectors.json` from docs/protocole.md alone: `python -m tests.sync.write_vectors`.

Imports nothing of `app`: hashlib, hmac and the primitives of `cryptography`, so that the vectors
are a second opinion on the code, and the document is shown to be enough.
"""

import base64
import hashlib
import hmac
import json
import unicodedata
import zlib
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ed25519, mlkem, x25519
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PublicKey, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
DEVICE = "3f2b8a54-9c1d-4e6f-8a7b-0c1d2e3f4a5b"
ITEM = "01935a6e-7b00-7abc-8def-0123456789ab"
SLICE = "01935a6e-7b00-7abc-8def-0123456789ac"
SUITE = "MLKEM768X25519-HKDFSHA256-AES256GCM"


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def canon(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return unicodedata.normalize("NFC", text).encode()


def framed(context: str, *parts: bytes) -> bytes:
    out = context.encode() + b"\x00"
    for part in parts:
        out += len(part).to_bytes(4, "big") + part
    return out


def key_id(public: bytes) -> str:
    return hashlib.sha256(public).hexdigest()[:16]


def seed(name: str, length: int = 32) -> bytes:
    return hashlib.shake_256(name.encode()).digest(length)


class Signer:
    def __init__(self, name: str) -> None:
        self.private = seed(name)
        self.key = ed25519.Ed25519PrivateKey.from_private_bytes(self.private)
        self.public = self.key.public_key().public_bytes_raw()

    def sign(self, context: str, *parts: bytes) -> bytes:
        return self.key.sign(framed(context, *parts))


class Receiver:
    def __init__(self, name: str) -> None:
        self.private = seed(name, 96)
        self.mlkem = mlkem.MLKEM768PrivateKey.from_seed_bytes(self.private[:64]).public_key()
        x_private = x25519.X25519PrivateKey.from_private_bytes(self.private[64:])
        self.x25519 = x_private.public_key()
        self.public = self.mlkem.public_bytes_raw() + self.x25519.public_bytes_raw()

    def seal(self, plaintext: bytes, info: bytes) -> bytes:
        suite = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
        return suite.encrypt(plaintext, MLKEM768X25519PublicKey(self.mlkem, self.x25519), info=info)


def bits(raw: bytes, symbols: int) -> str:
    text = "".join(f"{byte:08b}" for byte in raw)
    return "".join(CROCKFORD[int(text[at * 5 : at * 5 + 5], 2)] for at in range(symbols))


def bech32m(part: str, symbols: str) -> str:
    """BIP 350, written out again."""
    values = [ord(c) >> 5 for c in part] + [0] + [ord(c) & 31 for c in part]
    values += [CROCKFORD.index(c) for c in symbols] + [0] * 6
    check = 1
    for value in values:
        top = check >> 25
        check = ((check & 0x1FFFFFF) << 5) ^ value
        for at, generator in enumerate(
            [0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3]
        ):
            if (top >> at) & 1:
                check ^= generator
    check ^= 0x2BC830A3
    return "".join(CROCKFORD[(check >> 5 * (5 - at)) & 31] for at in range(6))


def derived(secret: str, purpose: bytes, length: int) -> bytes:
    kdf = HKDF(hashes.SHA256(), length, b"passerelle-activation-v1", purpose)
    return kdf.derive(secret.encode())


def vectors() -> dict[str, object]:
    root, service, device = Signer("root"), Signer("service"), Signer("device")
    receiver, device_receiver = Receiver("service receives"), Receiver("device receives")
    return {
        "canonical": _canonical(),
        "key_ids": [{"public": b64(k.public), "id": key_id(k.public)} for k in (root, receiver)],
        "item": _item(device, receiver),
        "request": _request(device),
        "answer": _answer(service),
        "key_list": _key_list(root, service, receiver),
        "material": _material(root),
        "activation": _activation(root, service, receiver, device, device_receiver),
        "slice": _slice(service),
        "figures": _figures(service),
        "counters": _counters(receiver),
    }


def _canonical() -> list[dict[str, str]]:
    # Both sides by hand.
    return [
        {"from": '{ "b": 1, "a": "e\\u0301" }', "canonical": '{"a":"é","b":1}'},
        {"from": '{"a":["x",true,null,-3]}', "canonical": '{"a":["x",true,null,-3]}'},
        {"from": '{"a":"\\u00e9\\/\\n"}', "canonical": '{"a":"é/\\n"}'},
        {"from": '{"a_b":1,"aa":2,"a1":3}', "canonical": '{"a1":3,"a_b":1,"aa":2}'},
        {"from": '{"a":"\\ud83d\\ude00\\u0001"}', "canonical": '{"a":"😀\\u0001"}'},
    ]


def _item(device: Signer, receiver: Receiver) -> dict[str, object]:
    payload = canon(
        {
            "v": 1,
            "kind": "prescription",
            "reference": "2026-CCASILL-0001",
            "structure": "CCAS-ILL",
            "prescribed_on": "2026-11-22",
            "service": "assistance",
            "carnets": 1,
            "personne": {
                "nom": "Exemple-Çelik",
                "prenom": "Zoé",
                "adresse": {
                    "voie": "12 rue des Lilas",
                    "code_postal": "67400",
                    "commune": "Illkirch-Graffenstaden",
                    "code_insee": "67218",
                },
            },
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
    signature = device.sign("passerelle-item-v1", canon(header), sealed)
    digest_key = seed("digest")
    return {
        "device_public": b64(device.public),
        "receiving_private": b64(receiver.private),
        "receiving_public": b64(receiver.public),
        "wire": {"header": header, "sealed": b64(sealed), "signature": b64(signature)},
        "payload": payload.decode(),
        "digest_key": b64(digest_key),
        "digest": hmac.new(digest_key, payload, "sha256").hexdigest(),
    }


def _request(device: Signer) -> dict[str, object]:
    nonce, body, time = seed("nonce", 16), b"", "2026-11-22T17:30:00Z"
    target = "/v1/feed?after=12&limit=200"
    signature = device.sign(
        "passerelle-request-v1",
        b"passerelle/1",
        DEVICE.encode(),
        time.encode(),
        nonce,
        b"GET",
        target.encode(),
        hashlib.sha256(body).digest(),
    )
    return {
        "device_private": b64(device.private),
        "method": "GET",
        "target": target,
        "body": b64(body),
        "headers": {
            "passerelle-protocol": "passerelle/1",
            "passerelle-device": DEVICE,
            "passerelle-time": time,
            "passerelle-nonce": b64(nonce),
            "passerelle-signature": b64(signature),
        },
    }


def _answer(service: Signer) -> dict[str, object]:
    nonce, time = seed("nonce", 16), "2026-11-22T17:30:01Z"
    body = canon({"epoch": "e1", "high_water": 12, "entries": [], "more": False})
    key = key_id(service.public)
    signature = service.sign(
        "passerelle-answer-v1",
        b"passerelle/1",
        key.encode(),
        time.encode(),
        nonce,
        b"200",
        hashlib.sha256(body).digest(),
    )
    return {
        "service_private": b64(service.private),
        "status": 200,
        "nonce": b64(nonce),
        "body": b64(body),
        "headers": {
            "passerelle-protocol": "passerelle/1",
            "passerelle-time": time,
            "passerelle-key": key,
            "passerelle-signature": b64(signature),
        },
    }


def _key_list(root: Signer, service: Signer, receiver: Receiver) -> dict[str, object]:
    content = canon(
        {
            "serial": 7,
            "issued_at": "2026-11-01T08:00:00Z",
            "service": "Département d’exemple",
            "keys": [
                {
                    "use": "receive",
                    "state": "current",
                    "public": b64(receiver.public),
                    "suite": SUITE,
                },
                {"use": "sign", "state": "current", "public": b64(service.public)},
            ],
        }
    )
    signature = root.sign("passerelle-key-list-v1", content)
    return {
        "root_public": b64(root.public),
        "root_private": b64(root.private),
        "wire": {"content": b64(content), "signature": b64(signature)},
        "receive": key_id(receiver.public),
        "sign": key_id(service.public),
    }


def _material(root: Signer) -> dict[str, object]:
    announcement = canon(
        {
            "v": 1,
            "title": "Fermeture de fin d’année",
            "paragraphs": ["Le service ferme du 24 au 26.", "Vos envois partiront ensuite."],
            "starts_on": "2026-12-20",
            "ends_on": "2026-12-26",
        }
    )
    content = canon(
        {
            "serial": 9,
            "issued_at": "2026-11-22T17:30:00Z",
            "documents": [
                {
                    "kind": "announcement",
                    "name": "annonce",
                    "size": len(announcement),
                    "sha256": b64(hashlib.sha256(announcement).digest()),
                }
            ],
        }
    )
    signature = root.sign("passerelle-material-v1", content)
    return {
        "root_public": b64(root.public),
        "announcement": announcement.decode(),
        "wire": {"content": b64(content), "signature": b64(signature)},
    }


def _slice(service: Signer) -> dict[str, object]:
    content = canon(
        {
            "slice": SLICE,
            "number": 3,
            "revision": 1,
            "structure": "CCAS-ILL",
            "device": DEVICE,
            "state": "attribuee",
            "carnets": 20,
            "issued_at": "2026-11-22T17:30:00Z",
            "valid_until": "2027-06-30",
            "numbered": {
                "lot": "2026-B",
                "operator": "Opérateur d’exemple",
                "prefix": "EX-",
                "digits": 6,
                "first": 481,
                "last": 500,
            },
        }
    )
    return {
        "content": content.decode(),
        "wire": {
            "key": key_id(service.public),
            "content": b64(content),
            "signature": b64(service.sign("passerelle-slice-v1", content)),
        },
        "printed": ["EX-000481", "EX-000500"],
        "acknowledgement": {
            "slices": [
                {
                    "slice": SLICE,
                    "revision": 1,
                    "handed": 3,
                    "ranges": [{"first": 481, "last": 482}, {"first": 490, "last": 490}],
                    "returned": True,
                }
            ]
        },
    }


def _figures(service: Signer) -> dict[str, object]:
    """A structure's year on 4 October 2026: T1 and T2 are closed, T3 waits for a laptop."""
    content = {
        "format": "passerelle/indicateurs",
        "version": 1,
        "structure": "CCAS-ILL",
        "nom": "CCAS d\u2019Illustration",
        "annee": 2026,
        "trimestres": ["T1", "T2"],
        "indicateurs": [
            {"nom": "canal", "valeur": "sur_place", "figures": [None, 50, None]},
            {"nom": "canal", "valeur": "telephone", "figures": [None, 0, None]},
            {"nom": "entretien", "valeur": "1", "figures": [40, 50, 90]},
        ],
        "manquants": [],
        "etabli_le": "2026-10-04",
        "postes": [
            {"nom": "Accueil", "jusque": "2026-09", "dit_le": "2026-10-02"},
            {"nom": "Bus"},
        ],
        "attente": {"trimestre": "T3", "jusqu_au": "2026-10-10", "postes": ["Bus"]},
    }
    signature = service.sign("passerelle-indicateurs-v1", canon(content))
    file = {
        "contenu": content,
        "signature": {"cle": key_id(service.public), "valeur": b64(signature)},
    }
    return {"file": canon(file).decode(), "travels": b64(zlib.compress(canon(file), 9))}


def _counters(receiver: Receiver) -> dict[str, object]:
    plain = canon(
        {
            "month": "2026-10",
            "lineage": "0f" * 16,
            "ancestors": [ITEM],
            "own": [
                {"name": "canal", "value": "sur_place", "count": 12},
                {"name": "entretien", "value": "1", "count": 12},
            ],
            "inherited": [{"name": "entretien", "value": "1", "count": 4}],
        }
    )
    info = canon(
        {
            "context": "passerelle-counters-v1",
            "suite": SUITE,
            "key": key_id(receiver.public),
            "structure": "CCAS-ILL",
            "device": DEVICE,
            "month": "2026-10",
            "revision": 1,
        }
    )
    return {
        "receiving_private": b64(receiver.private),
        "plain": plain.decode(),
        "wire": {
            "reports": [
                {
                    "month": "2026-10",
                    "revision": 1,
                    "suite": SUITE,
                    "key": key_id(receiver.public),
                    "sealed": b64(receiver.seal(zlib.compress(plain), info)),
                }
            ]
        },
    }


def _activation(
    root: Signer, service: Signer, receiver: Receiver, device: Signer, device_receiver: Receiver
) -> dict[str, object]:
    secret = bits(seed("secret", 11), 17)
    fingerprint = bits(hashlib.sha256(framed("passerelle-root-v1", root.public)).digest(), 17)
    whole = secret + fingerprint + bech32m("passerelle1", secret + fingerprint)
    proof_key = derived(secret, b"proof", 32)
    request: dict[str, object] = {
        "protocol": "passerelle/1",
        "lookup": derived(secret, b"lookup", 16).hex(),
        "device": DEVICE,
        "signing": b64(device.public),
        "receiving": b64(device_receiver.public),
        "structure": "CCAS-ILL",
    }
    asked = canon(request)
    answer: dict[str, object] = {
        "structure": "CCAS-ILL",
        "structure_name": "CCAS d’Illkirch",
        "service": "Département d’exemple",
        "epoch": "e1",
        "root": b64(root.public),
        "key_list": _key_list(root, service, receiver)["wire"],
    }
    ask, say = "passerelle-activation-request-v1", "passerelle-activation-answer-v1"
    answer_proof = hmac.digest(proof_key, framed(say, asked, canon(answer)), "sha256")
    return {
        "code": "-".join(whole[at : at + 4] for at in range(0, 40, 4)),
        "fingerprint": fingerprint,
        "lookup": request["lookup"],
        "proof_key": b64(proof_key),
        "device_private": b64(device.private),
        "receiving_public": b64(device_receiver.public),
        "request": {
            **request,
            "proof": b64(hmac.digest(proof_key, framed(ask, asked), "sha256")),
            "signature": b64(device.sign(ask, asked)),
        },
        "answer": {**answer, "proof": b64(answer_proof)},
    }


if __name__ == "__main__":
    target = Path(__file__).with_name("vectors.json")
    target.write_text(json.dumps(vectors(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
