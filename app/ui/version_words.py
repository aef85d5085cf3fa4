"""A newer version of the program in words, for Aujourd’hui and Réglages."""

from dataclasses import dataclass
from typing import Final

from app import __version__
from app.ui.dates import day_words
from app.ui.widgets.tones import Tone
from app.usecases.versions import releases
from app.usecases.versions.releases import Avis
from app.usecases.workplace import Workplace


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionNotice:
    """What is said of a newer version; empty words where there is none."""

    words: str = ""
    tone: Tone = Tone.INFO


NO_NEWER: Final = VersionNotice()


def version_notice(workplace: Workplace) -> VersionNotice:
    """Return what is said of a newer version, in a thread."""
    avis = releases.notice(workplace)
    return VersionNotice(words=notice_words(avis, __version__), tone=notice_tone(avis))


def notice_words(avis: Avis | None, present: str) -> str:
    """Return that a newer version exists and what hangs on it; empty when there is none."""
    if avis is None:
        return ""
    release = avis.release
    security = " Elle corrige une faille de sécurité." if release.security else ""
    soon = (
        f" Bientôt, Synchroniser ne répondra plus à la version {present}."
        if avis.soon_refused
        else ""
    )
    return (
        f"Passerelle {release.version} est disponible depuis le {day_words(release.issued_on)}. "
        f"{release.note}{'' if release.note.endswith('.') else '.'}{security}{soon} Ce poste a la "
        f"version {present}\u00a0: demandez l’installation à votre service informatique."
    )


def notice_tone(avis: Avis | None) -> Tone:
    """Return how pressing it is."""
    pressing = avis is not None and (avis.release.security or avis.soon_refused)
    return Tone.WARNING if pressing else Tone.INFO
