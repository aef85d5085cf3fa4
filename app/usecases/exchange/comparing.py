"""Compare what stands here with what the Département holds, field by field, and settle it.

The common base is the last revision that both knew. Whoever compares says for each field which one
is right; what comes of it is the next revision, or the Département's own if nothing differs then.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.champs import only_allowed
from app.domain.convention import Champ, Convention
from app.domain.failures import AppError
from app.domain.habilitation import Acte
from app.domain.identifiers import PrescriptionId
from app.domain.personne import AdressePostale, Personne
from app.domain.prescription import Prescription, Suivi
from app.storage import evenements, outbox, papiers, personnes, prescriptions, tenues
from app.storage.evenements import Evenement
from app.storage.outbox import Envoi
from app.sync.protocol.payload import Kind, Payload, parse_payload
from app.usecases.exchange.payloads import payload_of, said_in
from app.usecases.exchange.revising import ITS_PAPERS, choose
from app.usecases.laptop.habilitations import require
from app.usecases.people.openings import require_prescription
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class Compare(StrEnum):
    """What is compared, in the order in which it is shown."""

    SERVICE = "service"  # with its carnets
    CATEGORIE = "categorie"
    PRESCRITE = "prescribed_on"
    CIVILITE = "civilite"
    PRENOM = "prenom"
    NOM = "nom"
    TRANCHE_AGE = "tranche_age"
    ADRESSE = "adresse"


_OF_PERSON = (
    Compare.CIVILITE,
    Compare.PRENOM,
    Compare.NOM,
    Compare.TRANCHE_AGE,
    Compare.ADRESSE,
)


class NothingToCompareError(AppError):
    """The Département's content is not here any more: settled, decided or withdrawn meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What one side says of one field; texts, a number, or an address. None where it is silent."""

    value: object = None
    carnets: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A field on which the two disagree; `base` is what both had said before."""

    field: Compare
    base: Side | None
    mine: Side
    theirs: Side


def compare(workplace: Workplace, prescription_id: PrescriptionId) -> tuple[Difference, ...]:
    """Return the fields on which this laptop and the Département disagree.

    Raises:
        NothingToCompareError: settled meanwhile.
    """
    require(workplace, Acte.CONSULTER)
    with workplace.database.reading() as session:
        require_prescription(session, workplace, prescription_id)
        known = prescriptions.load(session, prescription_id)
        held = tenues.load(session, prescription_id)
        queued = outbox.of_item(session, prescription_id)
        if known is None or held is None:
            raise NothingToCompareError
        mine = _sides(payload_of(workplace, known.prescription, known.personne, Kind.CORRECTION))
    acknowledged = [one for one in queued if one.state is Suivi.ACCUSEE]
    base = _sides(acknowledged[-1].payload) if acknowledged else None
    theirs = _sides(held.payload)
    return tuple(
        Difference(
            field=field, base=base[field] if base else None, mine=mine[field], theirs=theirs[field]
        )
        for field in _compared(workplace.convention)
        if mine[field] != theirs[field]
    )


def settle(
    workplace: Workplace, prescription_id: PrescriptionId, *, theirs: AbstractSet[Compare]
) -> bool:
    """Keep the Département's side of `theirs` and this laptop's of the rest.

    Returns whether anything is left to be sent.

    Raises:
        NothingToCompareError: settled meanwhile.
        NotAllowedError: the agent's roles do not let him prescribe.
    """
    require(workplace, Acte.PRESCRIRE)
    theirs = theirs & set(_compared(workplace.convention))
    with workplace.database.writing() as session:
        require_prescription(session, workplace, prescription_id)
        known = prescriptions.load(session, prescription_id)
        held = tenues.load(session, prescription_id)
        if known is None or held is None:
            raise NothingToCompareError
        told = parse_payload(held.payload.encode("utf-8"))
        prescription = _prescription(known.prescription, told, theirs)
        personne = only_allowed(_personne(known.personne, told, theirs), workplace.convention)
        _keep_person(session, workplace, known.personne, personne)
        if prescription.service != known.prescription.service:
            choose(session, workplace, prescription, None)
            papiers.want_again(session, prescription_id, ITS_PAPERS, on=workplace.clock.today())
        return _queue(session, workplace, prescription, personne, held)


def _compared(convention: Convention) -> list[Compare]:
    """Return the fields that the convention lets stand here: no other comes back from there."""
    fields_of_persons = set(Champ)
    return [
        one
        for one in Compare
        if one.value not in fields_of_persons or convention.allows(Champ(one.value))
    ]


def _queue(
    session: "Session",
    workplace: Workplace,
    prescription: Prescription,
    personne: Personne,
    held: Envoi,
) -> bool:
    payload = payload_of(workplace, prescription, personne, Kind.CORRECTION)
    last = max(one.revision for one in outbox.of_item(session, prescription.id))
    tenues.adopt(session, prescription.id)
    event = Evenement(kind="comparee", at=workplace.clock.now(), agent_id=workplace.agent.id)
    if said_in(payload) == said_in(held.payload):
        agreed = replace(prescription, revision=held.revision)
        prescriptions.put(session, agreed, Suivi.ACCUSEE, event)
        return False
    revision = max(last, held.revision) + 1
    corrected = replace(prescription, revision=revision)
    prescriptions.put(session, corrected, Suivi.PREPAREE, event)
    outbox.queue(session, prescription.id, payload=payload, revision=revision)
    return True


def _sides(payload: str) -> Mapping[Compare, Side]:
    told = parse_payload(payload.encode("utf-8"))
    person = told.personne
    address = person.adresse if person else None
    return {
        Compare.SERVICE: Side(value=told.service, carnets=told.carnets),
        Compare.CATEGORIE: Side(value=told.categorie),
        Compare.PRESCRITE: Side(value=told.prescribed_on),
        Compare.CIVILITE: Side(value=person.civilite if person else ""),
        Compare.PRENOM: Side(value=person.prenom if person else ""),
        Compare.NOM: Side(value=person.nom if person else ""),
        Compare.TRANCHE_AGE: Side(value=person.tranche_age if person else ""),
        Compare.ADRESSE: Side(value=_address(told) if address else None),
    }


def _address(told: Payload) -> AdressePostale | None:
    sent = told.personne.adresse if told.personne else None
    if sent is None:
        return None
    names = {one.name for one in fields(AdressePostale)}
    given = {one.name: getattr(sent, one.name) for one in fields(sent) if one.name in names}
    return AdressePostale(**given)


def _prescription(mine: Prescription, told: Payload, theirs: AbstractSet[Compare]) -> Prescription:
    if Compare.SERVICE in theirs:
        mine = replace(mine, service=told.service, carnets=told.carnets)
    if Compare.CATEGORIE in theirs:
        mine = replace(mine, categorie=told.categorie)
    if Compare.PRESCRITE in theirs and told.prescribed_on is not None:
        mine = replace(mine, prescribed_on=told.prescribed_on)
    return mine


def _personne(mine: Personne, told: Payload, theirs: AbstractSet[Compare]) -> Personne:
    person = told.personne
    if person is None:
        return mine
    for field in (Compare.CIVILITE, Compare.PRENOM, Compare.NOM, Compare.TRANCHE_AGE):
        if field in theirs:
            mine = replace(mine, **{field.value: getattr(person, field.value)})
    address = _address(told)
    if Compare.ADRESSE in theirs and address is not None:
        mine = replace(mine, adresse=address)
    return mine


def _keep_person(
    session: "Session", workplace: Workplace, former: Personne, personne: Personne
) -> None:
    if personne == former:
        return
    due_on = personnes.due_on(session, personne.id) or workplace.draft_due_on()
    personnes.keep(session, personne, workplace.convention, due_on=due_on)
    for field in _OF_PERSON:
        if getattr(former, field.value) != getattr(personne, field.value):
            event = Evenement(
                kind="corrigee",
                at=workplace.clock.now(),
                agent_id=workplace.agent.id,
                detail=field.value,
            )
            evenements.note(session, personne.id, event)
