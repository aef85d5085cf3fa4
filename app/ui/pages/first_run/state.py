"""What the assistant asks and shows."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path

_CODE = re.compile(r"[A-Z0-9]{3,12}")
_PHONE = re.compile(r"\+?[\d\s.\-]{10,20}")
_COURRIEL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


class Step(IntEnum):
    """The steps, in order."""

    PROFILE = 0
    STRUCTURE = 1
    AGENT = 2
    PASSPHRASE = 3
    SHEET = 4
    CHECK = 5
    DONE = 6


# The check belongs to the sheet for whoever reads the trail.
STEP_NAMES = (
    "Convention",
    "Structure",
    "Vous",
    "Phrase de passe",
    "Feuille de secours",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleEntry:
    """A role that the first agent may hold besides the référent's."""

    code: str
    label: str
    explanation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileEntry:
    """A convention that may be chosen, explained in a sentence, with its roles."""

    code: str
    title: str
    explanation: str
    roles: tuple[RoleEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyEntry:
    """The structure's public key, as it was read from `file`."""

    file: Path
    name: str
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstRunForm:
    """What is asked, as it was typed (blanks around it taken off); `roles` are codes."""

    profile: str = ""
    structure_name: str = ""
    structure_code: str = ""
    adresse: tuple[str, ...] = ()
    telephone: str = ""
    courriel: str = ""
    prenom: str = ""
    nom: str = ""
    fonction: str = ""
    roles: tuple[str, ...] = ()
    structure_key: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstRunState:
    """Everything the assistant shows. `mistakes` are keyed by the fields of `FirstRunForm`."""

    profiles: tuple[ProfileEntry, ...]
    step: Step = Step.PROFILE
    form: FirstRunForm = FirstRunForm()
    mistakes: Mapping[str, str] = field(default_factory=dict[str, str])
    problem: str = ""
    key: KeyEntry | None = None
    key_mistake: str = ""
    key_is_imposed: bool = False
    working: str = ""
    sheet_number: int = 0
    groups: tuple[str, ...] = field(default=(), repr=False)
    asked: tuple[int, ...] = ()

    @property
    def roles(self) -> tuple[RoleEntry, ...]:
        """Return the roles of the chosen convention."""
        return next((one.roles for one in self.profiles if one.code == self.form.profile), ())


def mistakes_of(step: Step, form: FirstRunForm) -> dict[str, str]:
    """Return what must be corrected before `step` is left, by field."""
    match step:
        case Step.PROFILE:
            return {} if form.profile else {"profile": "Choisissez une convention."}
        case Step.STRUCTURE:
            return _structure_mistakes(form)
        case Step.AGENT:
            return _missing(form, prenom="Le prénom manque.", nom="Le nom manque.")
        case _:
            return {}


def _missing(form: FirstRunForm, **sentences: str) -> dict[str, str]:
    return {name: words for name, words in sentences.items() if not getattr(form, name)}


def _structure_mistakes(form: FirstRunForm) -> dict[str, str]:
    mistakes = _missing(
        form,
        structure_name="Le nom de la structure manque.",
        structure_code="Le code manque.",
        adresse="L’adresse manque\u00a0: elle est imprimée sur les papiers.",
    )
    if form.structure_code and not _CODE.fullmatch(form.structure_code):
        mistakes["structure_code"] = "De 3 à 12 lettres capitales ou chiffres, sans espace."
    if form.telephone and not _PHONE.fullmatch(form.telephone):
        mistakes["telephone"] = "Ce numéro n’est pas complet."
    if form.courriel and not _COURRIEL.fullmatch(form.courriel):
        mistakes["courriel"] = "Cette adresse de courriel n’est pas complète."
    return mistakes
