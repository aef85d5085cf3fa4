"""The certificate of a destruction, on paper and for programs; made again at each request."""

import json
from typing import Any

from app.department.database.retention import DestructionRow
from app.department.retention import statements
from app.department.web import Service
from app.domain.agent import Structure
from app.domain.retention import day_of
from app.sync.protocol.activation_code import GROUP, root_fingerprint
from app.sync.protocol.signing import key_id, public_of

_SQLITE = (
    "Effacement des contenus avec écrasement, vidage du journal d’écriture, puis réécriture de "
    "tout le fichier de la base."
)
_POSTGRESQL = (
    "Effacement des contenus, puis réécriture complète des tables qui tiennent des personnes "
    "(VACUUM FULL)."
)
_CHECK = (
    "Cette attestation est signée par la clé racine du service. Le fichier PDF se vérifie dans "
    "Passerelle : Réglages, Effacements, « Vérifier une attestation… », ou par la commande "
    "verify-certificate. Une copie imprimée se compare au fichier."
)


def certificate_pdf(service: Service, row: DestructionRow) -> bytes | None:
    """Return the sealed PDF; None where there is no convention to print under."""
    from app.documents.certificate import CertificateData  # noqa: PLC0415 - reportlab is slow
    from app.documents.certificate import certificate_pdf as paper  # noqa: PLC0415

    convention, clock = service.settings.convention, service.clock
    if convention is None or row.ended_at is None:
        return None
    said: dict[str, Any] = json.loads(row.content)
    root = service.keys.root
    sqlite = service.database.engine.dialect.name == "sqlite"
    pdf = paper(
        CertificateData(
            convention=convention,
            structure=Structure(
                code="DEPARTEMENT",
                name=service.settings.departement,
                adresse=convention.departement.adresse,
            ),
            numero=row.number,
            event=said["event"],
            rule=said["rule"],
            agent=said["agent"],
            begun=said["begun"],
            ended=said["ended"],
            counts=tuple((words, number) for words, number in said["counts"]),
            beyond=tuple(said["beyond"]),
            device=said["device"],
            key=key_id(public_of(root)),
            printed_on=day_of(row.ended_at, clock.zone()),
            certified=f"Empreinte de la racine : {fingerprint(root)} (codes d’activation).",
            method=_SQLITE if sqlite else _POSTGRESQL,
            check=_CHECK,
            signer="Service",
        )
    )
    return statements.seal(pdf, row.content, row.signature, root, _claims(service))


def certificate_json(service: Service, row: DestructionRow) -> dict[str, str]:
    """Return the proof without paper (docs/protocole.md § 7 gives the form of what is signed)."""
    return statements.as_json(row.content, row.signature, _claims(service))


def fingerprint(root: bytes) -> str:
    """Return the root's fingerprint in groups of four, as activation codes show it."""
    symbols = root_fingerprint(public_of(root))
    return "-".join(symbols[at : at + GROUP] for at in range(0, len(symbols), GROUP))


def _claims(service: Service) -> bytes:
    since = service.keys.issued_at
    return statements.claims(service.keys.root, service=service.settings.departement, since=since)
