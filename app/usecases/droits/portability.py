"""Portability: one locked archive with JSON, CSV and the paper to read (RGPD art. 20).

001 art. 4 l. 130 promises it; it is given under every profile, whatever the legal basis
(documents.md b4). The archive is a ZIP under AES-256, which 7-Zip, Keka, WinZip and most phones'
archive programs open; Windows' own explorer does not. Decision: docs/decisions/0024.
"""

import hashlib
import io
import json
import secrets
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile

from app.domain.demande import ActionLocale
from app.domain.habilitation import Acte
from app.domain.identifiers import PersonneId
from app.usecases.droits.access import copy_of, parts_of
from app.usecases.droits.acts import note
from app.usecases.droits.holding import held
from app.usecases.droits.records_json import as_json
from app.usecases.droits.rights_words import PORTABILITE
from app.usecases.droits.table import as_csv
from app.usecases.laptop.habilitations import require
from app.usecases.people.exporting import Left, track_in
from app.usecases.people.openings import require_record
from app.usecases.practice.refusing import require_real
from app.usecases.registers.demandes import exercised_in
from app.usecases.workplace import Workplace
from app.whole_files import laid_beside

_SIGNS: Final = "abcdefghjkmnpqrstuvwxyz23456789"  # no i, l, o, 0, 1: it is read out and typed
_GROUPS, _GROUP = 5, 4  # 20 signs of 31: 99 bits, so that a fast derivation does no harm
_READ_ME: Final = """Vos données

Ce dossier contient ce qui est gardé sur vous, au {day}.

vos-donnees.pdf   à lire
vos-donnees.json  pour un autre logiciel (format « passerelle/donnees », version 1)
vos-donnees.csv   pour un tableur

Pour toute question : {structure}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """An archive ready to be saved; `passphrase` is empty when it is not locked.

    It is shown once, on the screen, and kept nowhere.
    """

    file_name: str
    content: bytes = field(repr=False)
    passphrase: str = field(repr=False)

    @property
    def locked(self) -> bool:
        """Tell whether a passphrase is needed to open it."""
        return bool(self.passphrase)


def prepare(workplace: Workplace, personne_id: PersonneId, *, locked: bool = True) -> Package:
    """Make the archive in memory; about two seconds, so in a thread. Nothing is noted yet.

    `locked=False` only after the worker read and confirmed what that means.

    Raises:
        PersonGoneError: the record is no longer here.
        ReasonNeededError: it is a colleague's, and was not opened today with a reason.
    """
    require_real(workplace)
    require(workplace, Acte.CONSULTER)
    found = held(workplace, personne_id)
    day = workplace.clock.today().strftime("%d/%m/%Y")
    read_me = _READ_ME.format(day=day, structure=workplace.structure.name)
    files = {
        "LISEZ-MOI.txt": read_me.replace("\n", "\r\n").encode(),
        "vos-donnees.pdf": copy_of(workplace, found).content,
        "vos-donnees.json": json.dumps(
            as_json(found, workplace), ensure_ascii=False, indent=2
        ).encode(),
        "vos-donnees.csv": as_csv(parts_of(found, workplace)),
    }
    passphrase = new_passphrase() if locked else ""
    return Package(
        file_name=f"donnees-{personne_id[-6:]}.zip",
        content=_archive(files, passphrase),
        passphrase=passphrase,
    )


def save(workplace: Workplace, personne_id: PersonneId, package: Package, path: Path) -> None:
    """Write the archive there, noted before: the right was served, the file is tracked.

    Raises:
        NotAllowedError, PersonGoneError, ReasonNeededError: nothing was written.
        OSError: it could not be written there: as `laid_beside`.
    """
    require_real(workplace)
    require(workplace, Acte.CONSULTER)
    digest = hashlib.sha256(package.content).hexdigest()
    with workplace.database.reading() as session:
        require_record(session, workplace, personne_id)  # before anything of her lies anywhere
    with laid_beside(path, package.content), workplace.database.writing() as session:
        exercised_in(session, workplace, personne_id, ActionLocale.EXPORT_REMIS)
        note(
            session,
            workplace,
            personne_id,
            PORTABILITE,
            "avec_mot_de_passe" if package.locked else "sans_mot_de_passe",
        )
        left = Left(
            subject_id=personne_id,
            kind=PORTABILITE,
            sha256=digest,
            path=path,
            locked=package.locked,
        )
        track_in(session, workplace, left)


def new_passphrase() -> str:
    """Return « k7mf-2hwp-… »: random, easy to read out and to type."""
    groups = ("".join(secrets.choice(_SIGNS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def _archive(files: dict[str, bytes], passphrase: str) -> bytes:
    content = io.BytesIO()
    with _opened(content, passphrase) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return content.getvalue()


def _opened(content: io.BytesIO, passphrase: str) -> Any:  # noqa: ANN401 - pyzipper has no types
    if not passphrase:
        return ZipFile(content, "w", ZIP_DEFLATED)
    pyzipper: Any = import_module("pyzipper")  # 40 ms, and only here
    archive = pyzipper.AESZipFile(
        content, "w", compression=ZIP_DEFLATED, encryption=pyzipper.WZ_AES
    )
    archive.setpassword(passphrase.encode("ascii"))
    archive.setencryption(pyzipper.WZ_AES, nbits=256)
    return archive
