"""Everything held about one person, gathered once for the copy she reads and the one she takes.

What concerns others is left out here, so that nothing later can print it: the name of who lodges
her, the persons of her home, the names of the agents (art. 15.4 and 20.4; CJUE 22 June 2023,
C-579/21: who consulted is told by function). Decision: docs/decisions/0024.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from app.domain.convention import Convention
from app.domain.demande import Demande
from app.domain.dossier import Dossier
from app.domain.entretien import Entretien
from app.domain.habilitation import Acte
from app.domain.identifiers import AgentId, PersonneId
from app.domain.personne import Personne
from app.questionnaire.expressions.failures import EvaluationError
from app.storage import (
    agents,
    conservations,
    demandes,
    dossiers_prepares,
    entretiens,
    evenements,
    exercices,
    exports,
    limitations,
    oppositions,
    ouvertures,
    papiers,
    personnes,
    prescriptions,
    reponses,
)
from app.storage.conservations import Conservation
from app.storage.evenements import Evenement
from app.storage.exports import Export
from app.storage.journal import Entree
from app.storage.limitations import Limitation
from app.storage.oppositions import Opposition
from app.storage.papiers import Papier
from app.storage.prescriptions import SuiviPrescription
from app.usecases.carnets.held import carnets_handed
from app.usecases.interview import reevaluating
from app.usecases.interview.reevaluating import Assessments
from app.usecases.interview.reviewing import Asked, Review, review
from app.usecases.laptop.habilitations import require
from app.usecases.laptop.nomenclatures import nomenclature
from app.usecases.laptop.opening import kept_convention
from app.usecases.mandats.held import HeldMandat, held_mandates
from app.usecases.people.openings import require_record
from app.usecases.versions.questionnaires import kept_questionnaire
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_OPENINGS = ("consultation", "acces_collegue")


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldPrescription:
    """A prescription with the words of its service and what happened to it."""

    known: SuiviPrescription
    convention: Convention
    service: str
    history: tuple[Evenement, ...]
    dossiers: tuple[Dossier, ...] = ()  # on Démarches simplifiées
    carnets: tuple[tuple[str, date], ...] = ()  # handed over: number and day, until their term


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Everything held. `lodged` when a host's name was left out; `at_home` other records linked."""

    personne: Personne
    lodged: bool
    at_home: int
    age: str
    due_on: date | None
    conservation: Conservation | None
    limitation: Limitation | None
    refused: tuple[Opposition, ...]
    interviews: tuple[Review, ...]
    assessments: tuple[Assessments, ...]
    prescriptions: tuple[HeldPrescription, ...]
    papers: tuple[Papier, ...]
    files: tuple[Export, ...]
    requests: tuple[Demande, ...]
    history: tuple[Evenement, ...]
    openings: tuple[Entree, ...]
    functions: tuple[tuple[AgentId, str], ...]
    made_at: datetime
    mandats: tuple[HeldMandat, ...] = ()

    def function_of(self, agent_id: AgentId | None) -> str:
        """Return the function of an agent, never his name."""
        return dict(self.functions).get(agent_id or AgentId(""), "agent de la structure")


def held(workplace: Workplace, personne_id: PersonneId) -> Held:
    """Gather everything held about a person; about half a second, so in a thread.

    Raises:
        PersonGoneError: the record is no longer here.
        ReasonNeededError: it is a colleague's, and was not opened today with a reason.
    """
    require(workplace, Acte.CONSULTER)
    with workplace.database.reading() as session:
        personne = require_record(session, workplace, personne_id)
        known = entretiens.of_personne(session, personne_id)
        given = prescriptions.of_personne(session, personne_id)
        histories = {
            one.prescription.id: evenements.of(session, one.prescription.id) for one in given
        }
        shown = _without_host(personne)
        found = Held(
            personne=shown,
            lodged=shown != personne,
            at_home=len(personnes.foyer(session, personne.foyer)) - 1 if personne.foyer else 0,
            age=_age(workplace, personne),
            due_on=personnes.due_on(session, personne_id),
            conservation=conservations.of(session, personne_id),
            limitation=limitations.of(session, personne_id),
            refused=tuple(oppositions.of(session, personne_id)),
            interviews=(),
            assessments=(),
            prescriptions=(),
            papers=_papers(session, personne_id, known),
            files=tuple(exports.of_personne(session, personne_id)),
            requests=tuple(
                sorted(demandes.of_personne(session, personne_id), key=lambda one: one.numero)
            ),
            history=tuple(evenements.of(session, personne_id)),
            openings=tuple(ouvertures.of(session, personne_id, _OPENINGS)),
            functions=(),
            made_at=workplace.clock.now(),
            mandats=held_mandates(session, personne_id),
        )
        functions = _functions(session, found, known)
    return replace(
        found,
        functions=functions,
        interviews=tuple(_interview(workplace, one) for one in reversed(known)),
        assessments=tuple(reversed(reevaluating.assessments(workplace, personne_id))),
        prescriptions=tuple(
            _prescription(workplace, one, histories[one.prescription.id]) for one in reversed(given)
        ),
    )


def _interview(workplace: Workplace, entretien: Entretien) -> Review:
    """Return an interview to read; the answers alone when their form cannot be run any more."""
    try:
        found = review(workplace, entretien.id)
    except EvaluationError:
        found = None
    if found is not None and (found.asked or found.erased_on is not None):
        return found
    with workplace.database.reading() as session:
        kept = reponses.load(session, entretien.id)
        tries = tuple(exercices.load(session, entretien.id))
        erased_on = reponses.erased_on(session, entretien.id)
    return Review(
        entretien=entretien,
        who="",
        agent="",
        convention=kept_convention(workplace, entretien.convention_hash),
        version=None,
        version_number="",
        asked=tuple(
            Asked(section="", label=path.rpartition("/")[2], values=(str(value),))
            for path, value in kept.items()
            if value is not None
        ),
        tasks=(),
        tries=tries,
        erased_on=erased_on,
    )


def _without_host(personne: Personne) -> Personne:
    """Leave out who lodges her: a third person's name, unless it is the CCAS."""
    adresse = personne.adresse
    if not adresse.chez or adresse.domiciliation_ccas:
        return personne
    return replace(personne, adresse=replace(adresse, chez=""))


def _age(workplace: Workplace, personne: Personne) -> str:
    listed = nomenclature(workplace, "tranches_age") or ()
    return next((label for code, label in listed if code == personne.tranche_age), "")


def _papers(
    session: "Session", personne_id: PersonneId, known: Sequence[Entretien]
) -> tuple[Papier, ...]:
    found = {paper.id: paper for one in known for paper in papiers.of_entretien(session, one.id)}
    found |= {paper.id: paper for paper in papiers.of_personne(session, personne_id)}
    return tuple(sorted(found.values(), key=lambda paper: (paper.wanted_on, paper.id)))


def _prescription(
    workplace: Workplace, known: SuiviPrescription, history: Sequence[Evenement]
) -> HeldPrescription:
    prescription = known.prescription
    questionnaire = kept_questionnaire(workplace.database, prescription.questionnaire_hash)
    guide = questionnaire.guide if questionnaire else None
    label = guide.service_labels.get(prescription.service) if guide else None
    with workplace.database.reading() as session:
        dossiers = dossiers_prepares.of_prescription(session, prescription.id)
        handed = carnets_handed(session, prescription.id)
    return HeldPrescription(
        known=known,
        dossiers=tuple(dossiers),
        carnets=tuple((number, on) for number, on, _ in handed),
        convention=kept_convention(workplace, prescription.convention_hash),
        service=label.label_usager if label else prescription.service,
        history=tuple(history),
    )


def _functions(
    session: "Session", found: Held, known: Sequence[Entretien]
) -> tuple[tuple[AgentId, str], ...]:
    ids = {found.personne.owner, *(one.agent_id for one in known)}
    ids |= {one.agent_id for one in found.openings if one.agent_id}
    ids |= {one.agent_id for one in found.history if one.agent_id}
    ids |= {one.agent_id for one in found.files}
    ids |= {agent_id for one in found.mandats for agent_id in one.agents}
    loaded = ((one, agents.load(session, one)) for one in sorted(ids))
    return tuple((one, agent.fonction) for one, agent in loaded if agent and agent.fonction)
