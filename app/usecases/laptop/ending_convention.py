"""The end of a convention, step by step: what remains, what goes back, what is destroyed.

Each step is kept, so that a kill anywhere goes on where it was. From `destroy` on there is no way
back: nobody is visible any more, and the next unlocking goes on with the purge under the same
number (docs/decisions/0028).
"""

import hashlib
import secrets
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.domain.failures import AppError
from app.domain.fin_convention import EtapeFin, FinConvention, MotifReste, apres
from app.domain.habilitation import Acte
from app.domain.retention import day_of
from app.storage import (
    appareil,
    conservations,
    destructions,
    effacement,
    fin_convention,
    fin_du_poste,
    inventaire,
    journal,
    outbox,
)
from app.storage.destructions import Destruction, MotifDestruction, Ouverture
from app.storage.fin_convention import Avancement
from app.storage.journal import Entree
from app.storage.sauvegarde import swapping
from app.sync.protocol.errors import ProtocolError
from app.sync.protocol.reading import instant_text
from app.sync.protocol.restitution import ReturnHeader, read_return, write_return
from app.sync.protocol.signed import KeyUse
from app.sync.protocol.signing import public_of
from app.usecases.backup import saving_former
from app.usecases.destruction import erasing_proof
from app.usecases.destruction.certificate_words import counted
from app.usecases.exchange.activating import NotActivatedError, link_of
from app.usecases.exchange.stick_notes import is_only_way
from app.usecases.interview.returning import confirm_agent
from app.usecases.laptop.habilitations import actes, require
from app.usecases.practice.refusing import require_real
from app.usecases.workplace import Workplace
from app.whole_files import write_whole

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_CODE_ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE_LENGTH: Final = 8
_LONGEST_WORDS: Final = 80


class StepError(AppError):
    """The step before is not done, or this one is behind already."""


class ReturnPlaceError(AppError):
    """The file cannot be written there, or did not come back as it was written."""


class WrongReceiptError(AppError):
    """What was typed is not the code that stands in the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FinState:
    """Everything that the page of the end says.

    `held` counts what would be destroyed, `limited` the records that somebody asked to keep or to
    freeze. `may_seal`: the laptop knows the Département's key; `only_stick`: somebody carries what
    leaves, and `on_stick` of what is unsent was put on one, and no answer said yet that it came.
    """

    avancement: Avancement
    fin: FinConvention
    referent: bool
    unsent: int
    held: tuple[tuple[str, int], ...]
    kept_longer: int
    may_seal: bool
    only_stick: bool
    on_stick: int


def state(workplace: Workplace) -> FinState:
    """Return where the end of the convention stands."""
    with workplace.database.reading() as session:
        device = appareil.load(session)
        bilan = inventaire.counted(session)
        waiting = outbox.waiting(session)
        return FinState(
            avancement=fin_convention.load(session) or Avancement(),
            fin=workplace.convention.fin,
            referent=Acte.AGENTS in actes(workplace),
            unsent=waiting.total,
            held=counted(bilan),
            kept_longer=len(conservations.held(session)) + bilan.get("limitations", 0),
            may_seal=device is not None and bool(device.departement_keys),
            only_stick=is_only_way(workplace, device),
            on_stick=waiting.sans_accuse,
        )


def settle_rest(workplace: Workplace, motif: MotifReste | None) -> None:
    """Go on from what remains: nothing is unsent, or `motif` says why it will not be sent.

    Raises:
        NotAllowedError: only the référent ends a convention.
        StepError: something is unsent and no reason was given.
    """
    with _step(workplace, EtapeFin.RESTES) as (session, done):
        if outbox.waiting(session).total and motif is None:
            raise StepError
        reason = "" if motif is None else motif.value
        _next(workplace, session, replace(done, reste=reason), f"restes_{reason}".strip("_"))


def give_back(workplace: Workplace, path: Path) -> None:
    """Write everything about persons to `path`, for the Département alone, and read it back.

    Raises:
        NotAllowedError, StepError: as `settle_rest`.
        NotActivatedError: the laptop does not know the Département's key.
        ReturnPlaceError: nothing of this name stands there that did not before.
    """
    require_real(workplace)
    require(workplace, Acte.AGENTS)
    if path.resolve().is_relative_to(workplace.vault.folder.resolve()):
        raise ReturnPlaceError
    code = "".join(secrets.choice(_CODE_ALPHABET) for _ in range(_CODE_LENGTH))
    content = _sealed(workplace, code)
    _write_and_read_back(workplace, path, content)
    with _step(workplace, EtapeFin.RESTITUTION, EtapeFin.RECEPTION) as (session, done):
        kept = replace(
            done,
            etape=EtapeFin.RESTITUTION,
            sha256=hashlib.sha256(content).hexdigest(),
            code=_digest(code),
        )
        _next(workplace, session, kept, "restitution")


def confirm_receipt(workplace: Workplace, typed: str) -> None:
    """The Département has opened the file: it gave the code that only the file holds.

    Raises:
        NotAllowedError, StepError: as `settle_rest`.
        WrongReceiptError: another code.
    """
    with _step(workplace, EtapeFin.RECEPTION) as (session, done):
        said = "".join(sign for sign in typed.upper() if sign.isalnum())
        if not secrets.compare_digest(_digest(said), done.code):
            raise WrongReceiptError
        _next(workplace, session, replace(done, recu="code"), "reception_code")


def confirm_in_writing(workplace: Workplace, reference: str) -> None:
    """The Département confirmed by a letter or a message: `reference` says which (its date).

    Raises:
        NotAllowedError, StepError: as `settle_rest`.
        WrongReceiptError: nothing was said.
    """
    require(workplace, Acte.AGENTS)
    words = " ".join(reference.split())
    if not 0 < len(words) <= _LONGEST_WORDS:
        raise WrongReceiptError
    with _step(workplace, EtapeFin.RECEPTION) as (session, done):
        _next(workplace, session, replace(done, recu=words), "reception_ecrit")


def destroy(
    workplace: Workplace, passphrase: str, *, keep_going: Callable[[], bool] = lambda: True
) -> None:
    """Destroy everything about persons; stopped anywhere, the next unlocking goes on.

    About a second and the purge, so in a thread.

    Raises:
        NotAllowedError, StepError: as `settle_rest`.
        TooSoonError, WrongPassphraseError: nothing was destroyed.
    """
    require_real(workplace)
    require(workplace, Acte.AGENTS)
    confirm_agent(workplace, passphrase)
    with _step(workplace, EtapeFin.DESTRUCTION) as (session, done):
        proof = opening(workplace)
        if not done.numero:
            number = destructions.next_number(session, proof.structure, proof.at)
            fin_convention.condemn(session, workplace.clock.today())
            destructions.count(session, proof, {})
            fin_convention.keep(session, replace(done, numero=number))
            _note(workplace, session, "destruction")
    go_on(workplace, keep_going=keep_going)


def opening(workplace: Workplace) -> Ouverture:
    """Return what the destruction of this end is opened with."""
    return Ouverture(
        structure=workplace.structure.code,
        motif=MotifDestruction.FIN_CONVENTION,
        regle=workplace.convention.fin.source,
        at=workplace.clock.now(),
        agent_id=workplace.agent.id,
    )


def is_destroying(workplace: Workplace) -> bool:
    """Tell whether a destruction was begun and has not reached its certificate."""
    with workplace.database.reading() as session:
        done = fin_convention.load(session)
    return done is not None and done.etape is EtapeFin.DESTRUCTION and bool(done.numero)


def go_on(workplace: Workplace, *, keep_going: Callable[[], bool]) -> None:
    """Go on with a destruction that was begun: rows, file, backups within reach, proof."""
    data = workplace.vault.folder
    purge = effacement.purger(
        workplace.database,
        workplace.clock.today(),
        keep_going=keep_going,
        proof=opening(workplace),
    )
    if not purge.complete:
        return
    swapping.destroy_former(data)
    for place in saving_former.everywhere(workplace).everywhere:
        fin_du_poste.destroy_backups(place, workplace.vault.place.vault_id, ledger=False)
    erasing_proof.prove(workplace)
    with workplace.database.writing() as session:
        done = fin_convention.load(session)
        if done is None or done.etape is not EtapeFin.DESTRUCTION:
            return
        proved = destructions.load(session, done.numero)
        if proved is not None and proved.ended_at is not None:
            _next(workplace, session, done, "detruite")


def proof(workplace: Workplace) -> Destruction | None:
    """Return the signed destruction of this end, None while it is not signed."""
    with workplace.database.reading() as session:
        done = fin_convention.load(session)
        return None if done is None else destructions.load(session, done.numero)


def keep_certificate(workplace: Workplace, path: Path) -> None:
    """Save the certificate outside; the end is complete then.

    Raises:
        NotAllowedError, StepError: as `settle_rest`.
        ReturnPlaceError: it cannot be written there.
    """
    require(workplace, Acte.AGENTS)
    if path.resolve().is_relative_to(workplace.vault.folder.resolve()):
        raise ReturnPlaceError
    found = proof(workplace)
    if found is None:
        raise StepError
    paper = erasing_proof.certificate(workplace, found.numero)
    try:
        write_whole(path, paper.content)
    except OSError as failure:
        raise ReturnPlaceError from failure
    with _step(workplace, EtapeFin.ATTESTATION) as (session, done):
        today = day_of(workplace.clock.now(), workplace.clock.zone())
        _next(workplace, session, replace(done, terminee_on=today.isoformat()), "terminee")


def give_up(workplace: Workplace) -> None:
    """Forget an end that was begun by mistake; nothing was destroyed yet.

    Raises:
        NotAllowedError: only the référent ends a convention.
        StepError: the destruction was begun.
    """
    require(workplace, Acte.AGENTS)
    with workplace.database.writing() as session:
        done = fin_convention.load(session)
        if done is not None and done.numero and done.etape is not EtapeFin.TERMINEE:
            raise StepError
        fin_convention.forget(session)
        _note(workplace, session, "abandonnee")


def _sealed(workplace: Workplace, code: str) -> bytes:
    with workplace.database.writing() as session:
        device = erasing_proof.device_of(session)
        link = link_of(device)
        if link is None:
            raise NotActivatedError
        tables = fin_convention.everything(session)
    key = link.keys().current(KeyUse.RECEIVE)
    made_at = instant_text(workplace.clock.now())
    header = ReturnHeader(
        structure=link.structure, device=device.device_id, made_at=made_at, key=key.id
    )
    content = {
        "convention": workplace.convention.profile,
        "code": code,
        "nombres": dict(fin_convention.numbers(tables)),
        "tables": tables,
    }
    return write_return(header, content, public=key.public, signing=device.signing_key)


def _write_and_read_back(workplace: Workplace, path: Path, content: bytes) -> None:
    part = path.with_name(f".{path.name}.partiel")
    try:
        part.write_bytes(content)
        found = part.read_bytes()
        with workplace.database.writing() as session:
            public = public_of(erasing_proof.device_of(session).signing_key)
        read_return(found).check(public)
        if found != content:
            raise ReturnPlaceError
        part.replace(path)
    except (OSError, ProtocolError) as failure:
        raise ReturnPlaceError from failure


def _digest(code: str) -> str:
    return hashlib.sha256(f"passerelle-recu:{code}".encode()).hexdigest()


def _expect(session: "Session", *steps: EtapeFin) -> Avancement:
    done = fin_convention.load(session) or Avancement()
    if done.etape not in steps:
        raise StepError
    return done


@contextmanager
def _step(workplace: Workplace, *steps: EtapeFin) -> "Generator[tuple[Session, Avancement]]":
    """Open a transaction of the référent at one of these steps."""
    require(workplace, Acte.AGENTS)
    with workplace.database.writing() as session:
        yield session, _expect(session, *steps)


def _next(workplace: Workplace, session: "Session", done: Avancement, detail: str) -> None:
    etape = apres(done.etape, workplace.convention.fin)
    fin_convention.keep(session, replace(done, etape=etape))
    _note(workplace, session, detail)


def _note(workplace: Workplace, session: "Session", detail: str) -> None:
    entry = Entree(
        at=workplace.clock.now(),
        kind="fin_convention",
        agent_id=workplace.agent.id,
        detail=detail[:40],
    )
    journal.append(session, entry)
