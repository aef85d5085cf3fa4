"""Find the person, avoid a double, keep the record, open a colleague's with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from app.domain.champs import only_allowed
from app.domain.entretien import Entretien, Etape
from app.domain.failures import AppError
from app.domain.habilitation import Acte
from app.domain.identifiers import EntretienId, PersonneId, uuid7
from app.domain.personne import AdressePostale, Personne
from app.domain.raisons import code_of, words_of
from app.domain.territoire import is_resident
from app.storage import (
    acces,
    agents,
    entretiens,
    evenements,
    limitations,
    personnes,
    prescriptions,
)
from app.storage.acces import MotifAcces
from app.storage.evenements import Evenement
from app.storage.limitations import Limitation
from app.storage.prescriptions import SuiviPrescription
from app.usecases.exchange.payloads import queue_again
from app.usecases.interview.counting import count_age_again
from app.usecases.interview.receiving import InterviewGoneError
from app.usecases.laptop.habilitations import require
from app.usecases.people.openings import (
    PersonGoneError,
    ReasonNeededError,
    note_opening,
    note_search,
    require_interview,
    require_record,
)
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_ELSEWHERE, _REASON = "hors_territoire", "raison_"  # in the history, with the code of the reason


class ElsewhereError(AppError):
    """The person lives outside the territory: a reason of the convention's list is needed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A person in a list. `mine` tells whether the record is this agent's."""

    personne: Personne
    mine: bool
    prescriptions: int
    last_on: date | None
    limited: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What the agent typed of a person; `reason_elsewhere` when the person lives elsewhere."""

    civilite: str
    nom: str
    prenom: str
    tranche_age: str
    adresse: AdressePostale
    foyer: str = ""
    reason_elsewhere: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """Everything held on a person."""

    personne: Personne
    owner: str
    foyer: tuple[Personne, ...]
    entretiens: tuple[Entretien, ...]
    prescriptions: tuple[SuiviPrescription, ...]
    history: tuple[Evenement, ...]
    due_on: date | None
    limitation: Limitation | None = None


def find(workplace: Workplace, text: str, *, everyone: bool = False) -> list[Found]:
    """Return the persons whose name begins as `text`: mine, or everybody's.

    A list that names persons of colleagues is in the journal, once a quarter of an hour.

    Raises:
        NotAllowedError: the agent's roles do not let him look people up.
    """
    require(workplace, Acte.CONSULTER)
    owner = None if everyone else workplace.agent.id
    with workplace.database.reading() as session:
        found = _all_found(session, workplace, personnes.search(session, text, owner=owner))
    if not all(one.mine for one in found):
        note_search(workplace)
    return found


def doubles(workplace: Workplace, *, nom: str, prenom: str, code_insee: str = "") -> list[Found]:
    """Return who may be the person about to be typed, whoever owns the record."""
    require(workplace, Acte.RECEVOIR)
    with workplace.database.reading() as session:
        found = personnes.doubles(session, nom=nom, prenom=prenom, code_insee=code_insee)
        return _all_found(session, workplace, found)


def eligible(workplace: Workplace, code_insee: str) -> bool:
    """Tell whether the convention serves people of this commune; unknown communes are not."""
    commune = workplace.communes.by_insee.get(code_insee)
    return commune is not None and is_resident(workplace.convention.territory, commune)


def register(workplace: Workplace, entretien_id: EntretienId, typed: Typed) -> Personne:
    """Keep a new person and go on to the questionnaire with her.

    The history keeps the code of the reason, not its words.

    Raises:
        ElsewhereError: the person lives elsewhere and no reason of the list was given.
        InterviewGoneError: the interview was erased meanwhile.
    """
    require(workplace, Acte.RECEVOIR)
    reason = _reason_kept(workplace, typed.adresse, typed.reason_elsewhere)
    now = workplace.clock.now()
    personne = Personne(
        id=PersonneId(uuid7(now)),
        owner=workplace.agent.id,
        nom=typed.nom.strip(),
        prenom=typed.prenom.strip(),
        adresse=typed.adresse,
        civilite=typed.civilite,
        tranche_age=typed.tranche_age,
        foyer=typed.foyer,
    )
    personne = only_allowed(personne, workplace.convention)
    _attach(workplace, entretien_id, personne, reason=reason, new=True)
    return personne


def recognise(
    workplace: Workplace, entretien_id: EntretienId, personne: Personne, *, reason_elsewhere: str
) -> Personne:
    """Go on with a known person; what changed of `personne` (an address) is kept.

    Raises:
        ElsewhereError: the person lives elsewhere now and no reason of the list was given.
        InterviewGoneError: the interview was erased meanwhile.
    """
    require(workplace, Acte.RECEVOIR)
    reason = _reason_kept(workplace, personne.adresse, reason_elsewhere)
    personne = only_allowed(personne, workplace.convention)
    _attach(workplace, entretien_id, personne, reason=reason, new=False)
    return personne


def reason_of(workplace: Workplace, dossier: Dossier) -> str:
    """Return why this person was last received although living elsewhere, empty when never."""
    noted = [event.detail for event in dossier.history if event.kind == _ELSEWHERE]
    code = noted[-1].removeprefix(_REASON) if noted else ""
    return words_of(code, workplace.convention.hors_territoire)


def same_household(workplace: Workplace, other: Personne) -> str:
    """Return the code that links the people of `other`'s home, made if there is none yet."""
    require(workplace, Acte.RECEVOIR)
    if other.foyer:
        return other.foyer
    with workplace.database.writing() as session:
        known = personnes.load(session, other.id)
        if known is None:
            raise PersonGoneError
        linked = replace(
            only_allowed(known, workplace.convention),
            foyer=known.foyer or uuid7(workplace.clock.now()),
        )
        _keep_changed(session, workplace, linked)
    return linked.foyer


def correct(workplace: Workplace, personne: Personne) -> tuple[str, ...]:
    """Keep a correction of a record, queue again what has not left of it, count its band anew.

    Returns the references of what the Département holds and will be told of the correction. The
    history says which fields changed, not what they were.

    Raises:
        PersonGoneError: the record is no longer here.
    """
    require(workplace, Acte.CONSULTER)
    personne = only_allowed(personne, workplace.convention)
    with workplace.database.writing() as session:
        former = require_record(session, workplace, personne.id)
        _keep_changed(session, workplace, personne)
        revised = queue_again(session, workplace, personne)
        if former.tranche_age != personne.tranche_age:
            hers = entretiens.of_personne(session, personne.id)
            count_age_again(session, workplace, hers, former.tranche_age, personne.tranche_age)
        for name in ("civilite", "nom", "prenom", "adresse", "tranche_age", "foyer"):
            if getattr(former, name) != getattr(personne, name):
                evenements.note(session, personne.id, _event(workplace, "corrigee", name))
    return revised


def open_record(
    workplace: Workplace, personne_id: PersonneId, *, reason: MotifAcces | None = None
) -> Dossier:
    """Return everything held on a person; a colleague's record needs a reason, which is logged.

    Raises:
        PersonGoneError: the record is no longer here.
        ReasonNeededError: the record is a colleague's and no `reason` was given.
        NotAllowedError: the agent's roles do not let him look people up.
    """
    require(workplace, Acte.CONSULTER)
    with workplace.database.reading() as session:
        personne = personnes.load(session, personne_id)
        if personne is None:
            raise PersonGoneError
        owner = agents.load(session, personne.owner)
    if personne.owner != workplace.agent.id:
        if reason is None:
            raise ReasonNeededError
        with workplace.database.writing() as session:
            acces.note(
                session,
                agent_id=workplace.agent.id,
                personne_id=personne_id,
                motif=reason,
                at=workplace.clock.now(),
            )
    else:
        note_opening(workplace, personne_id)
    with workplace.database.reading() as session:
        household: Sequence[Personne] = (
            personnes.foyer(session, personne.foyer) if personne.foyer else ()
        )
        return Dossier(
            personne=personne,
            owner=owner.display_name if owner else "",
            foyer=tuple(other for other in household if other.id != personne_id),
            entretiens=tuple(entretiens.of_personne(session, personne_id)),
            prescriptions=tuple(prescriptions.of_personne(session, personne_id)),
            history=tuple(evenements.of(session, personne_id)),
            due_on=personnes.due_on(session, personne_id),
            limitation=limitations.of(session, personne_id),
        )


def name_of(workplace: Workplace, personne_id: PersonneId) -> str:
    """Return « Prénom NOM », for a question about a record that is open.

    Raises:
        PersonGoneError: the record is no longer here.
    """
    require(workplace, Acte.CONSULTER)
    with workplace.database.reading() as session:
        return require_record(session, workplace, personne_id).display_name


def _keep_changed(session: "Session", workplace: Workplace, personne: Personne) -> None:
    """Keep what changed of a person; her term stays: it never starts anew (decision 0012)."""
    due_on = personnes.due_on(session, personne.id) or workplace.draft_due_on()
    personnes.keep(session, personne, workplace.convention, due_on=due_on)


def _all_found(session: "Session", workplace: Workplace, rows: Sequence[Personne]) -> list[Found]:
    """Return persons for a list; a prescription undone before it left does not count."""
    known = prescriptions.summaries(session, [one.id for one in rows])
    limited = set(limitations.limited(session))
    found: list[Found] = []
    for personne in rows:
        number, last_on = known.get(personne.id, (0, None))
        mine = personne.owner == workplace.agent.id
        found.append(
            Found(
                personne=personne,
                mine=mine,
                prescriptions=number,
                last_on=last_on,
                limited=personne.id in limited,
            )
        )
    return found


def _reason_kept(workplace: Workplace, adresse: AdressePostale, reason: str) -> str:
    if eligible(workplace, adresse.code_insee):
        return ""
    if reason not in workplace.convention.hors_territoire:
        raise ElsewhereError
    return reason


def _attach(
    workplace: Workplace, entretien_id: EntretienId, personne: Personne, *, reason: str, new: bool
) -> None:
    now = workplace.clock.now()
    due_on = workplace.draft_due_on()  # longer once the interview leads to something
    with workplace.database.writing() as session:
        entretien = entretiens.load(session, entretien_id)
        if entretien is None:
            raise InterviewGoneError
        require_interview(session, workplace, entretien_id)
        if not new:
            require_record(session, workplace, personne.id)
        personnes.keep(session, personne, workplace.convention, due_on=due_on)
        changed = replace(
            entretien,
            personne_id=personne.id,
            etape=max(entretien.etape, Etape.QUESTIONNAIRE, key=list(Etape).index),
            touched_at=now,
        )
        entretiens.keep(session, changed, due_on=workplace.draft_due_on())
        kind = "enregistree" if new else "reconnue"
        evenements.note(session, personne.id, _event(workplace, kind))
        if reason:
            detail = f"{_REASON}{code_of(reason)}"
            evenements.note(session, personne.id, _event(workplace, _ELSEWHERE, detail))


def _event(workplace: Workplace, kind: str, detail: str = "") -> Evenement:
    return Evenement(
        kind=kind, detail=detail, at=workplace.clock.now(), agent_id=workplace.agent.id
    )
