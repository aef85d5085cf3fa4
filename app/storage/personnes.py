"""Keep and find the persons who are helped.

Functions take the caller's session and never commit. A field that the convention does not allow is
refused here as it is in the domain (docs/decisions/0007).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Final

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.domain.champs import ForbiddenFieldError, without_forbidden
from app.domain.convention import Champ, Convention
from app.domain.identifiers import AgentId, PersonneId
from app.domain.personne import AdressePostale, Personne
from app.storage.due import INCLUDE_DUE
from app.storage.normalisation import normalised, sound
from app.storage.tables.dossiers import PersonneRow

_AFTER_EVERY_LETTER: Final = "\U0010ffff"
_NO_ADRESSE: Final = AdressePostale(voie="", code_postal="", commune="", code_insee="")


def keep(session: Session, personne: Personne, convention: Convention, *, due_on: date) -> None:
    """Keep a new person, or what changed of a known one.

    `due_on` is the first day on which the person must be gone (the convention's rule). The term of
    a known person is only ever put later: something else may keep the record longer.

    Raises:
        ForbiddenFieldError: a field is filled that the convention does not allow.
    """
    _refuse_forbidden(personne, convention)
    row = session.get(PersonneRow, personne.id, execution_options={INCLUDE_DUE: True})
    if row is None:
        row = PersonneRow(id=personne.id, due_on=due_on)
        session.add(row)
    row.due_on = max(row.due_on, due_on)
    _write(row, personne)
    session.flush()


def load(session: Session, personne_id: PersonneId) -> Personne | None:
    """Return a person, None when unknown or past the term."""
    row = session.get(PersonneRow, personne_id)
    return None if row is None else personne_of(row)


def search(
    session: Session, text: str, *, owner: AgentId | None = None, limit: int = 50
) -> Sequence[Personne]:
    """Return the persons whose nom or prénom begins as `text`, by name.

    Case, accents and hyphens do not count; « mar dup », « dupont m » and « dup » all find Marie
    Dupont. An empty `text` gives everybody. `owner` keeps to « mes personnes ». Of more than
    `limit`, those whose nom begins so come before those of that prénom.
    """
    found: dict[str, PersonneRow] = {}
    for reading in _readings(normalised(text).split()):
        if len(found) >= limit:
            break
        query = select(PersonneRow).where(reading.condition)
        if owner is not None:
            query = query.where(PersonneRow.owner == owner)
        rows = session.scalars(query.order_by(*reading.order).limit(limit))
        found.update((row.id, row) for row in rows)
    by_name = sorted(islice(found.values(), limit), key=lambda row: (row.nom_norm, row.prenom_norm))
    return [personne_of(row) for row in by_name]


def doubles(session: Session, *, nom: str, prenom: str, code_insee: str = "") -> Sequence[Personne]:
    """Return the persons, whoever owns them, who may be the one about to be typed.

    Same nom and prénom but for case and accents, anywhere; or names that sound alike in the same
    commune. The exact ones come first.
    """
    nom_norm, prenom_norm = normalised(nom), normalised(prenom)
    if not (nom_norm and prenom_norm):
        return []
    exact = and_(PersonneRow.nom_norm == nom_norm, PersonneRow.prenom_norm == prenom_norm)
    close = and_(
        PersonneRow.code_insee == code_insee,
        PersonneRow.nom_son == sound(nom),
        PersonneRow.prenom_son == sound(prenom),
    )
    rows = session.scalars(
        select(PersonneRow)
        .where(or_(exact, close) if code_insee else exact)
        .order_by(~exact, PersonneRow.nom_norm, PersonneRow.prenom_norm)
        .limit(20)
    )
    return [personne_of(row) for row in rows]


def foyer(session: Session, foyer_code: str) -> Sequence[Personne]:
    """Return the persons who live together under this code, by name; nobody for an empty code."""
    if not foyer_code:
        return []
    rows = session.scalars(
        select(PersonneRow)
        .where(PersonneRow.foyer == foyer_code)
        .order_by(PersonneRow.nom_norm, PersonneRow.prenom_norm)
    )
    return [personne_of(row) for row in rows]


def count(session: Session, *, owner: AgentId | None = None) -> int:
    """Count the persons, of one owner or of all."""
    query = select(func.count(PersonneRow.id))
    if owner is not None:
        query = query.where(PersonneRow.owner == owner)
    return session.scalars(query).one()


def due_on(session: Session, personne_id: PersonneId) -> date | None:
    """Return the first day on which this person must be gone; None when unknown."""
    row = session.get(PersonneRow, personne_id)
    return None if row is None else row.due_on


def hold_until(session: Session, personne_id: PersonneId, due_on: date) -> None:
    """Put the term of a person later, never earlier: a record of his runs longer.

    It reaches a person whose term came at midnight in the middle of an interview.
    """
    row = session.get_one(PersonneRow, personne_id, execution_options={INCLUDE_DUE: True})
    row.due_on = max(row.due_on, due_on)
    session.flush()


def personne_of(row: PersonneRow) -> Personne:
    """Return the domain's value of a row (for the other modules of this room)."""
    return Personne(
        id=PersonneId(row.id),
        owner=AgentId(row.owner),
        nom=row.nom,
        prenom=row.prenom,
        adresse=AdressePostale(
            voie=row.voie,
            code_postal=row.code_postal,
            commune=row.commune,
            code_insee=row.code_insee,
            chez=row.chez,
            complement=row.complement,
            residence=row.residence,
            lieu_dit=row.lieu_dit,
            domiciliation_ccas=row.domiciliation_ccas,
        ),
        civilite=row.civilite,
        tranche_age=row.tranche_age,
        foyer=row.foyer,
    )


def _refuse_forbidden(personne: Personne, convention: Convention) -> None:
    """Ask the domain, then look at the fields that it takes for granted."""
    without_forbidden(personne, convention)
    filled = {
        Champ.NOM: bool(personne.nom),
        Champ.PRENOM: bool(personne.prenom),
        Champ.ADRESSE: personne.adresse != _NO_ADRESSE,
    }
    for champ, there in filled.items():
        if there and not convention.allows(champ):
            raise ForbiddenFieldError(f"{champ} is not kept under {convention.profile}")


def _write(row: PersonneRow, personne: Personne) -> None:
    adresse = personne.adresse
    row.owner = personne.owner
    row.nom, row.prenom = personne.nom, personne.prenom
    row.nom_norm, row.prenom_norm = normalised(personne.nom), normalised(personne.prenom)
    row.nom_son, row.prenom_son = sound(personne.nom), sound(personne.prenom)
    row.civilite, row.tranche_age = personne.civilite, personne.tranche_age
    row.foyer = personne.foyer
    row.voie, row.code_postal = adresse.voie, adresse.code_postal
    row.commune, row.code_insee = adresse.commune, adresse.code_insee
    row.chez, row.complement = adresse.chez, adresse.complement
    row.residence, row.lieu_dit = adresse.residence, adresse.lieu_dit
    row.domiciliation_ccas = adresse.domiciliation_ccas


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to understand what was typed; in this order an index gives the first rows at once."""

    condition: ColumnElement[bool]
    order: tuple[InstrumentedAttribute[str], InstrumentedAttribute[str]]


def _readings(words: list[str]) -> Iterator[_Reading]:
    """Read the words as a nom, as a prénom, and as both in either order, cut anywhere.

    Each reading is a query of its own: asked for all at once, the database sorts every match of a
    short beginning, 10 000 rows among 100 000, to show fifty.
    """
    nom, prenom = PersonneRow.nom_norm, PersonneRow.prenom_norm
    whole = " ".join(words)
    yield _Reading(_begins(nom, whole), (nom, prenom))
    if words:
        yield _Reading(_begins(prenom, whole), (prenom, nom))
    for cut in range(1, len(words)):
        first, rest = " ".join(words[:cut]), " ".join(words[cut:])
        for of_nom, of_prenom in ((first, rest), (rest, first)):
            yield _Reading(and_(_begins(nom, of_nom), _begins(prenom, of_prenom)), (nom, prenom))


def _begins(column: InstrumentedAttribute[str], prefix: str) -> ColumnElement[bool]:
    return and_(column >= prefix, column < prefix + _AFTER_EVERY_LETTER)  # a range of the index
