"""The territory's index of digital fragility (001, art. 5, l. 151)."""

from pathlib import Path

import pytest

from app.conventions.fragilite import read_fragilite
from app.domain.failures import UnusableFileError
from app.ui.messages import failure_text
from app.usecases.carnets.errors import CsvRefusedError
from app.usecases.laptop.habilitations import NotAllowedError
from app.usecases.structures import fragilite, importing
from tests.paths import RESOURCES
from tests.ui.workplace import (
    LOT_ET_GARONNE,
    STRASBOURG,
    MakeWorkplace,
    add_colleague,
    as_agent,
    new_workplace,
)

__all__ = ["new_workplace"]  # a fixture

# Strasbourg and Illkirch are of the Eurométropole, Ichtratzheim (same postal code) and Agen not.
INDEX = (
    "Code INSEE;Commune;Score\n67482;Strasbourg;4,8\n67218;Illkirch;6\n"
    "67217;Ichtratzheim;9\n47001;Agen;8.5\n"
)


@pytest.mark.obligation("S1-39")
def test_the_index_of_the_territory_is_taken_in_and_shown_the_most_fragile_first(
    new_workplace: MakeWorkplace, tmp_path: Path
) -> None:
    place = new_workplace(STRASBOURG)
    assert fragilite.state(place).voulu
    assert fragilite.state(place).communes == ()
    importing.import_file(
        place, RESOURCES / "demonstration" / "structures.csv", tell=lambda _: None
    )
    file = tmp_path / "ifn.csv"
    file.write_text(INDEX, encoding="cp1252")
    with pytest.raises(NotAllowedError):
        fragilite.import_file(as_agent(place, add_colleague(place)), file)
    assert fragilite.import_file(place, file) == 2
    found = fragilite.state(place)
    assert [(one.nom, one.score, one.lieux) for one in found.communes] == [
        ("Illkirch-Graffenstaden", 6.0, 1), ("Strasbourg", 4.8, 1),
    ]  # fmt: skip
    assert found.manquent == 33 - 2  # the Eurométropole has 33 communes


@pytest.mark.obligation("S1-39")
def test_a_faulty_index_is_refused_whole_and_says_which_lines(
    new_workplace: MakeWorkplace, tmp_path: Path
) -> None:
    place = new_workplace(STRASBOURG)
    file = tmp_path / "ifn.csv"
    lines = [
        "codgeo,score",
        "67482,4.8",
        "67482,5",
        "674820101,5",
        "Agen,5",
        "67218,11",
        "67043,fort",
        "67267",
    ]
    file.write_text("\n".join(lines), encoding="utf-8-sig")
    with pytest.raises(CsvRefusedError) as refused:
        fragilite.import_file(place, file)
    assert [one.partition("\u00a0:")[0] for one in refused.value.lines] == [
        f"Ligne {number}" for number in (3, 4, 5, 6, 7, 8)
    ]
    said = failure_text(refused.value)
    assert "Ligne 4\u00a0: «\u00a0674820101\u00a0» est un quartier (IRIS)" in said
    assert fragilite.state(place).communes == ()  # nothing was taken
    file.write_text("code;score\n47001;8\n", encoding="utf-8")
    with pytest.raises(UnusableFileError, match="territoire"):
        fragilite.import_file(place, file)


@pytest.mark.parametrize("content", [b"", b"nom;population\nx;1\n", b"code;nom\n67482;x\n"])
def test_what_is_no_index_says_so(content: bytes) -> None:
    with pytest.raises(UnusableFileError):
        read_fragilite(content, file="ifn.csv")


def test_a_code_that_a_spreadsheet_cut_is_put_right() -> None:
    assert read_fragilite(b"insee\tifn\n1004\t3\n2A004\t10", file="x").scores == {
        "01004": 3.0, "2A004": 10.0,
    }  # fmt: skip


def test_only_a_convention_that_has_it_supplied_knows_it(new_workplace: MakeWorkplace) -> None:
    assert not fragilite.state(new_workplace(LOT_ET_GARONNE)).voulu


def test_the_column_of_the_geographers_is_known_and_an_open_quote_is_said() -> None:
    assert read_fragilite(b"INSEE_COM;score\n67482;4,8\n", file="i.csv").scores == {"67482": 4.8}
    with pytest.raises(UnusableFileError):
        read_fragilite(b'insee;score\n"' + b"a" * 140_000, file="i.csv")
