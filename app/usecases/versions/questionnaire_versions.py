"""The versions of the questionnaire: which one is in force, which others wait, the way back."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.domain.failures import AppError, UnusableFileError
from app.domain.habilitation import Acte
from app.domain.identifiers import AgentId
from app.questionnaire.difference.comparing import compare
from app.questionnaire.difference.model import Difference
from app.storage import agents, evenements, versions
from app.storage.evenements import Evenement
from app.storage.versions import Activation, VersionQuestionnaire
from app.usecases.laptop import habilitations
from app.usecases.versions.questionnaire_import import unfit
from app.usecases.versions.questionnaires import Questionnaire, kept_questionnaire
from app.usecases.workplace import Workplace


class VersionGoneError(AppError):
    """This version is not, or not whole, on this laptop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A version on this laptop; `since` is when it last came into force, None when it never was.

    `by` and `activated_by` name who imported and who activated it, empty for nobody.
    """

    version: VersionQuestionnaire
    since: datetime | None
    by: str
    activated_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """The version in force, the others with the latest imported first, and who decides.

    `bundled` is the workbook that came with the program when it is none of them yet.
    """

    current: Held
    others: tuple[Held, ...]
    bundled: Path | None
    referent: str
    may_activate: bool


def shelved(workplace: Workplace) -> Shelved:
    """Return the versions on this laptop."""
    with workplace.database.reading() as session:
        kept = versions.kept(session)
        made = versions.activations(session, limit=1000)
        names = {agent.id: agent.display_name for agent in agents.present(session)}
        for known in {one.imported_by for one in kept} | {one.agent_id for one in made}:
            if known is not None and known not in names:
                gone = agents.load(session, known)
                names[known] = gone.display_name if gone else ""
        who = habilitations.referents(session)
    latest = {one.sha256: one for one in reversed(made)}
    held = [_held(version, latest.get(version.sha256), names) for version in kept]
    current = workplace.questionnaire.hash
    return Shelved(
        current=next(one for one in held if one.version.sha256 == current),
        others=tuple(one for one in held if one.version.sha256 != current),
        bundled=_bundled(workplace, {version.sha256 for version in kept}),
        referent=" ou ".join(who),
        may_activate=Acte.VERSIONS in habilitations.actes(workplace),
    )


def difference_with(workplace: Workplace, sha256: str) -> Difference:
    """Return what a version on this laptop would change of the one in force.

    Raises:
        VersionGoneError: it is not here.
    """
    other = _load(workplace, sha256)
    return compare(workplace.questionnaire.guide.workbook, other.guide.workbook)


def activate(workplace: Workplace, sha256: str) -> None:
    """Put a version into force: new interviews are made with it, those begun keep their own.

    The way back to a former version is the same act. The history says who did it and when.

    Raises:
        NotAllowedError: another than the référent asks for it.
        VersionGoneError: the version is not here.
        UnusableFileError: it does not fit the convention or the records of this laptop.
    """
    habilitations.require(workplace, Acte.VERSIONS)
    wanted = _load(workplace, sha256)
    wrong = unfit(workplace, wanted.guide)
    if wrong:
        raise UnusableFileError(wanted.guide.workbook.name, wrong[0].message, place=wrong[0].place)
    now, agent = workplace.clock.now(), workplace.agent.id
    former = workplace.questionnaire
    with workplace.database.writing() as session:
        versions.activate(session, Activation(sha256=sha256, at=now, agent_id=agent))
        event = Evenement(
            kind="version_activee", detail=f"apres_{former.hash[:12]}", at=now, agent_id=agent
        )
        evenements.note(session, sha256, event)
    workplace.shelf.older[former.hash] = former
    workplace.shelf.current = wanted


def _load(workplace: Workplace, sha256: str) -> Questionnaire:
    if sha256 == workplace.questionnaire.hash:
        return workplace.questionnaire
    found = kept_questionnaire(workplace.database, sha256)
    if found is None:
        raise VersionGoneError
    return found


def _held(
    version: VersionQuestionnaire, active: Activation | None, names: dict[AgentId, str]
) -> Held:
    by = names.get(version.imported_by, "") if version.imported_by else ""
    chosen = names.get(active.agent_id, "") if active and active.agent_id else ""
    return Held(version=version, since=active.at if active else None, by=by, activated_by=chosen)


def _bundled(workplace: Workplace, known: set[str]) -> Path | None:
    path = workplace.resources.workbook(workplace.convention)
    try:
        here = hashlib.sha256(path.read_bytes()).hexdigest() in known
    except OSError:
        return None
    return None if here else path
