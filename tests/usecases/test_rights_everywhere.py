"""Every use case of a workplace, called by who has no role, then by a colleague without a reason.

A new use case about persons that asks nothing fails here; one that needs to ask nothing goes into
the list with its reason.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from unittest.mock import MagicMock

import pytest

from app import usecases
from app.domain.demande import ActionLocale
from app.domain.entretien import Choix, Issue
from app.domain.habilitation import Role
from app.storage.acces import MotifAcces
from app.usecases.destruction import erasing
from app.usecases.interview import papers, receiving
from app.usecases.laptop import colleagues
from app.usecases.laptop.habilitations import NotAllowedError
from app.usecases.laptop.installing import NewAgent
from app.usecases.people import persons
from app.usecases.people.openings import ReasonNeededError
from app.usecases.registers import demandes
from app.usecases.workplace import Workplace
from tests.fast_vault import fast_vaults
from tests.ui.workplace import PASSPHRASE, add_colleague, as_agent, new_workplace, workplace
from tests.usecases.test_day import follow, interview

__all__ = ["new_workplace", "workplace"]  # fixtures

SASHA = NewAgent(prenom="Sasha", nom="Fictif", fonction="", roles=frozenset({Role.OPERATEUR}))

# By module, or by function: why nobody's roles are asked.
WITHOUT_A_ROLE = {
    "exchange.activating": "the laptop's way to the Département; names no person",
    "carnets.keeping": "what the use cases of carnets share; they ask",
    "exchange.stick_errands": "part of a stick, whose preparing and reading ask for the role",
    "practice.refusing": "refuses everybody alike",
    "laptop.first_steps.steps": "facts of the laptop, without names; says whose each step is",
    "laptop.first_steps.put_away": "one's own list",
    "exchange.automatic": "the laptop's setting, and the counts of the outbox",
    "laptop.colleagues.present": "the agents of the laptop, named at its gate",
    "laptop.colleagues.change_passphrase": "one's own",
    "laptop.colleagues.sheet_checked": "notes that it was done",
    "laptop.colleagues.is_sheet_checked": "a setting",
    "conformity.conformite": "names no person received; keeping asks for the référent",
    "conformity.conformite_aipd": "as conformite",
    "conformity.conformite_facts": "as conformite",
    "conformity.conformite_json": "as conformite",
    "conformity.conformite_papers": "as conformite",
    "conformity.conformite_register": "as conformite",
    "conformity.conformite_state": "as conformite",
    "conformity.conformite_summary": "as conformite",
    "conformity.conformite_words": "as conformite",
    "activites.offre": "what may be counted without names",
    "activites.aides": "counts without names: the facilitateur's own work",
    "activites.ateliers": "as activites.aides",
    "activites.coherence": "as activites.aides",
    "activites.enquetes": "as activites.aides",
    "activites.evaluations": "as activites.aides",
    "activites.navettes": "as activites.aides",
    "activites.fiches.is_drawn": "yes or no, never which",
    "activites.fiches.may_hand": "tells whether they may",
    "activites.fiches.paper": "of what `draw` gave, which asks",
    "activites.fiches.table": "as paper",
    "activites.fiches.waiting": "a count",
    "activites.papers": "name nobody",
    "activites.catalogue.models": "a list of the Département's workshops",
    "echeances.agenda": "as calendrier.load",
    "echeances.carnets": "leaves carnets out for who sees no stock",
    "echeances.convention": "a part of calendrier.load",
    "echeances.calendrier.report_due": "a key, for bilans.states.transmit, which asks",
    "echeances.calendrier.load": "leaves out what is about persons by itself, and names nobody",
    "echeances.calendrier.near": "as calendrier.load",
    "permanences.affiches.affichables": "places name nobody",
    "permanences.affiches.affiche": "as affichables",
    "permanences.agenda": "as affichables",
    "permanences.affiches.demande_validation": "a rule of the convention",
    "permanences.affiches.validation": "as affichables",
    "laptop.holidays.departement": "as affichables",
    "permanences.lieux.has_places": "a rule of the convention",
    "permanences.lieux.load": "as affichables",
    "permanences.lieux.regles": "a rule of the convention",
    "permanences.tenues": "counts without names: everybody's own work",
    "bilans.board": "counts without names, small ones hidden",
    "bilans.contents": "as bilans.board",
    "bilans.drafting.load": "names nobody; writing asks for the référent",
    "bilans.drafting.reports": "as drafting.load",
    "bilans.figures": "as bilans.board",
    "bilans.files": "as bilans.board",
    "bilans.receiving.received": "as bilans.board",
    "destruction.daily_erasing": "erases what is due, whoever opens the laptop",
    "laptop.imposed.impose_activation": "as exchange.activating",
    "laptop.imposed.impose_backup_folder": "what the IT department imposes; names nobody",
    "laptop.imposed.impose_convention": "does nothing for whoever is not the référent",
    "laptop.dating": "the date of the laptop, before the window",
    "registers.instructions": "names no person received; noting asks for the référent",
    "registers.notices": "a draft of what the agent writes; names no person received",
    "registers.demandes_papers.address": "of the officer for data protection",
    "registers.demandes_papers.keep_address": "as address",
    "demarches_simplifiees.demarches.way": "a connection",
    "demarches_simplifiees.demarches.waiting": "ids alone, for the counts of the strip",
    "demarches_simplifiees.demarches.to_remove": "numbers of dossiers whose person is erased here",
    "demarches_simplifiees.demarches.note_removed": "as to_remove",
    "demarches_simplifiees.demarches_check.faults_in": "looks at the text it is given",
    "demarches_simplifiees.demarches_communes": "the list of communes",
    "demarches_simplifiees.relayed": "as sending",
    "droits.access.copy_of": "lays out what `held` let through",
    "droits.rights_words": "as copy_of",
    "droits.refusing.consequence": "a rule of the convention",
    "interview.deciding.offers": "computes from what it is given",
    "laptop.ending_convention.state": "counts",
    "laptop.ending_steps": "what the acts of the end share; `step` asks, and they do",
    "laptop.ending_convention.opening": "goes on with what the référent began",
    "laptop.ending_convention.is_destroying": "a state",
    "laptop.ending_convention.go_on": "as opening",
    "laptop.ending_convention.proof": "names nobody",
    "laptop.ending_laptop.holding": "counts",
    "laptop.ending_laptop.destroy": "only after `prepare`, which asks",
    "destruction.erasing.done": "destructions name nobody",
    "destruction.erasing_proof": "destructions and their certificates name nobody",
    "exchange.exchanges": "counts and references, which name nobody",
    "people.exporting": "notes what left: untracked, no erasure would reach it",
    "registers.rights_files": "as exporting",
    "laptop.habilitations.actes": "what is asked",
    "laptop.habilitations.mine": "one's own",
    "laptop.habilitations.listed": "the agents of the laptop",
    "laptop.habilitations.check": "a rule",
    "registers.hours": "compares hours",
    "laptop.housekeeping": "erases what is due, whoever opens the laptop",
    "laptop.idling": "a setting",
    "laptop.informing": "each worker reads that a journal is kept",
    "interview.interviewing.questionnaire_of": "a questionnaire",
    "interview.interviewing.assess": "computes from what it is given",
    "interview.interviewing.may_keep_answers": "a rule of the convention",
    "journal": "pseudonyms; every worker may read what is kept of him",
    "journal_paper": "as journal",
    "laptop.nomenclatures": "lists",
    "laptop.opening": "a convention",
    "people.openings": "notes that it was looked at",
    "people.overview.today": "leaves out everything about persons by itself",
    "interview.paper_contents.notice": "lays out what `gather` let through",
    "interview.paper_contents.receipt": "as notice",
    "interview.paper_diagnosis.agent_sheet": "as notice",
    "interview.paper_diagnosis.diagnosis_sheet": "as notice",
    "interview.paper_take_home.contact_of": "the structure's own telephone",
    "interview.paper_take_home.of_interview": "as notice",
    "papers.desk_papers": "name nobody who is kept: the facilitateur's own work",
    "papers.take_home.quick_sheet": "names nobody: the facilitateur's own work",
    "interview.paper_contents.sheet": "as notice",
    "interview.paper_contents.letter": "as notice",
    "interview.paper_questionnaire": "empty papers",
    "interview.paper_sheets.purposes_of": "a rule of the convention",
    "interview.paper_sheets.day_problem": "a rule of the convention",
    "interview.papers.notice_version": "of the empty notice",
    "interview.papers.answers_must_go": "a rule of the convention",
    "exchange.payloads": "computes from what it is given",
    "people.persons.eligible": "a commune",
    "people.persons.reason_of": "reads the record that `open_record` let through",
    "structures.appointments": "a place; whom it is for was let through by `needs`",
    "structures.catalogue.state": "places name nobody",
    "structures.catalogue.last_report": "as catalogue.state",
    "structures.fragilite.state": "communes with a score: nobody",
    "structures.importing.sweep": "erases what no list in force needs",
    "structures.origins": "the list of communes",
    "structures.own.about": "as catalogue.state",
    "structures.own.barred": "as catalogue.state",
    "structures.own.lines": "as catalogue.state",
    "structures.own.siret": "the structure's own",
    "structures.papers": "as catalogue.state",
    "structures.published": "the synchronisation's",
    "structures.searching": "places, for whoever works here: the facilitateur leads people there",
    "versions.releases": "a version of the program, told to whoever works here; names nobody",
    "versions.software": "as versions.releases",
    "versions.announcements": "the Département's words to whoever works here",
    "versions.published_convention": "the synchronisation's",
    "versions.published": "the synchronisation's",
    "versions.published_faults": "faults of a workbook",
    "versions.questionnaire_import": "a workbook; activating it asks",
    "versions.questionnaire_versions.shelved": "versions of the questionnaire",
    "versions.questionnaire_versions.difference_with": "as shelved",
    "versions.questionnaire_waiting": "as shelved",
    "versions.letters.letters": "the text of the letters, which names nobody; activating it asks",
    "versions.letters.take_letters": "the synchronisation's",
    "versions.letters.wording": "the text of the letters; printing one asks",
    "versions.convention_versions.shelved": "values of the convention, which name nobody received",
    "versions.convention_versions.difference_with": "as convention_versions.shelved",
    "versions.convention_versions.waiting": "as convention_versions.shelved",
    "versions.convention_versions.keep": "published, signed or let through; activating it asks",
    "laptop.vie.etat": "dates of the convention",
    "laptop.vie.echeances_convention": "as vie.etat",
    "laptop.vie.require_open": "as vie.etat",
    "laptop.vie.vie_notee": "as vie.etat",
    "laptop.recovering.structure_fingerprint": "a public key",
    "laptop.recovering.usual_cost": "a number",
    "interview.reevaluating.left_out_labels": "words for what `assessments` let through",
    "interview.reevaluating.service_label": "as left_out_labels",
    "interview.returning": "one's own passphrase",
    "backup.saving": "a backup is locked by the vault's own key, and due whoever is there",
    "backup.saving_former": "as saving",
    "backup.saving_late": "as saving",
    "backup.saving_noted": "as saving",
    "exchange.sending": "sends what prescribers prepared; its reports hold ids",
    "exchange.service_ledger": "the synchronisation's",
    "exchange.conversions": "computes from what it is given",
    "exchange.errands": "the synchronisation's",
    "exchange.counters": "monthly counts, which name nobody",
    "exchange.figures": "figures name nobody; a run asks for them where the role may report",
    "exchange.keeping": "the synchronisation's",
    "exchange.slices": "carnets name nobody; who gives them back is noted in the journal",
    "exchange.stick_activation": "as activating",
    "exchange.stick_notes": "the laptop's setting, and where its sticks stand",
    "exchange.sticks": "as sending",
    "mandats.destroying": "erases what is over, whoever opens the laptop",
    "mandats.keeping": "asks for the others: tests/usecases/mandats/test_rights.py",
    "mandats.paper_contents": "lays out what `papers` let through",
    "registers.stolen": "counts",
    "laptop.trousseau.ties": "the laptop's keys",
    "laptop.trousseau.is_wanted": "as ties",
    "laptop.trousseau.follow": "one's own",
    "laptop.trousseau.place_for_new": "as ties",
    "registers.violations": "whoever sees a breach says so; it counts and names nobody",
    "registers.violations_papers": "as violations",
}

# About somebody, and open to every colleague who may look people up.
WITHOUT_A_REASON = {
    "demarches_simplifiees.demarches_check.faults_of": "asks where there is a form alone",
    "mandats.drafting": "tests/usecases/mandats/test_rights.py: no mandate here",
    "mandats.overview": "as mandats.drafting",
    "people.overview.reference_of": "a reference names nobody",
    "people.persons.open_record": "opens it: the reason is one of its arguments",
    "people.persons.same_household": "the code of a home, of a double shown at the desk",
    "people.persons.register": "the interview is one's own; the person is new",
}  # fmt: skip


def public() -> Iterator[tuple[str, Callable[..., object]]]:
    """Return the use cases that take a workplace first, by module and name."""
    for found in pkgutil.walk_packages(usecases.__path__, f"{usecases.__name__}."):
        module = importlib.import_module(found.name)
        for name, made in inspect.getmembers(module, inspect.isfunction):
            first = next(iter(inspect.signature(made).parameters), "")
            if made.__module__ == found.name and first == "workplace" and name[0] != "_":
                yield f"{found.name.removeprefix('app.usecases.')}.{name}", made


USE_CASES = dict(public())


def is_listed(name: str, exceptions: dict[str, str]) -> bool:
    return name in exceptions or name.rpartition(".")[0] in exceptions


def call(made: Callable[..., object], place: Workplace, given: dict[str, object]) -> None:
    """Call a use case with what is known of its arguments, anything for the others."""
    positional: list[object] = [place]
    named: dict[str, object] = {}
    for parameter in list(inspect.signature(made).parameters.values())[1:]:
        if parameter.default is not parameter.empty:
            continue
        value = given.get(parameter.name, MagicMock())
        if parameter.kind is parameter.KEYWORD_ONLY:
            named[parameter.name] = value
        else:
            positional.append(value)
    made(*positional, **named)


@pytest.fixture
def told(workplace: Workplace) -> dict[str, object]:
    """The arguments about a person of Camille's, whose interview ended in a prescription."""
    entretien_id = interview(workplace)
    prescription = follow(workplace, entretien_id).prescription
    assert prescription is not None
    personne_id = prescription.personne_id
    with workplace.database.writing() as session:
        demande = demandes.exercised_in(session, workplace, personne_id, ActionLocale.COPIE_REMISE)
    return {
        "entretien_id": entretien_id,
        "prescription_id": prescription.id,
        "prescription": prescription,
        "personne_id": personne_id,
        "personne": persons.open_record(workplace, personne_id).personne,
        "papier_id": papers.papers_of(workplace, entretien_id)[0].id,
        "demande_id": demande.id,
        "taken": MagicMock(entretien=receiving.load_interview(workplace, entretien_id)),
        "found": MagicMock(),
        "choix": Choix(service="formation", carnets=0, advised="formation"),
        "issue": Issue.ABANDON,
        "reason_elsewhere": "",
        "package": MagicMock(content=b""),
        "day": workplace.clock.today(),
    }


ABOUT_SOMEBODY = {
    "entretien_id", "prescription_id", "prescription", "personne_id", "personne", "papier_id",
    "taken",
}  # fmt: skip


def test_who_has_no_role_for_it_is_refused_by_every_use_case_before_anything_else(
    workplace: Workplace, told: dict[str, object]
) -> None:
    with fast_vaults():
        sasha = as_agent(workplace, colleagues.add(workplace, SASHA, PASSPHRASE))
    open_to_all: list[str] = []
    for name, made in USE_CASES.items():
        if is_listed(name, WITHOUT_A_ROLE) or name == "laptop.habilitations.require":
            continue
        try:
            call(made, sasha, told)
        except NotAllowedError:
            continue
        except Exception as failure:  # noqa: BLE001 - whatever it met, it had asked nothing before
            open_to_all.append(f"{name}: {failure!r}")
        else:
            open_to_all.append(name)
    assert not open_to_all, "\n".join(open_to_all)


def test_a_colleague_without_a_reason_is_refused_by_every_use_case_about_a_person(
    workplace: Workplace, told: dict[str, object]
) -> None:
    him = as_agent(workplace, add_colleague(workplace))
    seen: list[str] = []
    asked = 0
    for name, made in USE_CASES.items():
        about = ABOUT_SOMEBODY & set(inspect.signature(made).parameters)
        if not about or is_listed(name, WITHOUT_A_ROLE) or is_listed(name, WITHOUT_A_REASON):
            continue
        asked += 1
        try:
            call(made, him, told)
        except ReasonNeededError:
            continue
        except Exception as failure:  # noqa: BLE001 - as above
            seen.append(f"{name}: {failure!r}")
        else:
            seen.append(name)
    assert not seen, "\n".join(seen)
    assert asked > 50


def test_a_logged_reason_opens_what_hangs_on_the_record(
    workplace: Workplace, told: dict[str, object]
) -> None:
    him = as_agent(workplace, add_colleague(workplace))
    personne_id = persons.open_record(workplace, told["personne_id"]).personne.id  # type: ignore[arg-type]
    persons.open_record(him, personne_id, reason=MotifAcces.REMPLACEMENT)
    assert erasing.loss(him, personne_id).entretiens == 1
    assert erasing.erase(him, personne_id) is not None


def test_no_exception_is_listed_for_what_is_no_more() -> None:
    modules = {name.rpartition(".")[0] for name in USE_CASES}
    listed = set(WITHOUT_A_ROLE) | set(WITHOUT_A_REASON)
    assert listed - set(USE_CASES) - modules == set()
