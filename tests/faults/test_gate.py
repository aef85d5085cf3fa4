"""Files that cannot be used: the gate names the file and the place, and overwrites nothing."""

import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import text

from demonstration import gestures
from demonstration.hand import Key
from tests.journeys.laptop import Laptop
from tests.journeys.test_versions import open_tab as open_questionnaire_tab
from tests.journeys.witness import Witness
from tests.paths import RESOURCES
from tests.ui.workplace import PASSPHRASE


def contents(*folders: Path) -> dict[Path, bytes]:
    return {
        file: file.read_bytes()
        for folder in folders
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def database_of(laptop: Laptop) -> Path:
    (found,) = laptop.data.glob("*.db")
    return found


def try_to_open(hand: Witness) -> None:
    hand.write("passphrase", PASSPHRASE)
    hand.press(Key.Key_Return)


def cut(file: Path, size: int) -> None:
    file.write_bytes(file.read_bytes()[:size])


def from_the_future(laptop: Laptop) -> None:
    with laptop.opened() as place, place.database.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))


def test_a_broken_vault_file_is_named_and_left_alone(laptop: Laptop) -> None:
    cut(laptop.data / "vault.json", 200)
    before = contents(laptop.data)
    with laptop.window() as screen:
        screen.hand.see("Fichier « vault.json »", "abîmé", "rien n’a été écrasé")
        assert not screen.hand.shows("passphrase")
    assert contents(laptop.data) == before


def test_what_killed_writers_left_goes_at_a_later_start(laptop: Laptop) -> None:
    names = ("vault.json.tmp", "vault.json.0a1b2c3d.partiel", "sauvegardes.json.0a1b2c3d.partiel")
    dead = [laptop.data / name for name in names]
    living = laptop.data / "apparence.json.00000002.partiel"
    for part in (*dead, living):
        part.write_bytes(b"slots")
    for part in dead:
        os.utime(part, (0, 0))
    with laptop.window() as screen:
        assert screen.hand.shows("passphrase")
    assert [part.name for part in dead if part.exists()] == []
    assert living.exists(), "its writer may be at work"


def test_a_vault_without_its_file_is_not_replaced_by_a_new_one(laptop: Laptop) -> None:
    (laptop.data / "vault.json").unlink()
    before = contents(laptop.data)
    with laptop.window() as screen:
        screen.hand.see("Fichier « vault.json »", "n’est pas dans le dossier")
    assert contents(laptop.data) == before


def truncated(laptop: Laptop) -> None:
    cut(database_of(laptop), 10_000)


def overwritten(laptop: Laptop) -> None:
    database_of(laptop).write_bytes(b"Ceci n'est pas une base. " * 4000)


DATABASES: dict[str, tuple[Callable[[Laptop], None], Iterable[str]]] = {
    "truncated": (truncated, ("abîmé", "Rien n’a été modifié")),
    "something else": (overwritten, ("abîmé", "Rien n’a été modifié")),
    "newer": (from_the_future, ("version plus récente", "Rien n’a été modifié")),
}


@pytest.mark.parametrize(("damage", "words"), DATABASES.values(), ids=DATABASES.keys())
def test_a_database_that_cannot_be_used_is_named_and_left_alone(
    damage: Callable[[Laptop], None], words: Iterable[str], laptop: Laptop
) -> None:
    damage(laptop)
    before = contents(laptop.data)
    name = database_of(laptop).name
    with laptop.window() as screen:
        try_to_open(screen.hand)
        screen.hand.see(f"Fichier « {name} »", *words)
        assert screen.hand.find("passphrase").isEnabled()
    assert contents(laptop.data) == before


def broken_convention(resources: Path) -> None:
    file = resources / "conventions" / "eurometropole-strasbourg" / "convention.toml"
    lines = file.read_text(encoding="utf-8").splitlines()
    lines[7] = 'titre = "sans fin'
    file.write_text("\n".join(lines), encoding="utf-8")


def wrong_value(resources: Path) -> None:
    file = resources / "conventions" / "eurometropole-strasbourg" / "convention.toml"
    content = file.read_text(encoding="utf-8")
    assert "pass_par_carnet = 10\n" in content
    file.write_text(content.replace("pass_par_carnet = 10\n", 'pass_par_carnet = "dix"\n'))


def no_workbook(resources: Path) -> None:
    (resources / "questionnaires" / "autonomie-numerique.xlsx").write_bytes(b"PK not a workbook")


def wrong_rule(resources: Path) -> None:
    file = resources / "questionnaires" / "autonomie-numerique.xlsx"
    book = openpyxl.load_workbook(file)
    sheet = book["services"]
    assert sheet["C2"].value == "${souhait} = 'rien'"
    sheet["C2"] = "${souhait} = 'rein'"
    book.save(file)


def never_used(laptop: Laptop) -> None:
    """Leave the laptop without a questionnaire, as it is before anybody unlocks it first."""
    with laptop.opened() as place, place.database.writing() as session:
        for table in ("activations_questionnaire", "versions_questionnaire", "materiel"):
            session.execute(text(f"DELETE FROM {table}"))  # noqa: S608 - names of our own tables


RESOURCE_FAULTS: dict[str, tuple[Callable[[Path], None], Iterable[str]]] = {
    "convention that does not end": (
        broken_convention,
        ("Fichier « eurometropole-strasbourg/convention.toml », ligne 8",),
    ),
    "convention with a word for a number": (
        wrong_value,
        ("Fichier « eurometropole-strasbourg/convention.toml », clé « pass.pass_par_carnet »",),
    ),
    "workbook that is none": (no_workbook, ("Fichier « autonomie-numerique.xlsx »",)),
    "workbook with an unknown answer": (
        wrong_rule,
        ("Fichier « autonomie-numerique.xlsx »", "services!C2", "rein"),
    ),
}


@pytest.mark.parametrize(("damage", "words"), RESOURCE_FAULTS.values(), ids=RESOURCE_FAULTS.keys())
def test_a_convention_or_a_workbook_with_a_fault_is_named_with_the_place(
    damage: Callable[[Path], None], words: Iterable[str], laptop: Laptop, tmp_path: Path
) -> None:
    resources = tmp_path / "resources"
    shutil.copytree(RESOURCES, resources)
    damage(resources)
    never_used(laptop)
    before = contents(resources)
    vault = (laptop.data / "vault.json").read_bytes()
    with laptop.window(resources=resources) as screen:
        try_to_open(screen.hand)
        screen.hand.see(*words)
        assert screen.hand.find("passphrase").isEnabled()
    assert contents(resources) == before
    assert (laptop.data / "vault.json").read_bytes() == vault
    with laptop.window() as screen:  # with the files in order everything opens as before
        gestures.unlock(screen.hand, PASSPHRASE)


def test_a_laptop_in_use_opens_with_its_own_questionnaire_and_names_the_faults_of_the_new_one(
    laptop: Laptop, tmp_path: Path
) -> None:
    resources = tmp_path / "resources"
    shutil.copytree(RESOURCES, resources)
    wrong_rule(resources)
    with laptop.window(resources=resources) as screen:
        gestures.unlock(screen.hand, PASSPHRASE)
        open_questionnaire_tab(screen.hand)
        screen.hand.push("importBundled")
        screen.hand.see("services", "C2", "rein")
