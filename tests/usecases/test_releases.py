"""A version of the program is announced: who is believed, what is told, until when."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.politiques import Politiques
from app.sync.protocol.release import read_pinned
from app.sync.protocol.signing import public_of
from app.usecases.versions import releases, software
from app.usecases.versions.releases import (
    ForeignReleaseError,
    NotAReleaseError,
    OlderReleaseError,
    Verdict,
)
from app.usecases.versions.software import AnnouncementNeededError
from app.usecases.workplace import Workplace
from tests.paths import RESOURCES
from tests.releases import (
    INSTALLER,
    INSTALLER_NAME,
    PINNED,
    PRIVATE,
    published,
    release,
    signed,
)
from tests.usecases.test_sending import Line, line, new_workplace, workplace

__all__ = ["line", "new_workplace", "workplace"]  # fixtures
OTHER = bytes(range(2, 34))


@pytest.fixture
def place(workplace: Workplace) -> Workplace:
    return replace(workplace, release_keys=PINNED)


def nothing(_done: int, _total: int) -> None:
    """Show no progress."""


def test_a_version_comes_by_synchroniser_and_is_told_until_it_is_installed(
    place: Workplace, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    line.activate(place)
    assert releases.notice(place) is None
    published(line.departement, signed(release(min_supported="0.2.0", security=True)))
    report, _ = line.run(place)
    assert [item.code for item in report.items] == ["version_annoncee"]
    avis = releases.notice(place)
    assert avis is not None
    assert (str(avis.release.version), avis.soon_refused) == ("9.2.0", True)
    report, _ = line.run(place)
    assert report.items == ()  # the same announcement is fetched once
    line.departement.entries = []
    line.departement.material_serial += 1
    line.run(place)
    assert releases.notice(place) is not None  # what the Département drops is still true
    monkeypatch.setattr(releases, "__version__", "9.2.0")
    assert releases.notice(place) is None


def test_the_it_department_may_keep_it_from_workers(place: Workplace, line: Line) -> None:
    line.activate(place)
    quiet = replace(place, politiques=Politiques(avis_mise_a_jour=False))
    published(line.departement, signed(release()))
    assert line.run(quiet)[0].items == ()
    line.run(place)
    assert releases.notice(place) is not None
    assert releases.notice(quiet) is None


def test_what_the_release_key_did_not_sign_or_goes_back_is_refused_once(
    place: Workplace, line: Line
) -> None:
    line.activate(place)
    published(line.departement, signed(release(), OTHER))
    assert [item.code for item in line.run(place)[0].items] == ["version_refusee_signature"]
    assert line.run(place)[0].items == ()
    assert releases.notice(place) is None
    published(line.departement, signed(release("9.3.0", serial=1_800_000_002)))
    line.run(place)
    published(line.departement, signed(release("9.9.0", serial=1_800_000_001)))
    assert [item.code for item in line.run(place)[0].items] == ["version_refusee_signature"]
    avis = releases.notice(place)
    assert avis is not None
    assert str(avis.release.version) == "9.3.0"


def test_a_second_key_is_believed_during_a_rotation_and_none_in_a_program_without(
    place: Workplace, tmp_path: Path
) -> None:
    file = tmp_path / "a.passerelle-version"
    file.write_bytes(signed(release(), OTHER))
    both = replace(place, release_keys=(*PINNED, public_of(OTHER)))
    assert str(releases.read_announced(both, file).version) == "9.2.0"
    with pytest.raises(ForeignReleaseError):
        releases.read_announced(replace(place, release_keys=()), file)
    file.write_bytes(signed(release(), PRIVATE)[:-3])
    with pytest.raises(NotAReleaseError):
        releases.read_announced(place, file)


def test_an_installer_is_good_damaged_unknown_or_too_old(
    place: Workplace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "cle"
    stick.mkdir()
    installer = stick / INSTALLER_NAME
    installer.write_bytes(INSTALLER)
    with pytest.raises(AnnouncementNeededError):
        software.verify(place, installer, None, nothing)
    (stick / "passerelle-9.2.0.passerelle-version").write_bytes(signed(release()))

    def verdict(path: Path) -> Verdict:
        return software.verify(place, path, None, nothing).verdict

    assert verdict(installer) is Verdict.GOOD
    assert releases.notice(place) is not None  # the stick brought the news too
    other = stick / "jeu.exe"
    other.write_bytes(b"autre chose")
    assert verdict(other) is Verdict.UNKNOWN
    other.write_bytes(INSTALLER)  # renamed: the same bytes
    assert verdict(other) is Verdict.GOOD
    installer.write_bytes(INSTALLER[:-1] + b"\0")
    assert verdict(installer) is Verdict.DAMAGED
    monkeypatch.setattr(releases, "__version__", "9.2.0")
    assert verdict(other) is Verdict.TOO_OLD
    (stick / "passerelle-9.2.0.passerelle-version").write_bytes(
        signed(release("9.1.0", serial=1_700_000_000))
    )
    with pytest.raises(OlderReleaseError):
        verdict(other)


def test_of_announcements_beside_the_installer_the_latest_that_is_believed_counts(
    place: Workplace, tmp_path: Path
) -> None:
    installer = tmp_path / INSTALLER_NAME
    installer.write_bytes(INSTALLER)
    for version, private in (("9.10.0", PRIVATE), ("9.9.0", PRIVATE), ("9.99.0", OTHER)):
        serial = 1_800_000_010 if version == "9.10.0" else 1_800_000_009
        file = tmp_path / f"passerelle-{version}.passerelle-version"
        file.write_bytes(signed(release(version, serial=serial), private))
    found = software.verify(place, installer, None, nothing)
    assert (str(found.release.version), found.verdict) == ("9.10.0", Verdict.GOOD)
    (tmp_path / "passerelle-9.10.0.passerelle-version").unlink()
    with pytest.raises(ForeignReleaseError):  # what is left goes back, or is another's
        software.verify(place, installer, None, nothing)


def test_the_keys_of_the_program_are_two_at_most() -> None:
    assert len(read_pinned((RESOURCES / "versions" / "cles.json").read_bytes())) <= 2
    with pytest.raises(ValueError, match="release keys"):
        read_pinned(b'{"v": 1, "keys": [{"public": "00"}]}')
