"""What Réglages, Logiciel shows: the program, its upgrade, what is imposed. Names nobody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app import __version__
from app.domain.failures import AppError
from app.domain.politiques import TABLE, Nature, Politique, Politiques
from app.storage import earlier
from app.sync.protocol.release import SUFFIX, Release
from app.usecases.versions import releases
from app.usecases.versions.releases import (
    Avis,
    Checked,
    ForeignReleaseError,
    NotAReleaseError,
    OlderReleaseError,
    Progress,
)
from app.usecases.workplace import Workplace


class AnnouncementNeededError(AppError):
    """No announcement is known to compare the installer with: one has to be chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Software:
    """`earlier_until` is the day on which the database of before an upgrade goes, None without.

    `told` says whether workers are told of a new version.
    """

    version: str
    avis: Avis | None
    told: bool
    earlier_until: date | None
    policies: Politiques


def look(workplace: Workplace) -> Software:
    """Return how the program stands on this laptop."""
    kept = earlier.load(workplace.vault.folder)
    return Software(
        version=__version__,
        avis=releases.notice(workplace),
        told=workplace.politiques.announces_versions,
        earlier_until=kept.made_on + earlier.KEPT if kept else None,
        policies=workplace.politiques,
    )


def imposed_values(policies: Politiques) -> list[tuple[Politique, str]]:
    """Return what is imposed with its value for people; a secret says only that it is set."""
    return [(one, _value(policies, one)) for one in TABLE if policies.imposes(one)]


def verify(
    workplace: Workplace, installer: Path, announcement: Path | None, progress: Progress
) -> Checked:
    """Compare an installer with its announcement: the one given, beside it, or received before.

    Raises:
        AnnouncementNeededError: there is none.
        NotAReleaseError, ForeignReleaseError, OlderReleaseError: the announcement is not believed.
        UnreadableInstallerError: nothing was compared.
        whatever `progress` raises.
    """
    release = _release(workplace, installer, announcement)
    return releases.check_installer(release, installer, progress)


def _release(workplace: Workplace, installer: Path, announcement: Path | None) -> Release:
    if announcement is not None:
        return releases.read_announced(workplace, announcement)
    if beside := sorted(installer.parent.glob(f"*{SUFFIX}")):
        return _latest(workplace, beside)
    held = releases.announced(workplace)
    if held is None:
        raise AnnouncementNeededError
    return held


def _latest(workplace: Workplace, files: Sequence[Path]) -> Release:
    """Return the latest of several; names tell no order (9.10 stands before 9.9)."""
    believed: list[Release] = []
    refused: AppError | None = None
    for file in files:
        try:
            believed.append(releases.read_announced(workplace, file))
        except (NotAReleaseError, ForeignReleaseError, OlderReleaseError) as failure:
            refused = failure
    if not believed:
        raise refused or AnnouncementNeededError
    return max(believed, key=lambda one: one.serial)


def _value(policies: Politiques, policy: Politique) -> str:
    value: object = getattr(policies, policy.name)
    if policy.secret:
        return "défini, et montré nulle part"
    if policy.nature is Nature.OUI_NON:
        return "oui" if value else "non"
    if policy.nature is Nature.NOMBRE:
        return f"{value}\u00a0minute{'s' * (value != 1)}"
    return str(value)
