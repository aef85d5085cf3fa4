"""Sign what was destroyed, and give the certificate of it."""

from datetime import datetime
from typing import TYPE_CHECKING

from app.documents.mandate_data import MandatDetruit
from app.documents.sheet import pdf_hash
from app.documents.typography import french_date
from app.domain.clock import Clock
from app.domain.failures import AppError
from app.domain.retention import day_of
from app.storage import agents, appareil, certifications, destructions, effacement
from app.storage.appareil import Appareil
from app.storage.destructions import Destruction, MotifDestruction, Ouverture
from app.sync.keys import new_device_keys
from app.sync.protocol.attestations import STATEMENT, Statement, seal
from app.sync.protocol.signing import key_id, public_of, sign
from app.usecases.backup import saving_former
from app.usecases.destruction import certificate_claims
from app.usecases.destruction import certificate_words as words
from app.usecases.destruction.daily_erasing import morning
from app.usecases.destruction.erasing_certificate import Checked, check
from app.usecases.interview.papers import ProducedPaper
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class DestructionUnknownError(AppError):
    """There is no signed destruction of this number on this laptop."""


class FormerKeyError(AppError):
    """The destruction was signed by a key that this laptop no longer has (it was restored)."""


def opening(workplace: Workplace, motif: MotifDestruction) -> Ouverture:
    """Return what a destruction is opened with, now, by this agent or by the program itself."""
    asked = motif is MotifDestruction.DEMANDE
    return Ouverture(
        structure=workplace.structure.code,
        motif=motif,
        regle="RGPD, art. 17" if asked else workplace.convention.retention.source,
        at=workplace.clock.now(),
        agent_id=workplace.agent.id if asked else None,
    )


def prove(workplace: Workplace) -> list[Destruction]:
    """Sign every destruction whose erased rows have left the file; return those signed now.

    One that waits (the file could not be written anew yet) is signed after the next unlocking.
    """
    signed: list[Destruction] = []
    folders = len(saving_former.everywhere(workplace).everywhere)
    with workplace.database.writing() as session:
        if not effacement.is_rewritten(session):
            return []
        for destruction in destructions.unsigned(session):
            if not _is_over(workplace, destruction):
                continue
            device = device_of(session)
            now = workplace.clock.now()
            statement = _statement(workplace, session, destruction, device, now, folders)
            destructions.sign(
                session,
                destruction.id,
                at=now,
                attestation=statement,
                signature=sign(device.signing_key, STATEMENT, statement),
            )
            found = destructions.load(session, destruction.numero)
            if found is not None:
                signed.append(found)
    return signed


def _is_over(workplace: Workplace, destruction: Destruction) -> bool:
    """Tell whether nothing will be counted any more: a day's record waits for midnight."""
    daily = destruction.motif is MotifDestruction.FIN_DE_JOURNEE
    return not daily or destruction.begun_at < morning(workplace)


def certificate(
    workplace: Workplace, numero: str, organismes: tuple[str, ...] = ()
) -> ProducedPaper:
    """Make the PDF of a signed destruction, sealed; imports reportlab, so in a thread.

    `organismes` were told something under the mandate that was destroyed: known that day alone.

    Raises:
        DestructionUnknownError: no such destruction, or it is not signed yet.
        FormerKeyError: signed before this laptop had its present key, and no Département vouches
            for both.
    """
    from app.documents.certificate import (  # noqa: PLC0415 - reportlab is slow
        CertificateData,
        certificate_pdf,
    )

    with workplace.database.writing() as session:  # may make the keys of a laptop never activated
        destruction = destructions.load(session, numero)
        if destruction is None or destruction.ended_at is None:
            raise DestructionUnknownError
        device = device_of(session)
        statement = Statement.read(destruction.attestation)
        own = public_of(device.signing_key)
        signer = certifications.load(session, key_id(statement.public))
        maker = certifications.load(session, key_id(own)) if own != statement.public else None
    if own != statement.public and (signer is None or maker is None or signer.root != maker.root):
        raise FormerKeyError
    pdf = certificate_pdf(
        CertificateData(
            convention=workplace.convention,
            structure=workplace.structure,
            numero=statement.numero,
            event=statement.event,
            rule=statement.rule,
            agent=statement.agent,
            begun=statement.begun,
            ended=statement.ended,
            counts=statement.counts,
            beyond=statement.beyond,
            device=statement.device,
            key=key_id(statement.public),
            certified=certificate_claims.whose_key(signer),
            remade=own != statement.public,
            printed_on=day_of(destruction.ended_at, workplace.clock.zone()),
            mandat=_mandate(workplace, destruction, organismes),
        )
    )
    content = seal(
        pdf,
        destruction.attestation,
        destruction.signature,
        device.signing_key,
        certificate_claims.write(own, signer, maker),
    )
    return ProducedPaper(
        title=f"Attestation de destruction {numero}",
        file_name=f"attestation-destruction-{numero}.pdf",
        content=content,
        pdf_hash=pdf_hash(content),
        code="attestation",
    )


def _mandate(
    workplace: Workplace, destruction: Destruction, organismes: tuple[str, ...]
) -> MandatDetruit | None:
    if not destruction.reference:
        return None
    at = destruction.begun_at.astimezone(workplace.clock.zone())
    return MandatDetruit(
        reference=destruction.reference, event_on=at.replace(tzinfo=None), organismes=organismes
    )


def verify_certificate(workplace: Workplace, content: bytes) -> Checked:
    """Check a certificate and tell whether this laptop signed it.

    Raises:
        NotACertificateError, ForgedCertificateError: it does not hold.
    """
    with workplace.database.reading() as session:
        device = appareil.load(session)
    own = None if device is None else public_of(device.signing_key)
    return check(content, own_public=own or b"")


def _statement(  # noqa: PLR0913, PLR0917 -- everything that a destruction says
    workplace: Workplace,
    session: "Session",
    destruction: Destruction,
    device: Appareil,
    ended_at: datetime,
    folders: int,
) -> bytes:
    agent = agents.load(session, destruction.agent_id) if destruction.agent_id else None
    protection = workplace.convention.protection
    return Statement(
        numero=destruction.numero,
        structure=workplace.structure.name,
        event=words.event_of(destruction),
        rule=destruction.regle,
        agent=agent.display_name if agent else "",
        begun=moment(workplace.clock, destruction.begun_at),
        ended=moment(workplace.clock, ended_at),
        counts=words.counted(destruction.bilan),
        beyond=words.beyond_reach(
            destruction.bilan,
            ended_on=day_of(ended_at, workplace.clock.zone()),
            responsable=protection.responsable,
            contact=protection.droits_courriel or protection.dpo_courriel,
            folders=folders,
        ),
        device=device.device_id,
        public=public_of(device.signing_key),
    ).to_bytes()


def device_of(session: "Session") -> Appareil:
    """Return the device, with keys made now if it was never activated: activation keeps them."""
    device = appareil.load(session)
    if device is None:
        fresh = new_device_keys()
        device = Appareil(
            device_id=fresh.device, signing_key=fresh.signing, receiving_key=fresh.receiving
        )
        appareil.keep(session, device)
    return device


def moment(clock: Clock, instant: datetime) -> str:
    """Return « 22 novembre 2026 à 10 h 12 », on the wall of the laptop."""
    local = instant.astimezone(clock.zone())
    return f"{french_date(local.date())} à {local:%H} h {local:%M}"
