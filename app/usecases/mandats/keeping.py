"""What every use case of mandates does: ask who may, apply an event, keep what follows."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from app.documents.kinds import PapierKind
from app.domain.habilitation import Acte
from app.domain.identifiers import MandatId, PapierId, uuid7
from app.domain.mandat import Mandat
from app.domain.mandat_evenements import EvenementMandat
from app.domain.mandat_horloges import draft_term, hidden_on
from app.domain.mandat_listes import EtatMandat, RefusMandat
from app.domain.mandat_profil import MandatProfil
from app.domain.mandat_regles import appliquer
from app.storage import evenements, instant, linked_rows, mandats, papiers, personnes
from app.storage.evenements import Evenement
from app.storage.papiers import Papier
from app.usecases.laptop.habilitations import require
from app.usecases.mandats.errors import MandateGoneError, MandateRefusedError, NoMandatesError
from app.usecases.people.openings import ReasonNeededError, may_see
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_TYPED_AHEAD = timedelta(minutes=1)  # an hour typed by the minute


def allowed(workplace: Workplace) -> MandatProfil:
    """Return the rules of mandates, for whom the profile habilitates (002, art. 2, l. 162).

    Raises:
        NotAllowedError: none of the agent's roles does.
        NoMandatesError: the convention has no mandate.
    """
    require(workplace, Acte.MANDATER)
    return profile_of(workplace)


def profile_of(workplace: Workplace) -> MandatProfil:
    """Return the rules of mandates of the convention in force.

    Raises:
        NoMandatesError: it has none.
    """
    if workplace.convention.mandat is None:
        raise NoMandatesError
    return workplace.convention.mandat


def require_mandate(session: "Session", workplace: Workplace, mandat_id: MandatId) -> Mandat:
    """Return a mandate to whom it may be shown (docs/decisions/0004).

    Raises:
        MandateGoneError: it is no longer here.
        ReasonNeededError: it is a colleague's, of a person whose record was not opened today.
    """
    found = mandats.load(session, mandat_id)
    if found is None:
        raise MandateGoneError
    require_seen(session, workplace, found)
    return found


def require_seen(session: "Session", workplace: Workplace, mandat: Mandat) -> None:
    """Refuse a colleague's mandate, as `require_mandate`."""
    if mandat.agent_id == workplace.agent.id:
        return
    personne = personnes.load(session, mandat.personne_id) if mandat.personne_id else None
    if personne is None:
        raise ReasonNeededError
    if not may_see(session, workplace, personne, author=mandat.agent_id):
        raise ReasonNeededError(personne.id)


def change(  # noqa: PLR0913, PLR0917 - an event and its line in the history
    session: "Session",
    workplace: Workplace,
    mandat_id: MandatId,
    evenement: EvenementMandat,
    kind: str,
    detail: str = "",
) -> Mandat:
    """Apply an event to a mandate and keep it, with its line in the history.

    Raises:
        MandateRefusedError: the rules refuse; nothing was changed.
        MandateGoneError, ReasonNeededError: as `require_mandate`.
        LimitedRecordError: the person's record is limited.
    """
    before = require_mandate(session, workplace, mandat_id)
    after = applied(workplace, before, evenement)
    if after != before:
        keep(session, workplace, after)
        note(session, workplace, mandat_id, kind, detail)
    return after


def applied(workplace: Workplace, mandat: Mandat, evenement: EvenementMandat) -> Mandat:
    """Return the mandate after an event.

    Raises:
        MandateRefusedError: the rules refuse.
    """
    found = appliquer(mandat, evenement, profile_of(workplace), workplace.clock.zone())
    if isinstance(found, RefusMandat):
        raise MandateRefusedError(found)
    return found


def keep(session: "Session", workplace: Workplace, mandat: Mandat) -> None:
    """Keep a mandate with its term, and the papers that it has at this step."""
    due_on = term_of(workplace, mandat)
    mandats.keep(session, mandat, due_on=due_on)
    _keep_papers(session, workplace, mandat, due_on)


def term_of(workplace: Workplace, mandat: Mandat) -> date:
    """Return the first day on which nobody sees the mandate any more."""
    if mandat.fin_at is None:
        return draft_term(workplace.clock.today())
    return hidden_on(mandat.fin_at, profile_of(workplace), workplace.clock.zone())


def is_ready(mandat: Mandat) -> bool:
    """Tell whether the originals may be printed to be signed: every gate before it is passed."""
    return mandat.etat is EtatMandat.IDENTITE_VERIFIEE and mandat.capacite_at is not None


def past(workplace: Workplace, at: datetime | None) -> datetime:
    """Return an hour that was typed, else now.

    Raises:
        MandateRefusedError: it is yet to come.
    """
    now = workplace.clock.now()
    if at is None:
        return now
    if at > now + _TYPED_AHEAD:
        raise MandateRefusedError(RefusMandat.DANS_LE_FUTUR)
    return at


def lived(session: "Session", workplace: Workplace) -> datetime:
    """Return now, or the last trusted instant where the clock stands before it.

    A clock set back opens no mandate whose hour has come (docs/decisions/0001).
    """
    trusted, now = instant.trusted(session), workplace.clock.now()
    return now if trusted is None else max(now, trusted.at)


def note(
    session: "Session", workplace: Workplace, mandat_id: MandatId, kind: str, detail: str = ""
) -> None:
    """Note what happened in the history of a mandate and in the journal."""
    evenements.note(
        session,
        mandat_id,
        Evenement(kind=kind, detail=detail, at=workplace.clock.now(), agent_id=workplace.agent.id),
    )


def _keep_papers(session: "Session", workplace: Workplace, mandat: Mandat, due_on: date) -> None:
    """Have the two originals wanted once they may be signed; a draft taken up again has none.

    Printed ones that no longer say what the mandate says are wanted anew.
    """
    known = list(papiers.of_mandat(session, mandat.id))
    stale = mandat.imprime is None and any(one.printed_on for one in known)
    if known and mandat.etat.can_change and (stale or not is_ready(mandat)):
        linked_rows.erase_papiers(session, [one.id for one in known])
        known = []
    if is_ready(mandat) and not known:
        for number in (1, 2):
            papiers.keep(
                session,
                Papier(
                    id=PapierId(uuid7(workplace.clock.now())),
                    kind=PapierKind.MANDAT.value,
                    mandat_id=mandat.id,
                    personne_id=mandat.personne_id,
                    exemplaire=number,
                    wanted_on=workplace.clock.today(),
                ),
                due_on=due_on,
            )
