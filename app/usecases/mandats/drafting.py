"""Draft a mandate: whose, for what, how long; take it back to the draft, or drop it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.champs import only_allowed
from app.domain.identifiers import LigneId, MandatId, PersonneId, uuid7
from app.domain.mandat import Ligne, Mandant, Mandat
from app.domain.mandat_evenements import Designer, Rediger, Reprendre
from app.domain.mandat_horloges import draft_term
from app.domain.mandat_listes import CanalMandat, Famille, Forme, Mode, Portee, RefusMandat
from app.domain.mandat_listes import DureeMandat as Duree
from app.domain.personne import Personne
from app.storage import effacement, exports, limitations, linked_rows, mandats, personnes, restes
from app.usecases.laptop.vie import require_open
from app.usecases.mandats import keeping
from app.usecases.mandats.errors import MandateRefusedError
from app.usecases.mandats.keeping import allowed, change, require_mandate
from app.usecases.people.openings import require_record
from app.usecases.people.persons import Typed
from app.usecases.workplace import Workplace


@dataclass(frozen=True, slots=True, kw_only=True)
class Remplacee:
    """A running authorisation that the new one replaces (code civil, art. 2006).

    `last`: it is the only one left of its mandate, whose data will be destroyed.
    """

    mandat_id: MandatId
    reference: str
    ligne: Ligne
    ends_at: datetime
    last: bool


def begin(
    workplace: Workplace, *, personne_id: PersonneId | None = None, reference: str = ""
) -> MandatId:
    """Open a draft; `reference` is the number of a blank mandate that was signed by hand.

    Raises:
        NotAllowedError, NoMandatesError: nobody here draws mandates up.
        ConventionClosedError, ConventionNotYetError: the convention is not in force; a mandate
            signed on a blank (`reference`) is judged by the day of its signature (`signing.sign`).
        PersonGoneError, ReasonNeededError, LimitedRecordError: of the person.
    """
    profil = allowed(workplace)
    if not reference:
        require_open(workplace)
    now = workplace.clock.now()
    with workplace.database.writing() as session:
        if personne_id is not None:
            require_record(session, workplace, personne_id)
            limitations.refuse_limited(session, personne_id)
        number = reference or mandats.next_reference(
            session, workplace.structure.code, workplace.clock.today().year
        )
        mandat = Mandat(
            id=MandatId(uuid7(now)),
            reference=number,
            agent_id=workplace.agent.id,
            mandataire=profil.mandataire,
            convention_hash=workplace.convention.hash,
            touched_at=now,
            personne_id=personne_id,
            duree=profil.shortest,
        )
        keeping.keep(session, workplace, mandat)
        keeping.note(session, workplace, mandat.id, "mandat_ouvert")
    return mandat.id


def name_new(
    workplace: Workplace, mandat_id: MandatId, typed: Typed, mandant: Mandant | None = None
) -> Mandat:
    """Keep a person entered for this mandate, and name her in it.

    No rule of residence: 002 has none. A person named before for this draft alone is erased.
    """
    allowed(workplace)
    personne = Personne(
        id=PersonneId(uuid7(workplace.clock.now())),
        owner=workplace.agent.id,
        nom=typed.nom.strip(),
        prenom=typed.prenom.strip(),
        adresse=typed.adresse,
        civilite=typed.civilite,
        tranche_age=typed.tranche_age,
        foyer=typed.foyer,
    )
    return _name(workplace, mandat_id, personne, mandant or Mandant())


def name_known(
    workplace: Workplace, mandat_id: MandatId, personne: Personne, mandant: Mandant | None = None
) -> Mandat:
    """Name a person who is known here; an address that changed is kept.

    Raises:
        PersonGoneError, ReasonNeededError, LimitedRecordError: of the person.
    """
    allowed(workplace)
    with workplace.database.reading() as session:
        require_record(session, workplace, personne.id)
        limitations.refuse_limited(session, personne.id)
    return _name(workplace, mandat_id, personne, mandant or Mandant())


def new_line(  # noqa: PLR0913, PLR0917 - the columns of a line
    workplace: Workplace,
    portee: Portee,
    organisme: str,
    objet: str,
    canal: CanalMandat | None = None,
    famille: Famille | None = None,
) -> Ligne:
    """Make one authorisation, to be given to `write` with the others.

    Raises:
        ValueError: it names nothing, is too long, or has the channel of the other kind.
    """
    allowed(workplace)
    return Ligne(
        id=LigneId(uuid7(workplace.clock.now())),
        portee=portee,
        organisme=" ".join(organisme.split()),
        objet=" ".join(objet.split()),
        canal=canal,
        famille=famille,
    )


def write(  # noqa: PLR0913, PLR0917 - the terms of a mandate, whole
    workplace: Workplace,
    mandat_id: MandatId,
    lignes: Sequence[Ligne],
    mode: Mode,
    duree: Duree,
    forme: Forme = Forme.ECRIT,
) -> Mandat:
    """Keep the terms of a draft, whole; the explanations given on other terms no longer count."""
    allowed(workplace)
    event = Rediger(
        lignes=tuple(lignes), mode=mode, duree=duree, forme=forme, at=workplace.clock.now()
    )
    with workplace.database.writing() as session:
        return change(session, workplace, mandat_id, event, "mandat_redige")


def restart(workplace: Workplace, mandat_id: MandatId) -> Mandat:
    """Go back to the draft: explanations, identity and prints are to be done again."""
    allowed(workplace)
    with workplace.database.writing() as session:
        event = Reprendre(at=workplace.clock.now())
        return change(session, workplace, mandat_id, event, "mandat_repris")


def same_running(workplace: Workplace, mandat_id: MandatId) -> tuple[Remplacee, ...]:
    """Return the running authorisations of this person for the same business, for the warning."""
    allowed(workplace)
    with workplace.database.reading() as session:
        mandat = require_mandate(session, workplace, mandat_id)
        if mandat.personne_id is None:
            return ()
        others = mandats.of_personne(session, mandat.personne_id)
    found: list[Remplacee] = []
    for other in others:
        if other.id == mandat.id or other.signature is None or other.fin_at is None:
            continue
        if mandat.signature is not None and other.signature.at > mandat.signature.at:
            continue  # this one is of a paper entered late: the later will stands (art. 2006)
        same = [one for one in other.open_lines if any(map(one.same_as, mandat.lignes))]
        found += [
            Remplacee(
                mandat_id=other.id,
                reference=other.reference,
                ligne=one,
                ends_at=other.fin_at.astimezone(workplace.clock.zone()),
                last=len(same) == len(other.open_lines),
            )
            for one in same
        ]
    return tuple(found)


def drop(workplace: Workplace, mandat_id: MandatId) -> None:
    """Erase a draft, and a person entered for it alone; a second for a large file: in a thread.

    Raises:
        MandateRefusedError: it is signed: it ends otherwise.
    """
    allowed(workplace)
    with workplace.database.reading() as session:
        mandat = require_mandate(session, workplace, mandat_id)
    if not mandat.etat.can_change:
        raise MandateRefusedError(RefusMandat.DEJA_SIGNE)
    exports.reach(workplace.database, [mandat_id])
    with workplace.database.writing() as session:
        effacement.ask_rewriting(session)
        linked_rows.erase_mandats(session, [mandat_id])
        if mandat.personne_id is not None:
            restes.settle(session, mandat.personne_id, workplace.clock.today())
    effacement.rewrite_if_asked(workplace.database)


def block(workplace: Workplace, mandat_id: MandatId | None) -> None:
    """Give up because the person may not sign: erased, and nothing says why, not even here.

    Source: documents.md b1 (« store no reason with identity »).
    """
    allowed(workplace)
    if mandat_id is not None:
        drop(workplace, mandat_id)


def _name(
    workplace: Workplace, mandat_id: MandatId, personne: Personne, mandant: Mandant
) -> Mandat:
    personne = only_allowed(personne, workplace.convention)
    clock = workplace.clock
    with workplace.database.writing() as session:
        former = require_mandate(session, workplace, mandat_id).personne_id
        due_on = personnes.due_on(session, personne.id) or draft_term(clock.today())
        personnes.keep(session, personne, workplace.convention, due_on=due_on)
        event = Designer(personne_id=personne.id, mandant=mandant, at=clock.now())
        after = change(session, workplace, mandat_id, event, "mandat_nomme")
        if former is not None and former != personne.id:
            restes.settle(session, former, clock.today())
    return after
