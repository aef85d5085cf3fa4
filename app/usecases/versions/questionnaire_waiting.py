"""Whether a version of the questionnaire waits for the référent to decide on it."""

from dataclasses import dataclass

from app.storage.versions import Source
from app.usecases.versions.questionnaire_versions import shelved
from app.usecases.workplace import Workplace


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingVersion:
    """How the version came, and who decides; `referent` is empty where nobody is."""

    source: Source
    referent: str
    may_activate: bool


def waiting_version(workplace: Workplace) -> WaitingVersion | None:
    """Return the version that waits, None when there is none.

    One waits that came after the version in force and was never in force itself. One that was
    there when the référent put another into force was decided on: he saw it.
    """
    found = shelved(workplace)
    since = found.current.since or found.current.version.imported_at
    sources = [
        one.version.source
        for one in found.others
        if one.since is None and one.version.imported_at >= since
    ]
    if found.bundled is not None:
        sources.append(Source.PROGRAMME)
    if not sources:
        return None
    return WaitingVersion(
        source=sources[0], referent=found.referent, may_activate=found.may_activate
    )
