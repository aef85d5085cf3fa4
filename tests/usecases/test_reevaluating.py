"""A diagnosis made again under another version, beside the first one."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.entretien import Issue
from app.domain.identifiers import EntretienId, PersonneId
from app.storage import diagnostics, evenements
from app.usecases.interview import deciding, receiving, reevaluating
from app.usecases.interview.reevaluating import Assessments, CannotReevaluateError, Now
from app.usecases.people import overview
from app.usecases.versions import questionnaire_import, questionnaire_versions
from app.usecases.workplace import Workplace
from tests.ui.workplace import LOT_ET_GARONNE, MakeWorkplace
from tests.ui.workplace import new_workplace as new_workplace  # noqa: PLC0414 - a fixture
from tests.ui.workplace import workplace as workplace  # noqa: PLC0414 - a fixture
from tests.usecases.test_day import follow, interview
from tests.workbooks import written


def ended(place: Workplace, person: str = "X21") -> EntretienId:
    entretien_id = interview(place, person)
    follow(place, entretien_id)
    deciding.finish(place, entretien_id, Issue.PRESCRIPTION)
    return entretien_id


def version_2(place: Workplace, folder: Path) -> str:
    path = written(folder / "version-2.xlsx")
    found = questionnaire_import.import_file(place, path, tell=lambda _step: None)
    questionnaire_versions.activate(place, found.sha256)
    return found.sha256


def person_of(place: Workplace, entretien_id: EntretienId) -> PersonneId:
    personne_id = receiving.load_interview(place, entretien_id).personne_id
    assert personne_id is not None
    return personne_id


def only(place: Workplace, entretien_id: EntretienId) -> Assessments:
    (found,) = reevaluating.assessments(place, person_of(place, entretien_id))
    return found


def test_the_new_diagnosis_stands_beside_the_first_and_changes_nothing_of_it(
    workplace: Workplace, tmp_path: Path
) -> None:
    """X21 « S10 : assistance »; the second version advises « coup de pouce » there."""
    entretien_id = ended(workplace)
    with workplace.database.reading() as session:
        before = diagnostics.load(session, entretien_id)
    new = version_2(workplace, tmp_path)
    assert only(workplace, entretien_id).now is Now.POSSIBLE
    assert only(workplace, entretien_id).later == (), "activating makes no diagnosis again"

    reevaluating.reevaluate(workplace, entretien_id)
    found = only(workplace, entretien_id)
    (again,) = found.later
    assert (found.first.content["service"], again.content["service"]) == (
        "assistance",
        "coup_de_pouce",
    )
    assert (found.first.version and found.first.version.numero) == "1"
    assert (again.version and again.version.numero, again.guide_hash) == ("2", new)
    assert (again.by, again.left_out) == ("Camille Martin", ())
    assert reevaluating.service_label(workplace, again) == "Coup de pouce"
    with workplace.database.reading() as session:
        assert diagnostics.load(session, entretien_id) == before
        history = evenements.of(session, person_of(workplace, entretien_id))
    assert [one.kind for one in history][-1] == "reevaluee"
    (known,) = overview.listing(workplace)
    assert known.prescription.service == "assistance", "what was prescribed stays"


def test_it_is_not_made_twice_under_the_same_version(workplace: Workplace, tmp_path: Path) -> None:
    entretien_id = ended(workplace)
    assert only(workplace, entretien_id).now is Now.SAME_VERSION
    with pytest.raises(CannotReevaluateError):
        reevaluating.reevaluate(workplace, entretien_id)
    former = workplace.questionnaire.hash
    version_2(workplace, tmp_path)
    reevaluating.reevaluate(workplace, entretien_id)
    assert only(workplace, entretien_id).now is Now.SAME_VERSION
    questionnaire_versions.activate(workplace, former)
    reevaluating.reevaluate(workplace, entretien_id)
    services = [one.content["service"] for one in only(workplace, entretien_id).later]
    assert services == ["coup_de_pouce", "assistance"]


def test_an_interview_that_goes_on_is_not_made_again(workplace: Workplace, tmp_path: Path) -> None:
    entretien_id = interview(workplace, "X21")
    version_2(workplace, tmp_path)
    assert only(workplace, entretien_id).now is Now.NOT_ENDED
    with pytest.raises(CannotReevaluateError):
        reevaluating.reevaluate(workplace, entretien_id)


def test_where_the_answers_may_not_stay_nothing_can_be_made_again(
    new_workplace: MakeWorkplace, tmp_path: Path
) -> None:
    place = new_workplace(LOT_ET_GARONNE)
    entretien_id = ended(place, "X01")
    version_2(place, tmp_path)
    assert only(place, entretien_id).now is Now.NO_ANSWERS, "they wait for the person’s sheet"
    with pytest.raises(CannotReevaluateError):
        reevaluating.reevaluate(place, entretien_id)


def test_answers_that_the_later_version_does_not_know_are_left_out_and_named(
    workplace: Workplace,
) -> None:
    """The later guide has no « seul_hesite » in C1 any more: nothing is guessed in its place."""
    entretien_id = ended(workplace, "X02")
    current = workplace.questionnaire
    questions = dict(current.guide.questions)
    c1 = questions["C1"]
    questions["C1"] = replace(
        c1, choices=tuple(choice for choice in c1.choices if choice.code != "seul_hesite")
    )
    guide = replace(current.guide, questions=questions, sha256="9" * 64)
    workplace.shelf.current = replace(current, guide=guide, hash="9" * 64)
    workplace.shelf.older[current.hash] = current
    reevaluating.reevaluate(workplace, entretien_id)
    (again,) = only(workplace, entretien_id).later
    assert again.left_out == ("C1",)
    entretien = only(workplace, entretien_id).entretien
    assert reevaluating.left_out_labels(workplace, entretien, again) == (c1.label,)
    del questions["C1"]  # a version that does not even ask it: still in the words of the first
    gone = replace(guide, questions=questions)
    workplace.shelf.current = replace(current, guide=gone, hash="9" * 64)
    assert reevaluating.left_out_labels(workplace, entretien, again) == (c1.label,)
    assert c1.label != "C1"
    assert again.content["score_total"] is None, "a score without C1 would be a guess"
