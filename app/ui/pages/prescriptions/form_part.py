"""The dossier of a prescription on Démarches simplifiées, in words and in what can be done."""

from dataclasses import dataclass

from app.domain.dossier import Dossier, EtatDossier
from app.domain.prescription import Suivi
from app.ui.dossiers.countdown import countdown_pill
from app.ui.dossiers.words import Fact, at_words
from app.usecases.demarches_simplifiees import demarches, demarches_check
from app.usecases.demarches_simplifiees.demarches_words import STATES, fault_words
from app.usecases.people.overview import PrescriptionDetail
from app.usecases.workplace import Workplace


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPart:
    """What the page shows of the dossier; all empty where the convention uses another way."""

    facts: tuple[Fact, ...] = ()
    faults: str = ""  # what the form would not take, to correct
    can_open: bool = False
    can_redo: bool = False


def form_part(workplace: Workplace, detail: PrescriptionDetail) -> FormPart:
    """Return what is known of the dossier; in a thread: it reads the database."""
    if workplace.convention.demarche is None:
        return FormPart()
    prescription_id = detail.known.prescription.id
    dossier = demarches.dossier_of(workplace, prescription_id)
    faults = (
        demarches_check.faults_of(workplace, prescription_id)
        if detail.known.suivi is Suivi.A_CORRIGER
        else ()
    )
    return FormPart(
        facts=_facts(workplace, dossier) if dossier else (),
        faults="\u00a0; ".join(fault_words(one) for one in faults),
        can_open=dossier is not None and bool(dossier.url) and _is_to_deposit(dossier),
        can_redo=dossier is not None
        and dossier.etat.needs_a_person
        and detail.known.suivi in {Suivi.REMISE, Suivi.ACCUSEE},
    )


def _is_to_deposit(dossier: Dossier) -> bool:
    return dossier.etat in {EtatDossier.PREREMPLI, EtatDossier.BROUILLON}


def _facts(workplace: Workplace, dossier: Dossier) -> tuple[Fact, ...]:
    now = workplace.clock.now()
    found = [Fact("Dossier", f"n°\u00a0{dossier.numero}")] if dossier.numero else []
    found.append(Fact("Où il en est", STATES[dossier.etat]))
    found.append(Fact("Depuis", at_words(dossier.since, workplace).capitalize()))
    if dossier.deposit_before is not None:
        left = countdown_pill(dossier.deposit_before, now).words.lower()
        day = at_words(dossier.deposit_before, workplace).capitalize()
        found.append(Fact("À déposer avant", f"{day} ({left})"))
    return tuple(found)
