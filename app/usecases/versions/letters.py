"""The text of the letter: what the Département published beside what the program brings.

It is in force from the next letter on; a choice is undone by the same act.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.domain.failures import AppError, UnusableFileError
from app.domain.habilitation import Acte
from app.storage import evenements, lettres, rapports
from app.storage.evenements import Evenement
from app.storage.lettres import Choix, TexteLettre
from app.sync.gateway import Gateway
from app.sync.protocol.signed import Manifest, MaterialKind
from app.usecases.laptop import habilitations
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.documents.letter_wording import Replaced

RECEIVED: Final = "lettres_recues"
REFUSED: Final = "lettres_refusees"
ACTIVATED: Final = "lettres_activees"
OWN: Final = ""  # the hash of the program's own text


class LetterGoneError(AppError):
    """This text of the letter is not on this laptop, or does not read any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """The text in force, the one proposed, and the way back.

    `current` and `proposed` are versions, empty for the program's own and for none. `changes` is
    what the proposed text changes of the one in force. `former` is the hash to go back to, None
    when none was in force before; `refused` tells what is wrong with the last one that came.
    """

    current: str
    proposed: str
    proposed_hash: str
    changes: tuple["Replaced", ...]
    former: str | None
    former_version: str
    refused: str
    referent: str
    may_activate: bool


def take_letters(
    workplace: Workplace,
    gateway: Gateway,
    listed: Manifest,
    report: int,
    *,
    stop_if_cancelled: Callable[[], None],
) -> bool | None:
    """Keep the text of a verified list beside the others, if it is news; nothing else changes.

    Runs in the network's thread. Returns whether it was kept, None without news; one that is
    refused is fetched once.

    Raises:
        GatewayError: the document did not come, or is not the one that was signed for.
    """
    entry = listed.entry(MaterialKind.LETTERS, workplace.convention.profile)
    if entry is None:
        return None
    digest = entry.sha256.hex()
    with workplace.database.reading() as session:
        if lettres.seen(session, digest):
            return None
    stop_if_cancelled()
    texte, refused = _read(workplace, gateway.document(entry), digest)
    with workplace.database.writing() as session:
        lettres.note_seen(session, digest, refused=refused)
        if texte is not None:
            lettres.keep(session, texte)
        rapports.note(session, report, digest, REFUSED if texte is None else RECEIVED)
    return texte is not None


def wording(workplace: Workplace) -> str:
    """Return the text that the next letter is written with; empty for the program's own.

    One that this program does not read any more gives way: a letter has to be printed.
    """
    with workplace.database.reading() as session:
        chosen = _chosen(session)
        content = _content(session, chosen)
    return content if _texts(workplace, content) is not None else ""


def letters(workplace: Workplace) -> Letters:
    """Return what is known of the text of the letter."""
    with workplace.database.reading() as session:
        texts = {one.sha256: one for one in lettres.kept(session)}
        made = lettres.choices(session)
        refused = lettres.last_refusal(session)
        referents = habilitations.referents(session)
    current = made[0].sha256 if made else OWN
    latest = next(iter(texts.values()), None)
    news = latest if latest and latest.sha256 != current else None
    if news and any(one.sha256 == news.sha256 for one in made):
        news = None  # it was in force and was left: it is the way back, no proposal
    former = next((one.sha256 for one in made[1:] if one.sha256 != current), OWN) if made else None
    return Letters(
        current=texts[current].version if current in texts else "",
        proposed=news.version if news else "",
        proposed_hash=news.sha256 if news else "",
        changes=_changes(workplace, texts.get(current), news) if news else (),
        former=former if former != current else None,
        former_version=texts[former].version if former in texts else "",
        refused=refused,
        referent=" ou ".join(referents),
        may_activate=Acte.VERSIONS in habilitations.actes(workplace),
    )


def activate(workplace: Workplace, sha256: str) -> None:
    """Put a text in force; an empty hash is the program's own. The way back is the same act.

    Raises:
        NotAllowedError: another than the référent asks for it.
        LetterGoneError: it is not here, or does not read.
    """
    habilitations.require(workplace, Acte.VERSIONS)
    now, agent = workplace.clock.now(), workplace.agent.id
    with workplace.database.writing() as session:
        content = _content(session, sha256)
        if (sha256 != OWN and not content) or _texts(workplace, content) is None:
            raise LetterGoneError
        before = _chosen(session)
        lettres.choose(session, Choix(sha256=sha256, at=now, agent_id=agent))
        detail = f"apres_{before[:12] or 'programme'}"
        event = Evenement(kind=ACTIVATED, detail=detail, at=now, agent_id=agent)
        evenements.note(session, sha256 or "programme", event)


def _read(workplace: Workplace, content: bytes, digest: str) -> tuple[TexteLettre | None, str]:
    from app.documents.letter_check import checked  # noqa: PLC0415 - reportlab is slow

    try:
        found = checked(content, workplace.convention)
    except UnusableFileError as fault:
        return None, str(fault)
    return TexteLettre(
        sha256=digest,
        version=found.version,
        content=content.decode("utf-8"),
        kept_at=workplace.clock.now(),
    ), ""


def _texts(workplace: Workplace, content: str) -> object | None:
    from app.documents.letter_wording import worded  # noqa: PLC0415 - not at unlocking

    try:
        return worded(workplace.convention.profile, content)
    except UnusableFileError:
        return None


def _changes(
    workplace: Workplace, current: TexteLettre | None, news: TexteLettre
) -> tuple["Replaced", ...]:
    from app.documents.letter_wording import replaced, worded  # noqa: PLC0415 - as above

    profile = workplace.convention.profile
    try:
        return replaced(
            worded(profile, current.content if current else ""), worded(profile, news.content)
        )
    except UnusableFileError:
        return ()


def _chosen(session: "Session") -> str:
    made = lettres.choices(session)
    return made[0].sha256 if made else OWN


def _content(session: "Session", sha256: str) -> str:
    return next((one.content for one in lettres.kept(session) if one.sha256 == sha256), "")
