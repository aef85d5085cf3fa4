"""The token that reads a form: closed by the service's keys, shown to nobody again."""

import re
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.department.database.demarches import DemarcheRow
from app.department.demarches.client import Client, Wait, checked_address
from app.department.failures import ServiceError
from app.department.keys import ServiceKeys
from app.department.records.journal import Action, Actor, note
from app.department.web import Service
from app.domain.convention import Convention
from app.domain.demarche import Valeur

_TOKEN: Final = re.compile(r"[A-Za-z0-9_=;+/.-]{16,400}\Z")


class FormError(ServiceError):
    """The form cannot be read from this service; the message says in French what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Formulaire:
    """The form of the convention, as a reading needs it."""

    number: int
    address: str
    item_field: str
    structure_field: str

    @property
    def fields(self) -> tuple[str, str]:
        """Return the annotations of the identifier and of the structure."""
        return self.item_field, self.structure_field


def described(convention: Convention | None) -> "Formulaire":
    """Return the form that the convention describes, with the annotations that a reading needs.

    Raises:
        FormError: the convention has no form, or its form does not say which structure sent.
    """
    demarche = convention.demarche if convention else None
    if demarche is None:
        raise FormError("La convention de ce service ne passe pas par Démarches simplifiées.")
    notes = {one.valeur: one.champ.id for one in demarche.remplissages if one.champ.prive}
    item, structure = notes.get(Valeur.IDENTIFIANT, ""), notes.get(Valeur.STRUCTURE, "")
    if not item or not structure:
        raise FormError(
            "La démarche de la convention n’a pas d’annotation privée remplie par la structure : "
            "rien ne dirait à qui relayer une réponse. Ajoutez-la à la démarche, puis à la "
            "convention."
        )
    return Formulaire(
        number=demarche.numero,
        address=checked_address(demarche.adresse),
        item_field=item,
        structure_field=structure,
    )


def reads_decisions(service: Service) -> bool:
    """Tell whether this service has, or ever had, decisions to read on the platform."""
    convention = service.settings.convention
    if convention is not None and convention.demarche is not None:
        return True
    with service.database.reading() as session:
        return session.scalar(select(DemarcheRow.number).limit(1)) is not None


def cleaned(token: str) -> str:
    """Return a token as it was pasted, without the blanks and the word that came with it.

    Raises:
        FormError: it has no form of a token.
    """
    found = token.strip().removeprefix("Bearer ").strip()
    if not _TOKEN.match(found):
        raise FormError(
            "Ce n’est pas un jeton de Démarches simplifiées : recopiez-le en entier depuis "
            "« Jetons d’accès » du profil administrateur."
        )
    return found


def keep(
    service: Service, formulaire: Formulaire, token: str, *, actor: Actor, wait: Wait
) -> DemarcheRow:
    """Try a token, then keep it in the place of the former one; the next reading uses it.

    Raises:
        ReadingError: the platform does not let it read this form; nothing was kept.
    """
    with Client(
        formulaire.address,
        token,
        demarche=formulaire.number,
        fields=formulaire.fields,
        wait=wait,
    ) as client:
        page = client.page("", most=1)
    now = service.clock.now()
    with service.database.writing() as session:
        row = session.get(DemarcheRow, formulaire.number, with_for_update=True)
        if row is None:
            row = DemarcheRow(number=formulaire.number, from_cursor="", next_cursor="")
            session.add(row)
        row.address, row.title = formulaire.address, page.title
        row.item_field, row.structure_field = formulaire.fields
        row.wrapped_token = service.keys.wrap(_purpose(row.number), token.encode())
        row.token_at, row.tried_at, row.not_before, row.outcome = now, None, None, ""
        note(session, at=now, actor=actor, action=Action.DEMARCHE_REGLEE, on=str(row.number))
        session.flush()
        session.expunge(row)
        return row


def stop(session: Session, service: Service, number: int, *, actor: Actor) -> None:
    """Forget the token of a form: it is read no more. What was read stays."""
    row = session.get(DemarcheRow, number, with_for_update=True)
    if row is not None and row.wrapped_token:
        row.wrapped_token, row.outcome = b"", ""
        now = service.clock.now()
        note(session, at=now, actor=actor, action=Action.DEMARCHE_ARRETEE, on=str(number))


def opened(keys: ServiceKeys, row: DemarcheRow) -> str:
    """Return the token of a form, for the request that carries it.

    Raises:
        cryptography.exceptions.InvalidTag: other keys closed it.
    """
    return keys.unwrap(_purpose(row.number), row.wrapped_token).decode()


def _purpose(number: int) -> str:
    return f"demarches simplifiees {number}"
