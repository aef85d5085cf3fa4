"""Versions of the questionnaire: taken in, compared, activated, left; all on a real vault."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from app.domain.entretien import Canal
from app.domain.failures import UnusableFileError
from app.questionnaire.difference.model import Happened
from app.storage import evenements, materiel, versions
from app.storage.materiel import KindMateriel
from app.storage.tables.structure import MaterielRow
from app.storage.versions import Source
from app.usecases.interview import interviewing, receiving
from app.usecases.laptop import opening
from app.usecases.laptop.habilitations import NotAllowedError
from app.usecases.versions import questionnaire_import, questionnaire_versions
from app.usecases.versions.questionnaire_import import Imported, Step
from app.usecases.versions.questionnaire_versions import VersionGoneError
from app.usecases.workplace import Resources, Surroundings, Workplace
from tests.fast_vault import fast_vaults
from tests.paths import RESOURCES
from tests.ui.workplace import (
    PASSPHRASE,
    WallClock,
    add_colleague,
    as_agent,
)
from tests.ui.workplace import new_workplace as new_workplace  # noqa: PLC0414 - a fixture
from tests.ui.workplace import workplace as workplace  # noqa: PLC0414 - a fixture
from tests.workbooks import BUNDLED, UNTESTED, written


def import_file(place: Workplace, path: Path) -> Imported:
    return questionnaire_import.import_file(place, path, tell=lambda _step: None)


def question(place: Workplace) -> str:
    return place.questionnaire.guide.questions["F4"].label


def test_the_workbook_that_comes_with_the_program_is_the_first_version(
    workplace: Workplace,
) -> None:
    found = questionnaire_versions.shelved(workplace)
    version = found.current.version
    assert (version.titre, version.numero) == ("Questionnaire d’autonomie numérique", "1")
    assert (version.source, version.fichier) == (Source.PROGRAMME, "autonomie-numerique.xlsx")
    assert (found.others, found.bundled) == ((), None)
    assert (found.referent, found.may_activate) == ("Camille Martin", True)
    with workplace.database.reading() as session:
        kept = materiel.load(session, KindMateriel.CLASSEUR, version.sha256)
    assert kept == BUNDLED.read_bytes(), "the workbook itself is kept, as it was imported"


def test_an_imported_version_waits_beside_the_one_in_force(
    workplace: Workplace, tmp_path: Path
) -> None:
    before = workplace.questionnaire.hash
    steps: list[Step] = []
    path = written(tmp_path / "version-2.xlsx")
    found = questionnaire_import.import_file(workplace, path, tell=steps.append)
    assert (found.kept, found.new, found.faults, found.numero) == (True, True, (), "2")
    assert steps == [Step.READING, Step.CHECKING, Step.COMPILING, Step.KEEPING]
    assert found.difference is not None
    assert [
        (one.sheet, one.key, one.happened)
        for one in (*found.difference.questions, *found.difference.guide)
    ] == [
        ("survey", "F4", Happened.CHANGED),
        ("services", "trois_services S10", Happened.CHANGED),
        ("cas_tests", "X21", Happened.CHANGED),
    ]
    assert workplace.questionnaire.hash == before
    (waiting,) = questionnaire_versions.shelved(workplace).others
    assert (waiting.version.source, waiting.by, waiting.since) == (
        Source.FICHIER,
        "Camille Martin",
        None,
    )


@pytest.mark.long
def test_importing_again_changes_nothing(workplace: Workplace, tmp_path: Path) -> None:
    first = import_file(workplace, written(tmp_path / "version-2.xlsx"))
    shutil.copy(tmp_path / "version-2.xlsx", tmp_path / "autre-nom.xlsx")
    again = import_file(workplace, tmp_path / "autre-nom.xlsx")
    assert (again.sha256, again.new, again.kept) == (first.sha256, False, True)
    (waiting,) = questionnaire_versions.shelved(workplace).others
    assert waiting.version.fichier == "version-2.xlsx"
    assert not import_file(workplace, BUNDLED).new


def test_a_failing_case_refuses_the_import(workplace: Workplace, tmp_path: Path) -> None:
    found = import_file(workplace, written(tmp_path / "version-2.xlsx", UNTESTED))
    (fault,) = found.errors
    assert fault.place == "cas_tests!AN15"
    assert fault.message == "X21 : service attendu « assistance », obtenu « coup_de_pouce »"
    assert not found.kept
    assert questionnaire_versions.shelved(workplace).others == ()
    with workplace.database.reading() as session:
        for kind in (KindMateriel.CLASSEUR, KindMateriel.FORMULAIRE, KindMateriel.GUIDE):
            assert materiel.load(session, kind, found.sha256) is None


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("classeur.ods", b"", "l’enregistrer au format Excel (.xlsx)"),
        ("classeur.xlsx", b"pas un classeur", "ce n’est pas un classeur .xlsx"),
        ("absent.xlsx", None, "le fichier n’existe pas"),
    ],
)
def test_what_is_no_workbook_is_refused_with_what_to_do(
    workplace: Workplace, tmp_path: Path, name: str, content: bytes | None, words: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    found = import_file(workplace, tmp_path / name)
    assert not found.kept
    (fault,) = found.errors
    assert words in fault.message


def test_a_workbook_without_this_laptops_convention_is_refused(
    workplace: Workplace, tmp_path: Path
) -> None:
    """Right in itself: every « strasbourg » of it became « ailleurs »."""
    book = openpyxl.load_workbook(BUNDLED)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == "strasbourg":
                    cell.value = "ailleurs"
    book.save(tmp_path / "ailleurs.xlsx")
    found = import_file(workplace, tmp_path / "ailleurs.xlsx")
    assert [fault.message for fault in found.errors] == [
        "le profil «\u00a0strasbourg\u00a0», celui de la convention de ce poste, manque."
    ]
    assert not found.kept
    assert questionnaire_versions.shelved(workplace).others == ()


def test_an_age_that_records_bear_must_stay(workplace: Workplace) -> None:
    guide = workplace.questionnaire.guide
    fewer = replace(guide, tranches_age={"70+": "70 ans et plus"})
    wrong = questionnaire_import.unfit(workplace, fewer)
    assert len(wrong) == len(guide.tranches_age) - 1
    assert (
        wrong[0].message == "la tranche «\u00a00-11\u00a0» manque\u00a0: des dossiers la portent."
    )
    elsewhere = questionnaire_import.unfit(workplace, replace(guide, profiles={}))
    assert [fault.sheet for fault in elsewhere] == ["profils"]


def test_an_import_that_is_stopped_keeps_nothing(workplace: Workplace, tmp_path: Path) -> None:
    class StoppedError(Exception):
        pass

    def stop(step: Step) -> None:
        if step is Step.KEEPING:
            raise StoppedError

    path = written(tmp_path / "version-2.xlsx")
    with pytest.raises(StoppedError):
        questionnaire_import.import_file(workplace, path, tell=stop)
    assert questionnaire_versions.shelved(workplace).others == ()


@pytest.mark.obligation("S1-40")
def test_an_interview_keeps_its_version_and_the_next_one_has_the_new(
    workplace: Workplace, tmp_path: Path
) -> None:
    former = workplace.questionnaire.hash
    begun = receiving.receive(workplace, Canal.SUR_PLACE)
    new = import_file(workplace, written(tmp_path / "version-2.xlsx"))
    questionnaire_versions.activate(workplace, new.sha256)

    taken = interviewing.take(workplace, begun.id)
    assert taken.questionnaire.hash == former
    assert taken.questionnaire.guide.questions["F4"].label.startswith("Qu’est-ce qui vous")
    assert interviewing.take(workplace, begun.id).questionnaire is taken.questionnaire
    after = receiving.receive(workplace, Canal.SUR_PLACE)
    assert after.questionnaire_hash == new.sha256
    assert question(workplace) == "Que souhaitez-vous ?"


def test_the_way_back_is_an_activation_too(workplace: Workplace, tmp_path: Path) -> None:
    former = workplace.questionnaire.hash
    new = import_file(workplace, written(tmp_path / "version-2.xlsx")).sha256
    questionnaire_versions.activate(workplace, new)
    back = questionnaire_versions.difference_with(workplace, former)
    assert [(one.before, one.after) for one in back.general] == [("2", "1")]
    questionnaire_versions.activate(workplace, former)
    assert workplace.questionnaire.hash == former
    found = questionnaire_versions.shelved(workplace)
    assert [one.version.numero for one in found.others] == ["2"]
    assert found.others[0].activated_by == "Camille Martin"
    with workplace.database.reading() as session:
        assert [one.sha256 for one in versions.activations(session)] == [former, new, former]
        journal = evenements.of(session, new)
    assert [(one.kind, one.detail) for one in journal] == [
        ("version_importee", "fichier"),
        ("version_activee", f"apres_{former[:12]}"),
    ]


def test_only_the_referent_activates(workplace: Workplace, tmp_path: Path) -> None:
    colleague = as_agent(workplace, add_colleague(workplace))
    new = import_file(colleague, written(tmp_path / "version-2.xlsx"))
    found = questionnaire_versions.shelved(colleague)
    assert (found.may_activate, found.referent) == (False, "Camille Martin")
    assert found.others[0].by == "Dominique Petit"
    with pytest.raises(NotAllowedError):
        questionnaire_versions.activate(colleague, new.sha256)
    assert workplace.questionnaire.hash != new.sha256


def test_a_version_that_is_not_here_cannot_be_activated(workplace: Workplace) -> None:
    with pytest.raises(VersionGoneError):
        questionnaire_versions.activate(workplace, "0" * 64)


def reopened(place: Workplace, resources: Path) -> Workplace:
    """Lock and open again, as if the program had been replaced meanwhile."""
    clock = WallClock(datetime(2026, 11, 23, 9, tzinfo=UTC))
    around = Surroundings(resources=Resources(folder=resources), clock=clock)
    folder = place.database.path.parent
    place.close()
    with fast_vaults():
        return opening.open_workplace(folder, place.agent.id, PASSPHRASE, around)


def test_a_program_with_another_workbook_proposes_it_and_does_not_switch(
    workplace: Workplace, tmp_path: Path
) -> None:
    resources = tmp_path / "resources"
    shutil.copytree(RESOURCES, resources)
    newer = written(resources / "questionnaires" / BUNDLED.name)
    place = reopened(workplace, resources)
    try:
        assert question(place).startswith("Qu’est-ce qui vous aiderait")
        assert questionnaire_versions.shelved(place).bundled == newer
        import_file(place, newer)
        assert questionnaire_versions.shelved(place).bundled is None
    finally:
        place.close()


def test_what_was_activated_is_in_force_after_unlocking_again(
    workplace: Workplace, tmp_path: Path
) -> None:
    new = import_file(workplace, written(tmp_path / "version-2.xlsx"))
    questionnaire_versions.activate(workplace, new.sha256)
    place = reopened(workplace, RESOURCES)
    try:
        assert question(place) == "Que souhaitez-vous ?"
    finally:
        place.close()


def test_a_vault_opens_although_the_programs_workbook_is_gone(
    workplace: Workplace, tmp_path: Path
) -> None:
    resources = tmp_path / "resources"
    shutil.copytree(RESOURCES, resources)
    (resources / "questionnaires" / BUNDLED.name).unlink()
    place = reopened(workplace, resources)
    try:
        assert place.questionnaire.hash == workplace.questionnaire.hash
        assert questionnaire_versions.shelved(place).bundled is None
    finally:
        place.close()


def test_a_version_in_force_that_is_not_whole_is_said(workplace: Workplace) -> None:
    with workplace.database.writing() as session:
        row = session.get_one(MaterielRow, (workplace.questionnaire.hash, "formulaire"))
        session.delete(row)
    with pytest.raises(UnusableFileError, match="n’est plus entière"):
        reopened(workplace, RESOURCES)
