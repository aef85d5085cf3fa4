"""What goes into the frozen program, and what its package says; built by `installer/build.py`."""

import configparser
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from app.bootstrap.selftest import PACKAGES
from installer.bundled import DISTRIBUTIONS, EXCLUDED, kept

INSTALLER = Path(__file__).parents[2] / "installer"
LINUX = INSTALLER / "linux" / "passerelle"


def test_the_versions_that_the_selftest_tells_are_carried() -> None:
    assert DISTRIBUTIONS == PACKAGES


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/lib/libQt6Widgets.so.6",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/Qt/plugins/platforminputcontexts/libcomposeplatforminputcontextplugin.so",
        "PySide6/Qt/plugins/printsupport/libcupsprintersupport.so",
        "PySide6/Qt/translations/qtbase_fr.qm",
        "resources/conventions/lot-et-garonne/convention.toml",
        r"PySide6\plugins\platforms\qwindows.dll",
    ],
)
def test_what_the_program_needs_is_kept(name: str) -> None:
    assert kept(name)


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/lib/libQt6Quick.so.6",
        "libQt6Quick.so.6",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "libgtk-3.so.0",
        "PySide6/Qt/translations/qtbase_de.qm",
        "pyxform/validators/odk_validate/bin/ODK_Validate.jar",
    ],
)
def test_what_no_screen_of_ours_uses_is_left_out(name: str) -> None:
    assert not kept(name)


def test_the_departements_side_is_a_program_of_its_own() -> None:
    assert "app.department" in EXCLUDED


def test_the_menu_entry_and_its_description_name_the_same_program() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.read(LINUX / "passerelle.desktop", encoding="utf-8")
    described = ET.parse(LINUX / "passerelle.metainfo.xml").getroot()  # noqa: S314
    assert entry["Desktop Entry"]["Exec"].split()[0] == described.findtext("provides/binary")
    assert described.findtext("launchable") == "passerelle.desktop"
    assert (LINUX / f"{entry['Desktop Entry']['Icon']}.svg").is_file()


def test_the_texts_that_wheels_do_not_bring_are_beside() -> None:
    heads = {
        "LGPL-3.txt": "GNU LESSER GENERAL PUBLIC LICENSE",
        "GPL-3.txt": "GNU GENERAL PUBLIC LICENSE",
        "OpenSSL.txt": "Apache License",
        "SQLCipher.txt": "ZETETIC LLC",
    }
    for name, head in heads.items():
        assert head in (INSTALLER / "licences" / name).read_text(encoding="utf-8")
