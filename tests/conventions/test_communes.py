import lzma
from pathlib import Path

import pytest

from app.conventions.communes import load_communes
from app.conventions.loading import load_convention
from app.domain.failures import UnusableFileError
from app.domain.territoire import is_resident
from tests.paths import RESOURCES

FILE = RESOURCES / "territory" / "communes.csv.xz"


def test_a_postal_code_gives_its_communes_with_their_insee_codes() -> None:
    communes = load_communes(FILE)
    assert [(c.nom, c.code_insee) for c in communes.at("67400")] == [
        ("Illkirch-Graffenstaden", "67218")
    ]
    assert {"Nérac"} <= {c.nom for c in communes.at("47600")}
    assert communes.at("00000") == ()


def test_residents_are_told_by_epci_or_by_departement() -> None:
    communes = load_communes(FILE)
    strasbourg = load_convention(RESOURCES / "conventions" / "eurometropole-strasbourg").territory
    lot = load_convention(RESOURCES / "conventions" / "lot-et-garonne").territory
    illkirch, nerac = communes.by_insee["67218"], communes.by_insee["47195"]
    haguenau = communes.by_insee["67180"]  # Bas-Rhin, outside the Eurométropole
    assert is_resident(strasbourg, illkirch)
    assert not is_resident(strasbourg, haguenau)
    assert is_resident(lot, nerac)
    assert not is_resident(lot, illkirch)


def test_a_missing_damaged_or_foreign_file_is_named(tmp_path: Path) -> None:
    for content in (b"", b"not xz", lzma.compress(b"a,b\n1,2\n"), lzma.compress(b"\xff\xfe")):
        file = tmp_path / "communes.csv.xz"
        file.write_bytes(content)
        with pytest.raises(UnusableFileError) as caught:
            load_communes(file)
        assert caught.value.file == "communes.csv.xz"
