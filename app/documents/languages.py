"""Papers in the person's language: which there are, and how far each translation can be trusted.

A language is a folder of `resources/documents/langues`: « langue.toml », then one file for each
text that is translated, with the parts and keys of the French one. A translation of another
version than the French text in force is not offered: it would say something else. The French
paper alone has value, and both say so (documents.md e3).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from app.documents.blocks import Block, Style, Text
from app.documents.panels import Card, InLanguage
from app.documents.scripts import held
from app.documents.texts import RESOURCES, Texts, load, read
from app.documents.typography import NBSP, rich
from app.domain.failures import UnusableFileError

FRENCH: Final = "fr"
REVIEWED: Final = "relue"
UNREVIEWED: Final = "traduction non relue"
_ABOUT: Final = "langue.toml"
_VALUE: Final = "Traduction pour aider à comprendre. **Seul le texte français a valeur.**"
_NOT_READ: Final = "Traduction non relue."


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language that papers may be given in: its name in itself and in French."""

    code: str
    name: str
    french: str
    rtl: bool
    reviewed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """A text in another language, with what is said above it."""

    language: Language
    texts: Texts
    about: Texts

    def page(self, blocks: list[Block], *, size: float) -> Block:
        """Return the blocks under the words that say what a translation is worth."""
        return InLanguage(
            [self._banner(size), *blocks], lang=self.language.code, rtl=self.language.rtl
        )

    def values(self, values: Mapping[str, str]) -> dict[str, str]:
        """Return values as sentences of this language may hold them."""
        return {key: held(one) if self.language.rtl else one for key, one in values.items()}

    def date(self, day: date) -> str:
        """Return a day as this language writes it, its parts held together."""
        months = self.about.parts["langue"]["mois"]
        form = self.about.parts["langue"]["date"][0]
        written = form.format(jour=day.day, mois=months[day.month - 1], annee=day.year)
        return written.replace(" ", NBSP)

    def _banner(self, size: float) -> Block:
        style = Style(size=max(size - 2, 11))
        own = [self.about.line("bandeau", "valeur", {})]
        french = _VALUE
        if not self.language.reviewed:
            own.append(self.about.line("bandeau", "non_relue", {}))
            french = f"**{_NOT_READ}** {french}"
        words = InLanguage([Text(rich(french), style)], lang="fr-FR")
        return Card([*(Text(line, style) for line in own), words], padding=8, before=0)


def languages(name: str, profile: str) -> tuple[Language, ...]:
    """Return the languages in which the text `name` (« notice.toml ») can be given now.

    French, which every paper has, is not among them.
    """
    found = (translation(name, profile, code) for code in _codes())
    return tuple(one.language for one in found if one is not None)


def translation(name: str, profile: str, code: str) -> Translation | None:
    """Return a text in a language; None where it is not there, or of another version.

    Raises:
        UnusableFileError: a file of this language has another shape.
    """
    if code not in _codes():
        return None
    folder = RESOURCES / "documents" / "langues" / code
    if not (folder / name).is_file():
        return None
    about, texts = read(folder / _ABOUT), read(folder / name)
    if texts.parts["traduction"]["de"][0] != load(name, profile).version:
        return None
    words = about.parts["langue"]
    state = texts.parts["traduction"]["etat"][0]
    if state not in {REVIEWED, UNREVIEWED}:
        known = f"« {REVIEWED} » ou « {UNREVIEWED} » est attendu."
        raise UnusableFileError(name, known, place="[traduction] etat")
    return Translation(
        language=Language(
            code=code,
            name=words["nom"][0],
            french=words["nom_francais"][0],
            rtl=words["sens"][0] == "droite",
            reviewed=state == REVIEWED,
        ),
        texts=texts,
        about=about,
    )


def french_name(code: str) -> str:
    """Return « anglais » for « en »; the code where there is no such language any more."""
    if code not in _codes():
        return code
    about = read(RESOURCES / "documents" / "langues" / code / _ABOUT)
    return about.parts["langue"]["nom_francais"][0]


@lru_cache(maxsize=1)
def _codes() -> tuple[str, ...]:
    folder = RESOURCES / "documents" / "langues"
    return tuple(sorted(path.parent.name for path in folder.glob(f"*/{_ABOUT}")))


def said(texts: Texts, part: str, key: str, otherwise: str, values: Mapping[str, str]) -> str:
    """Return the words under `part.key` where a translation has them, else the French ones."""
    lines = texts.parts.get(part, {}).get(key)
    return lines[0].format_map(values) if lines else otherwise
