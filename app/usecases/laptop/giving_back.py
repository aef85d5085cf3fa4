"""Everything about persons goes back to the Département in one sealed file, and it says so.

The file is written aside, read back and checked before it takes its name; the Département proves
that it opened it by a code that stands in the file alone, or writes so (docs/decisions/0028).
"""

import contextlib
import hashlib
import secrets
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from app.domain.failures import AppError
from app.domain.fin_convention import EtapeFin
from app.domain.habilitation import Acte
from app.storage import fin_convention
from app.sync.protocol.errors import ProtocolError
from app.sync.protocol.reading import instant_text
from app.sync.protocol.restitution import ReturnHeader, read_return, write_return
from app.sync.protocol.signed import KeyUse
from app.sync.protocol.signing import public_of
from app.usecases.destruction import erasing_proof
from app.usecases.exchange.activating import NotActivatedError, link_of
from app.usecases.laptop.ending_steps import ReturnPlaceError, next_step, step
from app.usecases.laptop.habilitations import require
from app.usecases.practice.refusing import require_real
from app.usecases.workplace import Workplace
from app.whole_files import put_in_place, write_whole

_CODE_ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE_LENGTH: Final = 8
_LONGEST_WORDS: Final = 80


class WrongReceiptError(AppError):
    """What was typed is not the code that stands in the file."""


def give_back(workplace: Workplace, path: Path) -> None:
    """Write everything about persons to `path`, for the Département alone, and read it back.

    Raises:
        NotAllowedError, StepError: the référent’s step, and its turn.
        NotActivatedError: the laptop does not know the Département's key.
        ReturnPlaceError: nothing of this name stands there that did not before.
    """
    require_real(workplace)
    require(workplace, Acte.AGENTS)
    if path.resolve().is_relative_to(workplace.vault.folder.resolve()):
        raise ReturnPlaceError
    code = "".join(secrets.choice(_CODE_ALPHABET) for _ in range(_CODE_LENGTH))
    content, tables = _sealed(workplace, code)
    _write_and_read_back(workplace, path, content)
    with step(workplace, EtapeFin.RESTITUTION, EtapeFin.RECEPTION) as (session, done):
        kept = replace(
            done,
            etape=EtapeFin.RESTITUTION,
            sha256=hashlib.sha256(content).hexdigest(),
            code=_digest(code),
        )
        fin_convention.note_returned(session, tables)
        next_step(workplace, session, kept, "restitution")


def confirm_receipt(workplace: Workplace, typed: str) -> None:
    """The Département has opened the file: it gave the code that only the file holds.

    Raises:
        NotAllowedError, StepError: the référent’s step, and its turn.
        WrongReceiptError: another code.
    """
    with step(workplace, EtapeFin.RECEPTION) as (session, done):
        said = "".join(sign for sign in typed.upper() if sign.isalnum())
        if not secrets.compare_digest(_digest(said), done.code):
            raise WrongReceiptError
        next_step(workplace, session, replace(done, recu="code"), "reception_code")


def confirm_in_writing(workplace: Workplace, reference: str) -> None:
    """The Département confirmed by a letter or a message: `reference` says which (its date).

    Raises:
        NotAllowedError, StepError: the référent’s step, and its turn.
        WrongReceiptError: nothing was said.
    """
    require(workplace, Acte.AGENTS)
    words = " ".join(reference.split())
    if not 0 < len(words) <= _LONGEST_WORDS:
        raise WrongReceiptError
    with step(workplace, EtapeFin.RECEPTION) as (session, done):
        next_step(workplace, session, replace(done, recu=words), "reception_ecrit")


def _sealed(workplace: Workplace, code: str) -> tuple[bytes, dict[str, list[dict[str, Any]]]]:
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
    sealed = write_return(header, content, public=key.public, signing=device.signing_key)
    return sealed, tables


def _write_and_read_back(workplace: Workplace, path: Path, content: bytes) -> None:
    part = path.with_name(f".{path.name}.partiel")
    try:
        write_whole(part, content)
        found = part.read_bytes()
        with workplace.database.writing() as session:
            public = public_of(erasing_proof.device_of(session).signing_key)
        read_return(found).check(public)
        if found != content:
            raise ReturnPlaceError
        put_in_place(part, path)  # on the disk: what it says is destroyed next
    except (OSError, ProtocolError) as failure:
        raise ReturnPlaceError from failure
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _digest(code: str) -> str:
    return hashlib.sha256(f"passerelle-recu:{code}".encode()).hexdigest()
