"""The operator's commands: backup, restore, move, recovery sheet."""

import json
import stat
from pathlib import Path

import pytest
from sqlalchemy import select

from app.department.cli import parser
from app.department.commands import opened_service, settings_of
from app.department.database.actors import StructureRow
from app.department.failures import KeyFileError
from app.department.keys import make_keys, read_keys, write_keys
from app.department.recovery import secret_of, text_of
from app.department.running import serving
from tests.department.support import AGENT, NOON
from tests.department.test_command import Operator
from tests.documents.examples import text_of as paper_text


@pytest.fixture
def operator(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Operator:
    made = Operator(tmp_path, capsys)
    made.tells(
        "prepare", "--account", AGENT, "--password-file", made.password,
        "--structure", "CCAS d’essai", "--code", "CCASILL",
    )  # fmt: skip
    return made


def elsewhere(operator: Operator, name: str) -> Operator:
    """The same operator before an empty machine."""
    other = Operator(operator.folder, operator.capture)
    other.options[1] = str(operator.folder / name)
    return other


def structures(operator: Operator) -> list[str]:
    with (
        opened_service(parser().parse_args([*operator.options, "restored"])) as service,
        service.database.reading() as session,
    ):
        return list(session.scalars(select(StructureRow.id)))


@pytest.mark.long
def test_one_file_and_the_passphrase_begin_again_on_an_empty_machine(operator: Operator) -> None:
    file = operator.folder / "service.sauvegarde"
    operator.tells("backup", str(file))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert operator.tells("verify-backup", str(file))["structure"] == "1"
    other = elsewhere(operator, "neuve")
    said = other.tells("restore", str(file))
    assert said["structure"] == "1"
    assert structures(other) == ["CCASILL"]
    rights = {
        one.name: stat.S_IMODE(one.stat().st_mode) for one in (operator.folder / "neuve").iterdir()
    }
    assert rights["cles.json"] == rights["departement.db"] == 0o600


def test_a_backup_replaces_nothing_and_goes_into_a_folder_under_its_date(
    operator: Operator,
) -> None:
    folder = operator.folder / "sauvegardes"
    folder.mkdir()
    file = Path(operator.tells("backup", str(folder))["backup"])
    assert file.parent == folder
    status, _, err = operator.run("backup", str(file))
    assert (status, "existe déjà" in err) == (1, True)


def test_nothing_is_replaced_while_the_service_runs(operator: Operator) -> None:
    file = operator.folder / "service.sauvegarde"
    operator.tells("backup", str(file))
    with serving(settings_of(parser().parse_args([*operator.options, "restored"])).data_dir):
        for command in (("restore", str(file)), ("move", "--to", "sqlite:////nulle/part.db")):
            status, _, err = operator.run(*command)
            assert (status, err) == (1, "Le service tourne encore : arrêtez-le d’abord.\n")
    status, _, err = operator.run("restore", str(file))
    assert (status, "n’est pas vide" in err) == (1, True)


@pytest.mark.long
def test_the_sheet_opens_a_backup_when_the_passphrase_is_lost(operator: Operator) -> None:
    paper = operator.folder / "feuille.pdf"
    name = operator.tells("recovery-sheet", str(paper))["sheet"]
    shown = paper_text(operator.folder, paper.read_bytes())
    assert name in shown
    code = sheet_code(shown)
    operator.tells("rotate-keys")  # the sheet stays the same
    file = operator.folder / "service.sauvegarde"
    operator.tells("backup", str(file))
    typed = operator.folder / "feuille.txt"
    typed.write_text(code.lower().replace("-", " "))
    other = elsewhere(operator, "neuve")
    (operator.folder / "phrase").write_text("une toute nouvelle phrase")
    other.tells("restore", str(file), "--sheet-file", str(typed))
    assert structures(other) == ["CCASILL"]
    status, _, err = operator.run("verify-backup", str(file))
    assert (status, "phrase de passe" in err) == (1, True)
    operator.tells("recover-keys", "--sheet-file", str(typed))
    assert structures(operator) == ["CCASILL"]


def sheet_code(shown: str) -> str:
    """Return the 14 groups as they stand on the paper, each behind its number."""
    words = shown.split()
    found: list[str] = []
    for number in range(1, 15):
        at = next(
            index
            for index, word in enumerate(words[:-1])
            if word == str(number) and len(words[index + 1]) == 4
        )
        found.append(words[at + 1])
    return "-".join(found)


@pytest.mark.long
def test_a_sheet_that_was_replaced_opens_no_more(operator: Operator) -> None:
    first, second = operator.folder / "une.pdf", operator.folder / "deux.pdf"
    operator.tells("recovery-sheet", str(first))
    operator.tells("recovery-sheet", str(second))
    typed = operator.folder / "feuille.txt"
    typed.write_text(sheet_code(paper_text(operator.folder, first.read_bytes())))
    status, _, err = operator.run("recover-keys", "--sheet-file", str(typed))
    assert (status, "a été remplacée" in err) == (1, True)


def test_typing_faults_are_told() -> None:
    code = text_of(bytes(range(32)))
    assert secret_of(code.replace("-", "").lower().replace("0", "o")) == bytes(range(32))
    with pytest.raises(KeyFileError, match="56 signes"):
        secret_of(code[:-1])
    for at in (0, 20, len(code) - 1):
        wrong = "Z" if code[at] != "Z" else "Y"
        with pytest.raises(KeyFileError, match="faute de frappe"):
            secret_of(code[:at] + wrong + code[at + 1 :])


def test_a_sheet_put_into_the_file_by_somebody_else_is_noticed(tmp_path: Path) -> None:
    """Who can write to the file could seal the next keys to himself: the passphrase tells."""
    file = tmp_path / "cles.json"
    write_keys(file, make_keys(NOON), "phrase", recovery=b"")
    content = json.loads(file.read_text())
    content["secours"] = {"public": "AAAA", "sealed": "AAAA"}
    file.write_text(json.dumps(content))
    with pytest.raises(KeyFileError, match="altéré"):
        read_keys(file, "phrase")


@pytest.mark.long
def test_a_move_is_one_command(operator: Operator, empty_postgresql: str) -> None:
    said = operator.tells("move", "--to", empty_postgresql)
    assert int(said["rows"]) > 3
    status, _, err = operator.run("structure", "Autre", "--code", "AUTRE")
    assert (status, "--database-url" in err) == (1, True)
    operator.options += ["--database-url", empty_postgresql]
    assert structures(operator) == ["CCASILL"]
