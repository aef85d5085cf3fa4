"""Bytes of a list → text, saying what was not UTF-8."""

import codecs
from typing import Final

from app.domain.failures import UnusableFileError

_OTHERS: Final = (
    ("cp1252", "Windows-1252 (« ANSI »)"),
    ("mac_roman", "Mac Roman"),
    ("cp850", "DOS (page 850)"),
)
_TELLING: Final = ("numérique", "démarches", "Maîtrise", "Médiathèque", "accès", "Société")
_MANGLED: Final = "\u00c3\u00a9"  # « é » in UTF-8, read as Windows-1252
_UTF16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def text_of(content: bytes, *, file: str) -> tuple[str, str]:
    """Return the text of a list, and in French what was wrong with its encoding, if anything.

    Another encoding than UTF-8 is taken when words that such lists hold come out right with it.

    Raises:
        UnusableFileError: it is not UTF-8, and no encoding makes it readable for certain.
    """
    if content.startswith(_UTF16):
        return _utf16(content, file)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        return _other(content, file, fault)
    if _MANGLED in text:
        return _repaired(text)
    return text, ""


def _utf16(content: bytes, file: str) -> tuple[str, str]:
    try:
        return content.decode("utf-16"), "Ce fichier est en UTF-16 et non en UTF-8 : il a été lu."
    except UnicodeDecodeError as error:
        raise UnusableFileError(file, "ce texte UTF-16 est abîmé.") from error


def _other(content: bytes, file: str, fault: UnicodeDecodeError) -> tuple[str, str]:
    for codec, name in _OTHERS:
        try:
            text = content.decode(codec)
        except UnicodeDecodeError:
            continue
        if any(word in text for word in _TELLING):
            return text, f"Ce fichier n’est pas en UTF-8 : il a été lu comme {name}."
    line = content.count(b"\n", 0, fault.start) + 1
    problem = (
        f"ce fichier n’est pas en UTF-8 (octet {content[fault.start]:02X}). Enregistrez-le "
        "en « CSV UTF-8 » et recommencez."
    )
    raise UnusableFileError(file, problem, place=f"ligne {line}") from fault


def _repaired(text: str) -> tuple[str, str]:
    """Undo UTF-8 that was read as Windows-1252, written again, and sent."""
    try:
        return text.encode("cp1252").decode("utf-8"), "Les accents étaient abîmés : réparés."
    except UnicodeError:
        return text, "Des accents sont abîmés dans ce fichier (« Ã© » au lieu de « é »)."
