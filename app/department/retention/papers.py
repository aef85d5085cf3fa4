"""The certificate of a destruction, on paper and for programs; made again at each request."""

import json
from typing import Any

from sqlalchemy.orm import Session

from app.department.database.retention import DestructionRow
from app.department.retention import statements
from app.department.web import Service
from app.domain.agent import Structure
from app.domain.retention import day_of
from app.sync.protocol.activation_code import GROUP, root_fingerprint
from app.sync.protocol.attestations import seal
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
    "Cette attestation est signée par le service, que sa clé racine certifie. Le fichier PDF se "
    "vérifie dans Passerelle : Réglages, Effacements, « Vérifier une attestation… », ou par la "
    "commande verify-certificate. Une copie imprimée se compare au fichier."
)


def certificate_pdf(session: Session, service: Service, row: DestructionRow) -> bytes | None:
    """Return the sealed PDF; None where there is no convention to print under."""
    from app.documents.certificate import CertificateData  # noqa: PLC0415 - reportlab is slow
    from app.documents.certificate import certificate_pdf as paper  # noqa: PLC0415

    convention, clock = service.settings.convention, service.clock
    if convention is None or row.ended_at is None:
        return None
    said: dict[str, Any] = json.loads(row.content)
    private = statements.signing_key(service.keys)
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
            key=key_id(public_of(private)),
            printed_on=day_of(row.ended_at, clock.zone()),
            certified=f"Racine {fingerprint(service.keys.root_public)} (codes d’activation).",
            method=_SQLITE if sqlite else _POSTGRESQL,
            check=_CHECK,
            signer="Service",
        )
    )
    return seal(pdf, row.content, row.signature, private, statements.claims(session, service.keys))


def certificate_json(session: Session, service: Service, row: DestructionRow) -> dict[str, str]:
    """Return the proof without paper (docs/protocole.md § 7 gives the form of what is signed)."""
    return statements.as_json(row.content, row.signature, statements.claims(session, service.keys))


def fingerprint(root: bytes) -> str:
    """Return the root's fingerprint in groups of four, as activation codes show it."""
    symbols = root_fingerprint(root)
    return "-".join(symbols[at : at + GROUP] for at in range(0, len(symbols), GROUP))
