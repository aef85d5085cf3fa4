"""The end of a laptop: what it holds, its certificate first, then the point of no return.

No vault is destroyed here: `engage` writes the marker, and whoever closed the vault calls
`finish`. The certificate is made while the key that signs it is there; it is made again, with the
hour of the end, once everything is gone (docs/decisions/0028).
"""

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.documents.typography import french_date
from app.domain.failures import AppError
from app.domain.habilitation import Acte
from app.domain.retention import day_of
from app.domain.sauvegarde import LEDGER_DAYS
from app.storage import (
    appareil,
    certifications,
    destructions,
    evaluations,
    exports,
    fin_du_poste,
    inventaire,
    outbox,
)
from app.storage.fin_du_poste import FinDuPoste
from app.storage.linked_rows import IMPRIMES, REMIS, TRANSMISES
from app.storage.sauvegarde import former
from app.storage.vault.pepper import Pepper
from app.sync.protocol.attestations import STATEMENT, Statement, seal
from app.sync.protocol.signing import key_id, public_of, sign
from app.usecases.backup import saving_former
from app.usecases.destruction import certificate_claims
from app.usecases.destruction import certificate_words as words
from app.usecases.destruction.erasing_proof import device_of, moment
from app.usecases.exchange import slices
from app.usecases.exchange.stick_notes import is_only_way
from app.usecases.interview.returning import confirm_agent
from app.usecases.laptop.habilitations import require
from app.usecases.practice.refusing import require_real
from app.usecases.workplace import Workplace
from app.whole_files import write_whole

if TYPE_CHECKING:
    from app.domain.agent import Structure
    from app.domain.clock import Clock
    from app.domain.convention import Convention
    from app.storage.certifications import Certification

EVENT: Final = "Fin d’utilisation de ce poste"
RULE: Final = "Décision de la structure : plus rien n’est à conserver ici (RGPD, art. 5.1 e)"
METHOD: Final = (
    "Destruction des clés du coffre, sans lesquelles aucun fichier ne s’ouvre, puis des "
    "sauvegardes à portée, puis écrasement et suppression de tous les fichiers du poste, "
    "entraînement compris. "
    "Interrompue, elle s’achève au démarrage suivant, avant toute autre chose."
)
_MOST_NAMED: Final = 3  # the rest would push the certificate to a second page
_UNDER_WAY: Final = "engagée ; refaite avec l’heure de fin, sauf interruption"


class CertificatePlaceError(AppError):
    """The certificate cannot be written there: another place must be chosen. Nothing was done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """What stands on this laptop before its end. `unsent` waits for the Département.

    `only_stick`: somebody carries what leaves.
    """

    counts: tuple[tuple[str, int], ...]
    unsent: int
    only_stick: bool
    backups: tuple[Path, ...]  # every folder where they were ever put
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Farewell:
    """Everything that the certificate needs once the folder is gone; the key with it.

    `statement` has the sentence on the backups first: what was reached is known at the end only.
    """

    path: Path
    statement: Statement
    convention: "Convention"
    structure: "Structure"
    certified: "Certification | None"
    clock: "Clock"
    private: bytes = field(repr=False)

    def paper(self, *, ended: datetime | None = None, missed: Sequence[Path] = ()) -> bytes:
        """Return the certificate; `ended` once everything is gone, save backups in `missed`.

        Imports reportlab.
        """
        from app.documents.certificate import (  # noqa: PLC0415 - reportlab is slow
            CertificateData,
            certificate_pdf,
        )

        said = self.statement
        if ended is not None:
            backups = _backups(missed, day_of(ended, self.clock.zone()))
            said = replace(
                said, ended=moment(self.clock, ended), beyond=(backups, *said.beyond[1:])
            )
        pdf = certificate_pdf(
            CertificateData(
                convention=self.convention,
                structure=self.structure,
                numero=said.numero,
                event=said.event,
                rule=said.rule,
                agent=said.agent,
                begun=said.begun,
                ended=said.ended,
                counts=said.counts,
                beyond=said.beyond,
                device=said.device,
                key=key_id(said.public),
                certified=certificate_claims.whose_key(self.certified),
                method=METHOD,
                printed_on=day_of(ended or self.clock.now(), self.clock.zone()),
            )
        )
        raw = said.to_bytes()
        claims = certificate_claims.write(said.public, self.certified)
        return seal(pdf, raw, sign(self.private, STATEMENT, raw), self.private, claims)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How it ended: whether the certificate bears the hour, where backups were out of reach."""

    remade: bool
    missed: Sequence[Path]


def holding(workplace: Workplace) -> Holding:
    """Return what would go, for the page that asks."""
    with workplace.database.reading() as session:
        beside = (  # gone with the laptop: a slice stays taken at the Département, forms are lost
            ("Tranches de carnets à rendre au Département", slices.awaited(session)),
            ("Fiches d’évaluation à transmettre", len(evaluations.waiting(session))),
        )
        return Holding(
            counts=(
                *words.counted(inventaire.counted(session)),
                *(one for one in beside if one[1]),
            ),
            unsent=outbox.waiting(session).total,
            only_stick=is_only_way(workplace, appareil.load(session)),
            backups=saving_former.everywhere(workplace).everywhere,
            number=destructions.next_number(
                session, workplace.structure.code, workplace.clock.now()
            ),
        )


def prepare(workplace: Workplace, passphrase: str, path: Path) -> Farewell:
    """Check the passphrase and write the certificate to `path`; nothing is destroyed yet.

    About a second and a PDF, so in a thread.

    Raises:
        NotAllowedError: only the référent ends a laptop.
        TooSoonError, WrongPassphraseError: as `confirm_agent`.
        CertificatePlaceError: `path` lies in the folder that goes, or refuses.
    """
    require_real(workplace)
    require(workplace, Acte.CLES)
    if path.resolve().is_relative_to(workplace.vault.folder.resolve()):
        raise CertificatePlaceError
    confirm_agent(workplace, passphrase)
    farewell = _farewell(workplace, path)
    _write(path, farewell.paper())
    return farewell


def engage(workplace: Workplace, passphrase: str, path: Path) -> Farewell:
    """Write the certificate, then pass the point of no return; refused there, it is taken back.

    Raises:
        what `prepare` and `destroy` raise; no certificate of an end that did not begin is left.
    """
    farewell = prepare(workplace, passphrase, path)
    try:
        destroy(workplace)
    except BaseException:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
        raise
    return farewell


def destroy(workplace: Workplace) -> FinDuPoste:
    """Pass the point of no return: files that left go where they are, then the marker is written.

    Close the workplace afterwards, then call `finish`.

    Raises:
        EndNotBegunError: the folder refuses the marker; nothing of the vault was destroyed.
    """
    vault = workplace.vault
    header = vault.current_header()
    end = FinDuPoste(
        vault_id=vault.place.vault_id,
        folders=saving_former.everywhere(workplace).everywhere,
        keyring=[f"{header.vault_id}:{slot.pepper}" for slot in header.agents if slot.pepper],
    )
    exports.reach(workplace.database, None)
    try:
        fin_du_poste.begin(vault.folder, end)
    except OSError as failure:
        raise fin_du_poste.EndNotBegunError from failure
    return end


def finish(data: Path, farewell: Farewell, keyring: Pepper | None = None) -> Ended:
    """Destroy everything, then make the certificate again with its end.

    The vault is closed. A certificate whose place went meanwhile stays as it was first written.

    Raises:
        EndUnfinishedError: the next start goes on.
    """
    missed = fin_du_poste.finish(data, keyring)
    try:
        _write(farewell.path, farewell.paper(ended=farewell.clock.now(), missed=missed))
    except CertificatePlaceError:
        return Ended(remade=False, missed=missed)
    return Ended(remade=True, missed=missed)


def _farewell(workplace: Workplace, path: Path) -> Farewell:
    protection = workplace.convention.protection
    now = workplace.clock.now()
    places = saving_former.everywhere(workplace).everywhere
    there = former.ask(places, lambda _: True)
    away = [one for one in places if one not in there]
    with workplace.database.writing() as session:
        device = device_of(session)
        public = public_of(device.signing_key)
        bilan = inventaire.counted(session)
        statement = Statement(
            numero=destructions.next_number(session, workplace.structure.code, now),
            structure=workplace.structure.name,
            event=EVENT,
            rule=RULE,
            agent=workplace.agent.display_name,
            begun=moment(workplace.clock, now),
            ended=_UNDER_WAY,
            counts=words.counted(bilan),
            beyond=_beyond(
                bilan,
                unsent=outbox.waiting(session).total,
                responsable=protection.responsable,
                contact=protection.droits_courriel or protection.dpo_courriel,
                backups=_backups(away, day_of(now, workplace.clock.zone())),
            ),
            device=device.device_id,
            public=public,
        )
        certified = certifications.load(session, key_id(public))
    return Farewell(
        path=path,
        statement=statement,
        convention=workplace.convention,
        structure=workplace.structure,
        certified=certified,
        clock=workplace.clock,
        private=device.signing_key,
    )


def _beyond(
    bilan: Mapping[str, int], *, unsent: int, responsable: str, contact: str, backups: str
) -> tuple[str, ...]:
    sent, printed = bilan.get(TRANSMISES, 0), bilan.get(IMPRIMES, 0)
    found = [backups]
    if sent:
        charge = words.in_charge(responsable, contact)
        found.append(f"{words.plural(sent, 'prescription')} déjà au Département. {charge}")
    if unsent:
        found.append(f"{words.plural(unsent, 'envoi')} en attente : rien ne partira plus d’ici.")
    if printed:
        found.append(
            f"{words.plural(printed, 'papier')} sur papier, dont {bilan.get(REMIS, 0)} remis aux "
            "personnes : les exemplaires de la structure sont à broyer à la main."
        )
    found += [
        ("Les fichiers enregistrés ailleurs et modifiés depuis : à supprimer là où ils sont."),
        (
            "Chez le Département : les marques d’effacement, illisibles sans la clé détruite, "
            "oubliées après 400 jours."
        ),
    ]
    return tuple(found)


def _backups(away: Sequence[Path], today: date) -> str:
    """Return what is said of the backups: the folders out of reach by their names, a few of them.

    Those copied by hand, and what was exported, are known to nobody.
    """
    refused = french_date(today + timedelta(days=LEDGER_DAYS))
    said = ", ".join(f"« {one} »" for one in away[:_MOST_NAMED])
    others = len(away) - _MOST_NAMED
    more = f" et {words.plural(others, 'autre')}" if others > 0 else ""
    where = f"hors de portée dans {said}{more}" if away else "aucune connue n’est hors de portée"
    return (
        f"Sauvegardes : {where}. Une copie débranchée ou faite à la main, un export complet se "
        f"restaurent encore, jusqu’au {refused}, avec une phrase de passe de ce poste : à "
        "détruire à la main."
    )


def _write(path: Path, content: bytes) -> None:
    try:
        write_whole(path, content)
    except OSError as failure:
        raise CertificatePlaceError from failure
