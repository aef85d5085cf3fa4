"""How names are compared: lower case, no accent, letters and digits only."""

import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l"})


def plain(text: str) -> str:
    """Return `text` in lower case without accents, words parted by one space."""
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    kept = "".join(
        char if char.isalnum() else " " for char in folded if not unicodedata.combining(char)
    )
    return " ".join(kept.split())


def person_key(*, nom: str, prenom: str, code_postal: str) -> str:
    """Return what two prescriptions of one person have in common, empty without a name.

    Hyphens and spaces do not count (« Jean-Pierre », « Jean Pierre », « Jeanpierre »).
    """
    parts = [plain(part).replace(" ", "") for part in (nom, prenom, code_postal)]
    return "|".join(parts) if parts[0] and parts[1] else ""
