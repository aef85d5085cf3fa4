"""« Vos données »: everything held, in words, and nothing of anybody else."""

import csv
import io
import json
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any, cast

import pytest
from sqlalchemy import text

from app.domain.demande import ActionLocale, Droit
from app.domain.droits import Lieu
from app.domain.entretien import Issue
from app.domain.identifiers import PersonneId
from app.storage.acces import MotifAcces
from app.storage.failures import DiskFullError
from app.usecases.destruction import erasing
from app.usecases.droits.access import access
from app.usecases.droits.holding import held
from app.usecases.droits.portability import prepare, save
from app.usecases.interview import deciding
from app.usecases.people import persons
from app.usecases.people.exporting import Left, place_of, track
from app.usecases.people.openings import PersonGoneError, ReasonNeededError
from app.usecases.registers import demandes
from app.usecases.workplace import Workplace
from tests.documents.examples import text_of as pdf_text
from tests.faults.commits import refused_commits
from tests.leaks import leaks
from tests.storage.database.pages import decrypted
from tests.ui.workplace import LOT_ET_GARONNE, MakeWorkplace, add_colleague, as_agent
from tests.usecases.droits import winzip
from tests.usecases.droits.conftest import HOTE, NOM, received
from tests.usecases.test_day import answers_of


def text_of(content: bytes) -> str:
    """The words of a paper, whatever its lines."""
    with tempfile.TemporaryDirectory() as folder:
        return pdf_text(Path(folder), content)


def test_the_copy_says_what_is_held_in_words(workplace: Workplace, somebody: PersonneId) -> None:
    paper = access(workplace, somebody)
    said = text_of(paper.content)
    for expected in (
        "Simone ZWINGELSTEIN",
        "4 rue des Vignes fictives",
        "70 ans et plus",
        "Qu’une personne fasse mes démarches avec moi",  # X01, question F4
        "Retraite · Assurance maladie",  # two answers that no reason repeats
        "Sans intérêt pour moi",
        "Débutant",
        "Questions qui ont compté",
        "Score 0/36",  # what the agent read is held too
        "Prescription 2026-CCASILL-0001",
        "Préparée, pas encore envoyée",
        "lue à voix haute",
        "Votre feuille",
        "Tout sera effacé au plus tard le 22 novembre 2030.",
        "par l’agent qui vous suit (conseillère numérique)",
        "TSA 80715",
        "corrigé (adresse)",
    ):
        assert expected in said, expected
    assert HOTE not in said  # who lodges her is somebody else's data
    assert "Martin" not in said  # nor the agent's name
    assert paper.file_name.startswith("vos-donnees-")
    assert NOM.lower() not in paper.file_name.lower()


def test_every_answer_of_an_interview_is_in_the_copy(
    workplace: Workplace, somebody: PersonneId
) -> None:
    (interview,) = held(workplace, somebody).interviews
    assert len(interview.asked) == len(answers_of("X01"))
    assert all(one.values for one in interview.asked)


def test_asking_for_it_is_noted_in_the_register_and_in_the_history(
    workplace: Workplace, somebody: PersonneId
) -> None:
    access(workplace, somebody)
    (asked,) = demandes.of_person(workplace, somebody)
    assert asked.demande.droits == (Droit.ACCES,)
    assert [fait.action for fait in asked.demande.faits] == [ActionLocale.COPIE_REMISE]
    history = persons.open_record(workplace, somebody).history
    assert [event.kind for event in history][-1] == "acces"


def test_a_colleagues_record_needs_its_reason_first(
    workplace: Workplace, somebody: PersonneId
) -> None:
    colleague = as_agent(workplace, add_colleague(workplace))
    with pytest.raises(ReasonNeededError):
        access(colleague, somebody)
    persons.open_record(colleague, somebody, reason=MotifAcces.DROITS)
    said = text_of(access(colleague, somebody).content)
    assert "par un autre agent (travailleur social), pour l’une de vos demandes" in said


@pytest.mark.obligation("S0-35")
def test_answers_that_may_not_stay_are_said_to_be_gone(new_workplace: MakeWorkplace) -> None:
    place = new_workplace(LOT_ET_GARONNE)
    somebody = received(place)
    (interview,) = held(place, somebody).interviews
    deciding.finish(place, interview.entretien.id, Issue.PRESCRIPTION)
    from app.usecases.interview import papers  # noqa: PLC0415 - only this test prints

    for paper in papers.papers_of(place, interview.entretien.id):
        papers.mark_printed(place, paper.id, "0" * 64)
    said = text_of(access(place, somebody).content)
    assert "Vos réponses ont été effacées le 22 novembre 2026" in said
    assert "Qu’une personne fasse mes démarches" not in said


def opened(content: bytes, passphrase: str) -> dict[str, bytes]:
    """Open a package as another program does, by the library's reader."""
    library: Any = import_module("pyzipper")
    with library.AESZipFile(io.BytesIO(content)) as archive:
        archive.setpassword(passphrase.encode())
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.obligation("S1-30")
def test_the_package_opens_with_its_passphrase_alone(
    workplace: Workplace, somebody: PersonneId
) -> None:
    package = prepare(workplace, somebody)
    assert len(package.passphrase.replace("-", "")) == 20
    files = opened(package.content, package.passphrase)
    assert sorted(files) == [
        "LISEZ-MOI.txt", "vos-donnees.csv", "vos-donnees.json", "vos-donnees.pdf",
    ]  # fmt: skip
    with pytest.raises(RuntimeError, match="Bad password"):
        opened(package.content, "k7mf-2hwp-k7mf-2hwp-k7mf")
    assert NOM.encode() not in package.content
    assert package.passphrase not in repr(package)
    assert "Simone ZWINGELSTEIN" in text_of(files["vos-donnees.pdf"])
    said = cast("dict[str, Any]", json.loads(files["vos-donnees.json"]))
    assert (said["format"], said["version"]) == ("passerelle/donnees", 1)
    assert said["personne"]["nom"] == NOM
    assert said["personne"]["adresse"]["chez"] == ""
    assert said["personne"]["adresse"]["hebergee_chez_un_tiers"] is True
    (interview,) = said["entretiens"]
    assert interview["accord"]["recontact"] is False
    assert interview["diagnostics"][0]["contenu"]["service"] == "assistance"
    assert said["prescriptions"][0]["reference"] == "2026-CCASILL-0001"
    assert all(HOTE.encode() not in content for content in files.values())
    table = list(
        csv.reader(io.StringIO(files["vos-donnees.csv"].decode("utf-8-sig")), delimiter=";")
    )
    assert table[0] == ["partie", "element", "intitule", "valeur"]
    assert ["Qui vous êtes", "", "Nom", NOM] in table
    assert {len(row) for row in table} == {4}


def test_another_reader_of_the_published_format_opens_the_package(
    workplace: Workplace, somebody: PersonneId
) -> None:
    package = prepare(workplace, somebody)
    content = winzip.read(package.content, "vos-donnees.json", package.passphrase)
    assert json.loads(content)["personne"]["nom"] == NOM
    with pytest.raises(winzip.WrongPassphraseError):
        winzip.read(package.content, "vos-donnees.json", "k7mf-2hwp-k7mf-2hwp-k7mf")


def test_a_name_that_is_a_formula_is_harmless_in_the_table(new_workplace: MakeWorkplace) -> None:
    place = new_workplace()
    package = prepare(place, received(place, nom="=1+1"), locked=False)
    assert not package.locked
    files = opened(package.content, "")
    assert b'"\'=1+1"' in files["vos-donnees.csv"]
    assert b'"=1+1"' not in files["vos-donnees.csv"]


def test_a_package_that_cannot_be_noted_leaves_no_file_that_nobody_tracks(
    workplace: Workplace, somebody: PersonneId, tmp_path: Path
) -> None:
    """It was written on the stick first: without a password, unknown to an erasure."""
    package, stick = prepare(workplace, somebody, locked=False), tmp_path / "clé"
    stick.mkdir()
    with refused_commits(), pytest.raises(DiskFullError):
        save(workplace, somebody, package, stick / package.file_name)
    assert list(stick.iterdir()) == []
    with pytest.raises(OSError, match="absent"):
        save(workplace, somebody, package, stick / "absent" / package.file_name)
    assert held(workplace, somebody).files == ()


@pytest.mark.obligation("S0-47", "S4-23")
def test_a_saved_package_is_tracked_and_goes_with_the_person(
    workplace: Workplace, somebody: PersonneId, tmp_path: Path
) -> None:
    package = prepare(workplace, somebody)
    out = tmp_path / "sorties"
    out.mkdir()
    path = out / package.file_name
    save(workplace, somebody, package, path)
    assert path.read_bytes() == package.content
    left = access(workplace, somebody)
    copy = out / left.file_name
    copy.write_bytes(left.content)
    assert track(
        workplace,
        Left(subject_id=left.subject_id, kind=left.code, sha256=left.pdf_hash, path=copy),
    )
    found = held(workplace, somebody)
    assert {(one.kind, one.chiffre, one.lieu) for one in found.files} == {
        ("portabilite", True, Lieu.POSTE),
        ("donnees", False, Lieu.POSTE),
    }
    assert "Vos données, à emporter, le 22 novembre 2026, sur l’ordinateur, avec mot de passe" in (
        text_of(access(workplace, somebody).content)
    )
    destruction = erasing.erase(workplace, somebody)
    assert destruction is not None
    assert destruction.bilan["fichiers_effaces"] == 2
    assert list(out.iterdir()) == []
    assert leaks([tmp_path], [NOM, HOTE, somebody, "Vignes fictives"]) == []
    pages = decrypted(workplace.database.path, workplace.vault.database_key())
    assert [one for one in (NOM, HOTE, somebody, package.file_name) if one.encode() in pages] == []


def test_a_file_about_nobody_is_not_tracked(workplace: Workplace, tmp_path: Path) -> None:
    left = Left(subject_id="", kind="papier", sha256="0" * 64, path=tmp_path / "a.pdf")
    assert track(workplace, left) is False
    with workplace.database.reading() as session:
        assert session.execute(text("SELECT count(*) FROM exports")).scalar() == 0


def test_a_stick_and_a_share_are_told_from_the_laptop() -> None:
    assert place_of(Path("/media/camille/CLE/a.zip")) is Lieu.AMOVIBLE
    assert place_of(Path("/home/camille/a.zip")) is Lieu.POSTE
    assert place_of(Path("//serveur/commun/a.zip")) is Lieu.RESEAU


def test_there_is_nothing_to_give_of_somebody_erased(
    workplace: Workplace, somebody: PersonneId
) -> None:
    erasing.erase(workplace, somebody)
    with pytest.raises(PersonGoneError):
        prepare(workplace, somebody)
