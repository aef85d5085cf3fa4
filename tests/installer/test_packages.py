"""What the packages say and hold; `test_clean_system` installs them."""

import configparser
import os
import re
import subprocess
import sys
from importlib.metadata import distributions
from pathlib import Path

import pytest
import regex

from app.department.cli import parser
from installer.carried import canonical, carried, of_the_system
from installer.environment import LOCK, pinned
from installer.notices import notices
from installer.sbom import of_program

LINUX = Path(__file__).parents[2] / "installer" / "linux"
UNIT = LINUX / "departement" / "passerelle-departement.service"


def test_what_debian_brings_is_left_to_debian_but_not_python() -> None:
    assert of_the_system("/usr/lib/x86_64-linux-gnu/libX11.so.6", "BINARY")
    assert not of_the_system("/usr/lib/x86_64-linux-gnu/libpython3.11.so.1.0", "BINARY")
    assert not of_the_system("/usr/lib/python3.11/lib-dynload/_ssl.so", "EXTENSION")
    assert not of_the_system("/home/x/.venv/lib/PySide6/Qt/lib/libQt6Core.so.6", "BINARY")


def test_a_file_is_told_by_the_distribution_that_brought_it() -> None:
    source = str(Path(regex.__file__))
    assert carried([("regex", source, "PYMODULE"), ("app", str(UNIT), "DATA")]) == ["regex"]


def test_every_locked_distribution_that_is_here_brings_a_text() -> None:
    here = {canonical(one.metadata["Name"]) for one in distributions()}
    _, without = notices(here & pinned(LOCK).keys())
    assert without == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pyside6-essentials", "GNU LESSER GENERAL PUBLIC LICENSE"),
        ("sqlcipher3", "ZETETIC LLC"),
        ("psycopg-binary", "PostgreSQL Global Development Group"),
        ("lazy-importer", "Apache License"),
        ("fontpkg-noto-sans", "SIL OPEN FONT LICENSE"),
    ],
)
def test_the_notice_of_a_part_has_its_text(name: str, text: str) -> None:
    parts, _ = notices({name})
    found = next(part for part in parts if part.startswith(f"{name} "))
    assert text.casefold() in found.casefold()
    assert parts[0].startswith("passerelle\nApache-2.0")
    assert any("Licence Ouverte" in part for part in parts)


def test_a_distribution_without_a_text_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("installer.notices._GIVEN", {})
    assert notices({"pyside6-essentials"})[1] == ["pyside6-essentials"]


def test_the_list_of_parts_has_what_is_carried_and_what_wheels_hold() -> None:
    found = {
        "metadata": {"timestamp": "2026-11-22T00:00:00+00:00"},
        "components": [
            {
                "bom-ref": "cryptography==50.0.2",
                "name": "cryptography",
                "externalReferences": [
                    {"type": "distribution", "url": "https://mirror.example/cryptography.whl"},
                    {"type": "website", "url": "https://cryptography.io"},
                ],
            },
            {"bom-ref": "pip==23", "name": "pip"},
        ],
        "dependencies": [{"ref": "cryptography==50.0.2", "dependsOn": ["cffi==2"]}],
    }
    said = {"name": "passerelle", "python": "3.11.7", "distributions": ["cryptography"]}
    held = {"cryptography": [{"type": "library", "name": "openssl", "version": "4.0.3"}]}
    made = of_program(found, said, held)
    assert [one["name"] for one in made["components"]] == ["cryptography", "CPython"]
    assert made["components"][0]["components"] == held["cryptography"]
    assert "mirror.example" not in str(made)
    assert "cryptography.io" in str(made)


def test_the_service_may_do_little() -> None:
    text = UNIT.read_text(encoding="utf-8")
    for line in (
        "User=passerelle-departement",
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
        "PrivateTmp=yes",
        "CapabilityBoundingSet=",
        "SystemCallFilter=@system-service",
        "UMask=0077",
        "StateDirectoryMode=0700",
        "LoadCredential=passerelle-passphrase:/etc/passerelle-departement/phrase",
    ):
        assert f"\n{line}\n" in text


def test_each_setting_of_the_file_is_an_option_of_the_service(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reader = configparser.ConfigParser(interpolation=None)
    reader.optionxform = str  # type: ignore[assignment,method-assign]  # names keep their capitals
    lines = (LINUX / "departement" / "service.conf").read_text(encoding="utf-8")
    reader.read_string(f"[conf]\n{lines}")
    for name, value in reader["conf"].items():
        monkeypatch.setenv(name, value)
    options = vars(parser().parse_args(["serve"]))
    given = {
        name.removeprefix("PASSERELLE_").lower(): text for name, text in reader["conf"].items()
    }
    assert given.keys() <= options.keys()
    assert options["workers"] == 2
    assert options["database_url"] == ""
    assert options["data_dir"] == Path("/var/lib/passerelle-departement")
    assert options["backup_dir"] == Path("/var/backups/passerelle-departement")
    assert not re.search(r"(?i)(phrase|password|secret)=", lines)


@pytest.mark.skipif(sys.platform == "win32", reason="sh")
def test_the_command_takes_the_settings_that_the_unit_takes(tmp_path: Path) -> None:
    conf = tmp_path / "service.conf"
    conf.write_text(
        "# PASSERELLE_PORT=1\nPASSERELLE_WORKERS=2\r\n\n"
        'PASSERELLE_DATABASE_URL="postgresql+psycopg:///passerelle?host=a"\n'
        "PATH=/nowhere\nPASSERELLE_TIMEZONE=Indian/Reunion",  # an editor may leave out the last end
        encoding="utf-8",
    )
    script = (LINUX / "departement" / "passerelle-departement.sh").read_text(encoding="utf-8")
    for place, other in (
        ("/etc/passerelle-departement/service.conf", str(conf)),
        ("/usr/lib/passerelle-departement/passerelle-departement", "/usr/bin/env"),
        ("$(id -u)", "1"),
    ):
        assert place in script
        script = script.replace(place, other)
    here = {"PATH": os.environ["PATH"]}  # nothing of how these tests were begun
    said = subprocess.run(
        ["sh", "-c", script], capture_output=True, text=True, check=True, env=here
    ).stdout
    assert sorted(line for line in said.splitlines() if line.startswith("PASSERELLE_")) == [
        "PASSERELLE_DATABASE_URL=postgresql+psycopg:///passerelle?host=a",
        "PASSERELLE_TIMEZONE=Indian/Reunion",
        "PASSERELLE_WORKERS=2",
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="sh")
def test_the_scripts_can_be_read() -> None:
    scripts = [
        *LINUX.glob("*.sh"),
        *(LINUX / "departement").glob("p*r[mi]*"),
        LINUX / "departement/postinst",
    ]
    for script in scripts:
        shell = "bash" if "bash" in script.read_text(encoding="utf-8").splitlines()[0] else "sh"
        shell = "bash" if script.name.startswith("try_") else shell
        subprocess.run([shell, "-n", str(script)], check=True)
