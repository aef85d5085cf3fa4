"""The installers for Windows, as far as another system can hold them to what they promise."""

import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path, PurePosixPath

import pytest

from app.domain.politiques import TABLE
from installer.windows import payload as listing
from installer.windows.policies import FOLDER, encoded, made
from installer.windows.wine.locked import for_windows

ROOT = Path(__file__).parents[2]
WINDOWS = ROOT / "installer" / "windows"
_ADMX = "{http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions}"


def stub(folder: Path) -> Path:
    """Make what a frozen program looks like to the installers."""
    for name in ("passerelle.exe", "_internal/NOTICES.txt", "_internal/fonts/Noto[wdth,wght].ttf"):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(f"{name}, é".encode())
    return folder


def needs(*programs: str) -> pytest.MarkDecorator:
    missing = [one for one in programs if shutil.which(one) is None]
    return pytest.mark.skipif(bool(missing), reason=f"not installed here: {', '.join(missing)}")


def test_a_replacement_made_for_wine_is_never_shipped(tmp_path: Path) -> None:
    program = stub(tmp_path)
    assert [str(one) for one in listing.files(program)] == [
        "_internal/NOTICES.txt",
        "_internal/fonts/Noto[wdth,wght].ttf",
        "passerelle.exe",
    ]
    (program / "_internal" / "ICUUC.dll").touch()
    with pytest.raises(listing.PayloadError, match="wine"):
        listing.files(program)


def test_a_program_without_its_notices_is_not_installed(tmp_path: Path) -> None:
    program = stub(tmp_path)
    (program / "_internal" / "NOTICES.txt").unlink()
    with pytest.raises(listing.PayloadError, match="NOTICES"):
        listing.files(program)


def test_removing_names_each_file_and_leaves_folders_that_hold_others() -> None:
    lines = listing.removing([PurePosixPath("_internal/a$b.txt"), PurePosixPath("passerelle.exe")])
    assert lines.splitlines() == [
        r'Delete "$INSTDIR\_internal\a$$b.txt"',
        r'Delete "$INSTDIR\passerelle.exe"',
        r'RMDir "$INSTDIR\_internal"',
    ]


def test_no_installer_deletes_a_folder_whole_nor_touches_the_data() -> None:
    script = (WINDOWS / "passerelle.nsi").read_text(encoding="utf-8")
    commands = [line.strip() for line in script.splitlines() if not line.strip().startswith(";")]
    removing = [line for line in commands if line.startswith(("RMDir", "Delete "))]
    assert removing == [
        r'Delete "$INSTDIR\uninstall.exe"',
        'RMDir "$INSTDIR"',
        r'Delete "$SMPROGRAMS\Passerelle.lnk"',
    ]
    assert not any("$LOCALAPPDATA" in line or "$APPDATA" in line for line in commands)
    assert "RemoveFolderEx" not in (WINDOWS / "passerelle.wxs").read_text(encoding="utf-8")


def test_the_policies_files_are_those_of_the_programs_table() -> None:
    kept = {
        file.relative_to(FOLDER).as_posix(): file.read_bytes()
        for file in FOLDER.rglob("*")
        if file.is_file()
    }
    assert kept == {name: encoded(name, text) for name, text in made().items()}


def test_each_policy_is_defined_and_worded_in_both_languages() -> None:
    definitions = ET.parse(FOLDER / "passerelle.admx").getroot()  # noqa: S314 - our own file
    found = {one.attrib["name"]: one for one in definitions.iter(f"{_ADMX}policy")}
    assert list(found) == [one.registry for one in TABLE]
    assert {one.attrib["key"] for one in found.values()} == {r"Software\Policies\Passerelle"}
    minutes = found["VerrouillageMinutes"].find(f"{_ADMX}elements/{_ADMX}decimal")
    assert minutes is not None
    assert (minutes.attrib["minValue"], minutes.attrib["maxValue"]) == ("1", "60")
    for language in ("fr-FR", "en-US"):
        words = ET.parse(FOLDER / language / "passerelle.adml").getroot()  # noqa: S314
        ids = {one.attrib["id"] for one in words.iter(f"{_ADMX}string")}
        asked = {
            value[9:-1]
            for one in definitions.iter()
            for value in one.attrib.values()
            if value.startswith("$(string.")
        }
        assert ids == asked


def test_the_lock_is_read_as_windows_would() -> None:
    lock = (
        "jeepney==0.9.0 ; sys_platform == 'linux' \\\n    --hash=sha256:aa\n"
        "    # via keyring\n"
        "pefile==2024.8.26 ; sys_platform == 'win32' \\\n"
        "    --hash=sha256:bb \\\n    --hash=sha256:cc\n"
        "zipp==4.1.2 \\\n    --hash=sha256:dd\n"
    )
    assert for_windows(lock) == (
        "pefile==2024.8.26 \\\n    --hash=sha256:bb \\\n    --hash=sha256:cc\n"
        "zipp==4.1.2 \\\n    --hash=sha256:dd\n"
    )


def test_no_file_is_written_in_the_text_mode_of_windows() -> None:
    """There `os.open` makes two bytes of each end of line: no vault opened again (2026-11-22)."""
    written = [
        f"{file.relative_to(ROOT)}: {line.strip()}"
        for file in sorted((ROOT / "app").rglob("*.py"))
        if "department" not in file.parts
        for line in file.read_text(encoding="utf-8").splitlines()
        if "O_WRONLY" in line and "_BINARY" not in line and "devnull" not in line
    ]
    assert not written


@pytest.mark.long
@needs("makensis", "wixl")
def test_two_runs_from_one_payload_are_the_same_to_the_byte(tmp_path: Path) -> None:
    program = stub(tmp_path / "program")
    results: list[dict[str, bytes]] = []
    for out in (tmp_path / "a", tmp_path / "b"):
        command = ["-m", "installer.windows.build", str(program), str(out), "--quick"]
        subprocess.run([sys.executable, *command], cwd=ROOT, check=True)
        results.append({file.name: file.read_bytes() for file in out.iterdir()})
        os.utime(program / "passerelle.exe")
    assert {Path(name).suffix for name in results[0]} == {".exe", ".msi"}
    assert results[0] == results[1]


@pytest.mark.long
@needs("makensis", "wixl", "osslsigncode", "openssl")
def test_everything_is_signed_and_nothing_without_a_certificate(tmp_path: Path) -> None:
    program = stub(tmp_path / "program")
    command = ["-m", "installer.windows.build", str(program), str(tmp_path / "out"), "--quick"]
    subprocess.run([sys.executable, *command], cwd=ROOT, check=True)
    made_files = [str(file) for file in sorted((tmp_path / "out").iterdir())]
    before = [Path(file).read_bytes() for file in made_files]
    sign = str(WINDOWS / "sign.sh")
    bare = {"PATH": os.environ["PATH"]}
    refused = subprocess.run([sign, *made_files], env=bare, capture_output=True, check=False)
    assert refused.returncode != 0
    assert [Path(file).read_bytes() for file in made_files] == before

    key, certificate, both = (str(tmp_path / one) for one in ("key", "certificate", "both.pfx"))
    ask = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=Essai"]
    usage = ["-addext", "extendedKeyUsage=codeSigning", "-keyout", key, "-out", certificate]
    subprocess.run(["openssl", *ask, *usage], check=True, capture_output=True)
    join = ["-inkey", key, "-in", certificate, "-out", both, "-passout", "pass:essai"]
    subprocess.run(["openssl", "pkcs12", "-export", *join], check=True)
    told = {"PASSERELLE_SIGN_CERTIFICATE": both, "PASSERELLE_SIGN_PASSWORD": "essai"}
    subprocess.run([sign, *made_files], env={**bare, **told}, check=True)
    for file in made_files:
        read = subprocess.run(
            ["osslsigncode", "verify", "-CAfile", certificate, "-in", file],
            capture_output=True,
            text=True,
            check=False,
        )
        assert "CN=Essai" in read.stdout
        assert "MISMATCH" not in read.stdout
