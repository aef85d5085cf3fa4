"""The end of a convention, step by step: what remains, what goes back, what is destroyed.

Each step is kept, so that a kill anywhere goes on where it was. From `destroy` on there is no way
back: nobody is visible any more, and the next unlocking goes on with the purge under the same
number (docs/decisions/0028).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from app.domain.fin_convention import EtapeFin, FinConvention, MotifReste
from app.domain.habilitation import Acte
from app.domain.retention import day_of
from app.storage import (
    appareil,
    conservations,
    destructions,
    effacement,
    evaluations,
    fin_convention,
    fin_du_poste,
    inventaire,
    outbox,
)
from app.storage.destructions import Destruction, MotifDestruction, Ouverture
from app.storage.fin_convention import Avancement
from app.storage.sauvegarde import swapping
from app.usecases.backup import saving_former
from app.usecases.destruction import erasing_proof
from app.usecases.destruction.certificate_words import counted
from app.usecases.exchange.stick_notes import is_only_way
from app.usecases.interview.returning import confirm_agent
from app.usecases.laptop.ending_steps import (
    ChangedSinceError,
    ReturnPlaceError,
    ReturnUnknownError,
    StepError,
    next_step,
    note,
    step,
)
from app.usecases.laptop.habilitations import actes, require
from app.usecases.practice.refusing import require_real
from app.usecases.workplace import Workplace
from app.whole_files import write_whole


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
        forms = len(evaluations.waiting(session))
        return FinState(
            avancement=fin_convention.load(session) or Avancement(),
            fin=workplace.convention.fin,
            referent=Acte.AGENTS in actes(workplace),
            unsent=waiting.total,
            held=(
                *counted(bilan),
                *([("Fiches d’évaluation à transmettre", forms)] if forms else ()),
            ),
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
    with step(workplace, EtapeFin.RESTES) as (session, done):
        if outbox.waiting(session).total and motif is None:
            raise StepError
        reason = "" if motif is None else motif.value
        next_step(workplace, session, replace(done, reste=reason), f"restes_{reason}".strip("_"))


def destroy(
    workplace: Workplace, passphrase: str, *, keep_going: Callable[[], bool] = lambda: True
) -> None:
    """Destroy everything about persons; stopped anywhere, the next unlocking goes on.

    About a second and the purge, so in a thread.

    Raises:
        NotAllowedError, StepError: as `settle_rest`.
        TooSoonError, WrongPassphraseError: nothing was destroyed.
        ChangedSinceError: nor here; the end stands again at the step that is to be done again.
        ReturnUnknownError: likewise, where nobody can tell whether anything changed.
    """
    require_real(workplace)
    require(workplace, Acte.AGENTS)
    confirm_agent(workplace, passphrase)
    undone = _undone(workplace)
    if undone is not None:
        raise undone
    with step(workplace, EtapeFin.DESTRUCTION) as (session, done):
        proof = opening(workplace)
        if not done.numero:
            number = destructions.next_number(session, proof.structure, proof.at)
            fin_convention.condemn(session, workplace.clock.today())
            destructions.count(session, proof, {})
            fin_convention.keep(session, replace(done, numero=number))
            note(workplace, session, "destruction")
    go_on(workplace, keep_going=keep_going)


def _undone(workplace: Workplace) -> ChangedSinceError | None:
    """Stand again at the step that something written since has undone, and return why."""
    with step(workplace, EtapeFin.DESTRUCTION) as (session, done):
        if done.numero:
            return None
        why = ChangedSinceError()
        if outbox.waiting(session).total and not done.reste:
            again = EtapeFin.RESTES
        elif workplace.convention.fin.restitution and fin_convention.unreturned(session):
            again = EtapeFin.RESTITUTION
            if not fin_convention.is_noted(session):
                why = ReturnUnknownError()
        else:
            return None
        fin_convention.keep(session, Avancement(etape=again, reste=done.reste))
        note(workplace, session, f"{again.value}_a_refaire")
        return why


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
            next_step(workplace, session, done, "detruite")


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
    with step(workplace, EtapeFin.ATTESTATION) as (session, done):
        today = day_of(workplace.clock.now(), workplace.clock.zone())
        next_step(workplace, session, replace(done, terminee_on=today.isoformat()), "terminee")


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
        note(workplace, session, "abandonnee")
