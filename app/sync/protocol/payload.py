"""What a prescription says to the Département: the closed list of fields, and nothing else.

Which of them leave is the convention's matter (`Convention.fields_sent`); the use case chooses.
This module only knows which fields exist at all, and their form. An absent field is left out: an
empty text is refused, so that one prescription has one canonical form and one digest.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, cast

from app.sync.protocol.canonical import canonical, parse_canonical, parse_json
from app.sync.protocol.limits import MAX_PAYLOAD
from app.sync.protocol.reading import Fields

_VERSION: Final = 1
_MOST_CARNETS: Final = 100
_HIGHEST_CATEGORIE: Final = 99
_ADRESSE_LINES: Final = ("voie", "chez", "complement", "residence", "lieu_dit")
_NAMELESS: Final = ("v", "kind", "reference", "structure")
_REQUIRED: Final = (*_NAMELESS, "prescribed_on", "service", "carnets")
_OPTIONAL: Final = ("categorie", "earlier", "personne")
_BESIDE_KIND: Final = tuple(name for name in (*_REQUIRED, *_OPTIONAL) if name != "kind")
_PERSONNE: Final = ("nom", "prenom", "civilite", "tranche_age", "adresse")


class Kind(StrEnum):
    """What an item does at the Département."""

    PRESCRIPTION = "prescription"
    CORRECTION = "correction"  # replaces the revision before, whole
    WITHDRAWAL = "withdrawal"  # takes it back; names nobody


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class AdresseSent:
    """A postal address as it leaves; the roles are those of `domain.personne.AdressePostale`."""

    code_postal: str
    commune: str
    code_insee: str
    voie: str = ""
    chez: str = ""
    complement: str = ""
    residence: str = ""
    lieu_dit: str = ""
    domiciliation_ccas: bool = False

    def content(self) -> dict[str, object]:
        """Return the fields that are there."""
        lines = {name: getattr(self, name) for name in _ADRESSE_LINES if getattr(self, name)}
        ccas = {"domiciliation_ccas": True} if self.domiciliation_ccas else {}
        return {
            "code_postal": self.code_postal,
            "commune": self.commune,
            "code_insee": self.code_insee,
            **lines,
            **ccas,
        }


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PersonneSent:
    """What of the person leaves; empty where the convention keeps it back.

    Like its address it has no readable `repr`: a value that reaches a log names nobody.
    """

    nom: str = ""
    prenom: str = ""
    civilite: str = ""
    tranche_age: str = ""
    adresse: AdresseSent | None = None

    def content(self) -> dict[str, object]:
        """Return the fields that are there."""
        words = ("nom", "prenom", "civilite", "tranche_age")
        found: dict[str, object] = {
            name: getattr(self, name) for name in words if getattr(self, name)
        }
        return found if self.adresse is None else {**found, "adresse": self.adresse.content()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """The content of one item. A withdrawal has `reference` and `structure` alone.

    `structure` is the structure's code at the Département; `earlier` the identifier of the same
    person's previous prescription.
    """

    kind: Kind
    reference: str
    structure: str
    prescribed_on: date | None = None
    service: str = ""
    carnets: int = 0
    categorie: int | None = None
    earlier: str = ""
    personne: PersonneSent | None = None

    def content(self) -> dict[str, object]:
        """Return the payload as a versioned object, with the fields that are there."""
        found: dict[str, object] = {
            "v": _VERSION,
            "kind": self.kind.value,
            "reference": self.reference,
            "structure": self.structure,
        }
        if self.kind is Kind.WITHDRAWAL or self.prescribed_on is None:
            return found
        found["prescribed_on"] = self.prescribed_on.isoformat()
        found["service"] = self.service
        found["carnets"] = self.carnets
        if self.categorie is not None:
            found["categorie"] = self.categorie
        if self.earlier:
            found["earlier"] = self.earlier
        if self.personne is not None:
            found["personne"] = self.personne.content()
        return found

    def to_bytes(self) -> bytes:
        """Return the canonical bytes: what is compressed and sealed, and what the digest covers."""
        return canonical(self.content())


def prescription_payload(fields: Mapping[str, object]) -> bytes:
    """Return the canonical bytes of a payload given as a mapping.

    `v` may be left out. Done for you: empty texts, `None`, empty mappings and a false
    `domiciliation_ccas` are left out, runs of blanks become one. A withdrawal takes what it may say
    and must be given no more.

    Raises:
        ProtocolError: a field outside the closed list, missing, or out of its form.
    """
    filled = {"v": _VERSION, **_without_blanks(fields)}
    raw = canonical(filled)
    return _payload(parse_json(raw, limit=MAX_PAYLOAD)).to_bytes()


def parse_payload(raw: bytes) -> Payload:
    """Read the canonical bytes of a payload.

    Raises:
        ProtocolError: not canonical, or as `prescription_payload`.
    """
    return _payload(parse_canonical(raw, limit=MAX_PAYLOAD))


def plaintext_digest(key: bytes, payload: bytes) -> bytes:
    """Return HMAC-SHA-256 of a payload's canonical bytes: equal when the content is the same.

    The key is the receiver's own secret: without it the digest tells nothing, and nobody can try
    names against it.
    """
    return hmac.digest(key, payload, hashlib.sha256)


def _payload(value: object) -> Payload:
    kind = _kind(value)
    if kind is Kind.WITHDRAWAL:
        fields = Fields.of(value, "payload", required=_NAMELESS)
    else:
        fields = Fields.of(value, "payload", required=_REQUIRED, optional=_OPTIONAL)
    fields.integer("v", _VERSION, _VERSION)
    found = Payload(
        kind=kind, reference=fields.code("reference"), structure=fields.code("structure")
    )
    return found if kind is Kind.WITHDRAWAL else _complete(found, fields)


def _kind(value: object) -> Kind:
    return Fields.of(value, "payload", required=("kind",), optional=_BESIDE_KIND).choice(
        "kind", Kind
    )


def _complete(found: Payload, fields: Fields) -> Payload:
    return Payload(
        kind=found.kind,
        reference=found.reference,
        structure=found.structure,
        prescribed_on=fields.day("prescribed_on"),
        service=fields.code("service"),
        carnets=fields.integer("carnets", 1, _MOST_CARNETS),
        categorie=(
            fields.integer("categorie", 0, _HIGHEST_CATEGORIE) if fields.has("categorie") else None
        ),
        earlier=fields.uuid("earlier") if fields.has("earlier") else "",
        personne=_personne(fields.values["personne"]) if fields.has("personne") else None,
    )


def _personne(value: object) -> PersonneSent:
    place = "payload.personne"
    fields = Fields.of(value, place, required=(), optional=_PERSONNE)
    if not fields.values:
        raise fields.fault("nom")
    return PersonneSent(
        nom=fields.maybe_text("nom"),
        prenom=fields.maybe_text("prenom"),
        civilite=fields.maybe_text("civilite", longest=20),
        tranche_age=fields.code("tranche_age") if fields.has("tranche_age") else "",
        adresse=_adresse(fields.values["adresse"]) if fields.has("adresse") else None,
    )


def _adresse(value: object) -> AdresseSent:
    fields = Fields.of(
        value,
        "payload.personne.adresse",
        required=("code_postal", "commune", "code_insee"),
        optional=(*_ADRESSE_LINES, "domiciliation_ccas"),
    )
    ccas = fields.has("domiciliation_ccas")
    if ccas and not fields.boolean("domiciliation_ccas"):
        raise fields.fault("domiciliation_ccas")  # false is said by leaving it out
    return AdresseSent(
        code_postal=fields.text("code_postal", longest=5),
        commune=fields.text("commune"),
        code_insee=fields.text("code_insee", longest=5),
        voie=fields.maybe_text("voie"),
        chez=fields.maybe_text("chez"),
        complement=fields.maybe_text("complement"),
        residence=fields.maybe_text("residence"),
        lieu_dit=fields.maybe_text("lieu_dit"),
        domiciliation_ccas=ccas,
    )


def _without_blanks(fields: Mapping[str, object]) -> dict[str, object]:
    """Leave out what says nothing, at every level."""
    found: dict[str, object] = {}
    for name, given in fields.items():
        value = _plain(given)
        nothing = value is None or value in ("", {})
        if not nothing and not (name == "domiciliation_ccas" and value is False):
            found[name] = value
    return found


def _plain(value: object) -> object:
    match value:
        case str():
            return " ".join(value.split())
        case date():
            return value.isoformat()
        case Mapping():
            return _without_blanks(cast("Mapping[str, object]", value))
        case _:
            return value
