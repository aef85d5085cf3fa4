"""What an IT department sets: read strictly, ignored by name where it is wrong, never quoted."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Self

import pytest

from app.bootstrap.policies import reading, start, values
from app.bootstrap.policies.reading import from_file, from_registry
from app.domain.politiques import (
    NO_POLICY,
    TABLE,
    VERROUILLAGE_MINUTES,
    Ignoree,
    Nature,
    Politiques,
)
from app.sync.protocol.activation_code import new_activation_code
from app.usecases.laptop.imposed import CodeFileError, code_in
from tests.paths import RESOURCES

PROFILES = frozenset({"lot-et-garonne", "eurometropole-strasbourg"})


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "passerelle"
    folder.mkdir(mode=0o755)
    monkeypatch.setattr(reading, "_OWNER", folder.stat().st_uid)
    return folder / "politiques.toml"


def test_nothing_is_imposed_where_there_is_no_file(file: Path) -> None:
    assert from_file(file, PROFILES) == NO_POLICY


def test_every_policy_of_the_table_is_read(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.node", lambda: "POSTE-1")
    code = new_activation_code(b"\1" * 32).text()
    file.write_text(
        f"""profil = "lot-et-garonne"
fichier_convention = '\\\\serveur\\partage\\c.passerelle-convention'
adresse_service = "https://service.example/"
code_activation = "{code}"
fichier_codes = "/srv/codes.csv"
avis_mise_a_jour = "non"
verrouillage_minutes = 5
dossier_sauvegardes = "/srv/%COMPUTERNAME%"
cle_structure = "/srv/s.cle-publique"
""",
        encoding="utf-8",
    )
    assert from_file(file, PROFILES) == Politiques(
        profil="lot-et-garonne",
        fichier_convention=Path("\\\\serveur\\partage\\c.passerelle-convention"),
        adresse_service="https://service.example",
        code_activation=code,
        fichier_codes=Path("/srv/codes.csv"),
        avis_mise_a_jour=False,
        verrouillage_minutes=5,
        dossier_sauvegardes=Path("/srv/POSTE-1"),
        cle_structure=Path("/srv/s.cle-publique"),
        source=str(file),
    )


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('profil = "paris"', "aucune convention de ce programme n’a ce code"),
        ('adresse_service = "http://service.example"', "https://"),
        ('adresse_service = "https://nom:secret@service.example"', "https://"),
        ('code_activation = "XXXX"', "ce n’est pas un code d’activation"),
        ("verrouillage_minutes = 0", "un nombre de 1 à 60"),
        ("verrouillage_minutes = 61", "un nombre de 1 à 60"),
        ("verrouillage_minutes = true", "un nombre entier"),
        ('verrouillage_minutes = "5"', "un nombre entier"),
        ("avis_mise_a_jour = 2", "« oui » ou « non »"),
        ('dossier_sauvegardes = "sauvegardes"', "un chemin complet"),
        ('cle_structure = ""', "un texte est attendu"),
        ("inconnue = 1", "cette règle n’existe pas"),
    ],
)
def test_a_wrong_value_is_ignored_alone_and_named(file: Path, line: str, why: str) -> None:
    file.write_text(f'{line}\nprofil_ = 1\nfichier_codes = "/srv/codes.csv"\n', encoding="utf-8")
    found = from_file(file, PROFILES)
    name, _, value = line.partition(" = ")
    assert found.fichier_codes == Path("/srv/codes.csv")
    assert [one.name for one in found.ignored] == [name, "profil_"]
    assert why in found.ignored[0].why
    if "secret" in value or "XXXX" in value:
        assert "secret" not in found.ignored[0].why
        assert "XXXX" not in found.ignored[0].why


def test_a_file_that_is_damaged_or_that_others_may_write_sets_nothing(file: Path) -> None:
    file.write_text('profil = "lot-et-garonne\n', encoding="utf-8")
    assert from_file(file, PROFILES).ignored == (
        Ignoree(name=str(file), why="ce fichier TOML est mal écrit, ligne 1"),
    )
    file.write_text('profil = "lot-et-garonne"\n', encoding="utf-8")
    assert from_file(file, PROFILES).profil == "lot-et-garonne"
    file.chmod(0o666)
    found = from_file(file, PROFILES)
    assert (found.profil, len(found.ignored)) == ("", 1)
    assert "administrateur" in found.ignored[0].why


class _Key:
    def __init__(self, set_: dict[str, object]) -> None:
        self.set = list(set_.items())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the key."""


def registry(set_: dict[str, object] | None) -> Any:  # noqa: ANN401 - stands for winreg
    def opened(root: int, name: str, _reserved: int, access: int) -> _Key:
        assert (root, name, access) == (1, r"Software\Policies\Passerelle", 2 | 4)
        if set_ is None:
            raise FileNotFoundError
        return _Key(set_)

    return SimpleNamespace(
        HKEY_LOCAL_MACHINE=1,
        KEY_READ=2,
        KEY_WOW64_64KEY=4,
        OpenKey=opened,
        QueryInfoKey=lambda key: (0, len(key.set), 0),
        EnumValue=lambda key, at: (*key.set[at], 1),
    )


def test_the_registry_says_the_same_under_names_of_its_own() -> None:
    assert from_registry(registry(None), PROFILES) == NO_POLICY
    found = from_registry(
        registry({"VerrouillageMinutes": 5, "avismiseajour": 0, "Couleur": "bleu"}), PROFILES
    )
    assert (found.verrouillage_minutes, found.announces_versions) == (5, False)
    assert [one.name for one in found.ignored] == ["Couleur"]
    assert found.source == r"HKLM\Software\Policies\Passerelle"


def test_an_idle_time_may_be_shortened_and_never_lengthened() -> None:
    rules = replace(NO_POLICY, verrouillage_minutes=7)
    assert [rules.idle_minutes(chosen) for chosen in (5, 7, 30)] == [5, 7, 7]
    assert NO_POLICY.idle_minutes(30) == 30


def test_the_table_is_complete_and_no_secret_is_told(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert [one.name for one in TABLE] == [
        name for name in Politiques.__dataclass_fields__ if name not in ("source", "ignored")
    ]
    assert VERROUILLAGE_MINUTES.registry == "VerrouillageMinutes"
    assert {one.registry_type for one in TABLE if one.nature is Nature.OUI_NON} == {"REG_DWORD"}
    code = new_activation_code(b"\1" * 32).text()
    file.write_text(f'code_activation = "{code}"\nautre = 1\n', encoding="utf-8")
    monkeypatch.setattr(reading, "LINUX_FILE", file)
    assert start.print_policies(RESOURCES) == 1
    said = capsys.readouterr().out
    assert "code_activation = défini" in said
    assert f"ignorée : autre : {values.UNKNOWN}" in said
    assert code not in said
    assert code not in repr(from_file(file, PROFILES))


def test_a_computer_takes_the_code_of_its_own_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = tmp_path / "codes.csv"
    codes.write_text("poste;code d’activation\nA;1\nPoste-B;2\n", encoding="utf-8-sig")
    monkeypatch.setattr("platform.node", lambda: "poste-b")
    assert code_in(codes) == "2"
    monkeypatch.setattr("platform.node", lambda: "poste-c")
    with pytest.raises(CodeFileError):
        code_in(codes)
    codes.write_bytes(b"\xff\xfe")
    with pytest.raises(CodeFileError):
        code_in(codes)
