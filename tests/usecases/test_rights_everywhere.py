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
from app.usecases import colleagues, demandes, erasing, papers, persons, receiving
from app.usecases.habilitations import NotAllowedError
from app.usecases.installing import NewAgent
from app.usecases.openings import ReasonNeededError
from app.usecases.workplace import Workplace
from tests.fast_vault import fast_vaults
from tests.ui.workplace import PASSPHRASE, add_colleague, as_agent, new_workplace, workplace
from tests.usecases.test_day import follow, interview

__all__ = ["new_workplace", "workplace"]  # fixtures

SASHA = NewAgent(prenom="Sasha", nom="Fictif", fonction="", roles=frozenset({Role.OPERATEUR}))

# By module, or by function: why nobody's roles are asked.
WITHOUT_A_ROLE = {
    "activating": "the laptop's way to the Département; names no person",
    "automatic": "the laptop's setting, and the counts of the outbox",
    "colleagues.present": "the agents of the laptop, named at its gate",
    "colleagues.change_passphrase": "one's own",
    "colleagues.sheet_checked": "notes that it was done",
    "colleagues.is_sheet_checked": "a setting",
    "conformite": "the structure's papers name no person received; keeping asks for the référent",
    "conformite_aipd": "as conformite",
    "conformite_facts": "as conformite",
    "conformite_json": "as conformite",
    "conformite_papers": "as conformite",
    "conformite_register": "as conformite",
    "conformite_state": "as conformite",
    "conformite_summary": "as conformite",
    "conformite_words": "as conformite",
    "counting": "counts without names: the facilitateur's own work",
    "daily_erasing": "erases what is due, whoever opens the laptop",
    "dating": "the date of the laptop, before the window",
    "demandes_papers.address": "of the officer for data protection",
    "demandes_papers.keep_address": "as address",
    "demarches.way": "a connection",
    "demarches.waiting": "ids alone, for the counts of the strip",
    "demarches.to_remove": "numbers of dossiers whose person is erased here",
    "demarches.note_removed": "as to_remove",
    "demarches_check.faults_in": "looks at the text it is given",
    "demarches_communes": "the list of communes",
    "droits.access.copy_of": "lays out what `held` let through",
    "droits.rights_words": "as copy_of",
    "droits.refusing.consequence": "a rule of the convention",
    "deciding.offers": "computes from what it is given",
    "ending_convention.state": "counts",
    "ending_convention.opening": "goes on with what the référent began",
    "ending_convention.is_destroying": "a state",
    "ending_convention.go_on": "as opening",
    "ending_convention.proof": "names nobody",
    "ending_laptop.holding": "counts",
    "ending_laptop.destroy": "only after `prepare`, which asks",
    "erasing.done": "destructions name nobody",
    "erasing_proof": "destructions and their certificates name nobody",
    "exchanges": "counts and references, which name nobody",
    "exporting": "notes what left: untracked, no erasure would reach it",
    "rights_files": "as exporting",
    "habilitations.actes": "what is asked",
    "habilitations.mine": "one's own",
    "habilitations.listed": "the agents of the laptop",
    "habilitations.check": "a rule",
    "hours": "compares hours",
    "housekeeping": "erases what is due, whoever opens the laptop",
    "idling": "a setting",
    "informing": "each worker reads that a journal is kept",
    "interviewing.questionnaire_of": "a questionnaire",
    "interviewing.assess": "computes from what it is given",
    "interviewing.may_keep_answers": "a rule of the convention",
    "journal": "pseudonyms; every worker may read what is kept of him",
    "journal_paper": "as journal",
    "nomenclatures": "lists",
    "opening": "a convention",
    "openings": "notes that it was looked at",
    "overview.today": "leaves out everything about persons by itself",
    "paper_contents.notice": "lays out what `gather` let through",
    "paper_contents.personal": "as notice",
    "paper_contents.sheet": "as notice",
    "paper_contents.letter": "as notice",
    "paper_questionnaire": "empty papers",
    "paper_sheets.purposes_of": "a rule of the convention",
    "paper_sheets.day_problem": "a rule of the convention",
    "papers.notice_version": "of the empty notice",
    "papers.answers_must_go": "a rule of the convention",
    "payloads": "computes from what it is given",
    "persons.eligible": "a commune",
    "persons.reason_of": "reads the record that `open_record` let through",
    "published": "the synchronisation's",
    "published_faults": "faults of a workbook",
    "questionnaire_import": "a workbook; activating it asks",
    "questionnaire_versions.shelved": "versions of the questionnaire",
    "questionnaire_versions.difference_with": "as shelved",
    "questionnaire_waiting": "as shelved",
    "recovering.structure_fingerprint": "a public key",
    "recovering.usual_cost": "a number",
    "reevaluating.left_out_labels": "words for what `assessments` let through",
    "reevaluating.service_label": "as left_out_labels",
    "returning": "one's own passphrase",
    "saving": "a backup is locked by the vault's own key, and due whoever is there",
    "saving_former": "as saving",
    "saving_late": "as saving",
    "saving_noted": "as saving",
    "sending": "sends what prescribers prepared; its reports hold ids",
    "service_ledger": "the synchronisation's",
    "stolen": "counts",
    "trousseau.ties": "the laptop's keys",
    "trousseau.is_wanted": "as ties",
    "trousseau.follow": "one's own",
    "trousseau.place_for_new": "as ties",
    "violations": "whoever sees a breach says so; it counts and names nobody",
    "violations_papers": "as violations",
}

# About somebody, and open to every colleague who may look people up.
WITHOUT_A_REASON = {
    "demarches_check.faults_of": "asks where there is a form, says nothing elsewhere",
    "overview.reference_of": "a reference names nobody",
    "persons.open_record": "opens it: the reason is one of its arguments",
    "persons.same_household": "the code of a home, of a double shown at the desk",
    "persons.register": "the interview is one's own; the person is new",
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
        if is_listed(name, WITHOUT_A_ROLE) or name == "habilitations.require":
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
