"""The platform's three public requests, and what their answers say (demarches-simplifiees.md § 1).

Import it when a run begins: it brings httpx.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final, cast
from urllib.parse import quote, urlencode, urlsplit

from app import __version__
from app.domain.demarche import Demarche, Formulaire
from app.domain.dossier import Constat, EtatDossier
from app.sync.demarches.body import Value
from app.sync.demarches.schema import UnreadableSchemaError, parse_schema
from app.sync.gateway import GatewayError
from app.sync.line import Answer, Line, Surroundings, Timeouts
from app.sync.outcomes import Outcome
from app.sync.stranger import not_the_service

TOKENS_AT_ONCE: Final = 40  # about 1,000 characters of address (§ 7)
_OK, _CREATED, _BAD_REQUEST, _NOT_FOUND = 200, 201, 400, 404
_TIMEOUTS: Final = Timeouts(connect_s=10.0, read_s=15.0, total_s=30.0)
_LARGEST_SCHEMA: Final = 4 * 1024 * 1024
_WRONG_TYPE: Final = "Content-Type"  # « Content-Type should be json »: a proxy changed it
_HEADERS: Final = {
    "accept": "application/json",
    "accept-encoding": "identity",
    "user-agent": f"Passerelle/{__version__}",
}
_STATES: Final = {
    "prefilled": EtatDossier.PREREMPLI,
    "brouillon": EtatDossier.BROUILLON,
    "en_construction": EtatDossier.EN_CONSTRUCTION,
    "en_instruction": EtatDossier.EN_INSTRUCTION,
    "accepte": EtatDossier.ACCEPTE,
    "refuse": EtatDossier.REFUSE,
    "sans_suite": EtatDossier.SANS_SUITE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A draft that was just made. Token and address open it to whoever holds them."""

    numero: int
    jeton: str = field(repr=False)
    url: str = field(repr=False)


class RefusedDraftError(Exception):
    """The platform keeps no draft of this body; its words are not repeated: they may quote it."""


class Client:
    """Speaks to one form of the platform; one thread at a time."""

    def __init__(self, demarche: Demarche, surroundings: Surroundings) -> None:
        """Prepare; nothing is opened yet.

        Raises:
            ValueError: the address is no `https://` origin.
        """
        self._demarche = demarche
        self._cancelled = surroundings.cancelled
        self._creating = False
        bounded = replace(surroundings, cancelled=self._may_stop, timeouts=_TIMEOUTS)
        self._line = Line(demarche.adresse, bounded)
        self._hosts = {urlsplit(self._line.origin).hostname, *demarche.hotes}
        self._dossiers = f"/api/public/v1/demarches/{demarche.numero}/dossiers"

    def close(self) -> None:
        """Close the connection."""
        self._line.close()

    def schema(self) -> Formulaire | None:
        """Return the form in force; None when it is closed, or shown to nobody.

        Raises:
            GatewayError: no answer was understood.
        """
        target = f"/preremplir/{quote(self._demarche.chemin)}/schema"
        answer = self._line.ask("GET", target, headers=_HEADERS, limit=_LARGEST_SCHEMA)
        try:
            return None if _is_gone(answer) else parse_schema(_json(answer, _OK))
        except UnreadableSchemaError as fault:
            raise GatewayError(Outcome.REPONSE_ILLISIBLE, detail="schema") from fault

    def create(self, body: Mapping[str, Value]) -> Draft:
        """Ask for one draft. Asking twice makes two: the caller keeps account.

        Once it has left, cancelling waits for the answer: without it a draft would stay there
        that nobody can find, with the person's data in it until the purge.

        Raises:
            RefusedDraftError: the platform refuses this body.
            GatewayError: it is closed, or no answer was understood; there may be a draft.
        """
        headers = {**_HEADERS, "content-type": "application/json"}
        content = json.dumps(body, ensure_ascii=False).encode()
        self._creating = True
        try:
            answer = self._line.ask("POST", self._dossiers, headers=headers, body=content)
        finally:
            self._creating = False
        if _is_gone(answer):
            raise GatewayError(Outcome.CAMPAGNE_FERMEE)
        if answer.status == _BAD_REQUEST and _WRONG_TYPE not in _error(answer):
            raise RefusedDraftError
        return self._draft(_json(answer, _CREATED))

    def states(self, tokens: Sequence[str]) -> Mapping[int, Constat]:
        """Return, by number, what is still shown of at most `TOKENS_AT_ONCE` dossiers.

        Raises:
            GatewayError: the form is closed, so that nothing can be followed any more, or no
                answer was understood.
        """
        target = f"{self._dossiers}?{urlencode({'prefill_token': ','.join(tokens)})}"
        answer = self._line.ask("GET", target, headers=_HEADERS)
        if _is_gone(answer):
            raise GatewayError(Outcome.CAMPAGNE_FERMEE)
        try:
            rows = cast("list[dict[str, object]]", _json(answer, _OK))
            return {_number(row): _constat(row) for row in rows}
        except (TypeError, KeyError, ValueError, AttributeError) as fault:
            raise GatewayError(Outcome.REPONSE_ILLISIBLE, detail="states") from fault

    def _may_stop(self) -> bool:
        return not self._creating and self._cancelled()

    def _draft(self, value: object) -> Draft:
        try:
            given = cast("dict[str, object]", value)
            draft = Draft(
                numero=_number(given),
                jeton=_word(given["dossier_prefill_token"]),
                url=_word(given["dossier_url"]),
            )
            trusted = self._is_of_the_platform(draft.url)
        except (TypeError, KeyError, ValueError) as fault:
            raise GatewayError(Outcome.REPONSE_ILLISIBLE, detail="draft") from fault
        if not trusted:
            raise GatewayError(Outcome.REPONSE_ILLISIBLE, detail="address")
        return draft

    def _is_of_the_platform(self, url: str) -> bool:
        parts = urlsplit(url)
        return parts.scheme == urlsplit(self._line.origin).scheme and parts.hostname in self._hosts


def _json(answer: Answer, status: int) -> object:
    if answer.status != status or not _says_json(answer):
        raise not_the_service(answer)
    try:
        return cast("object", json.loads(answer.body))
    except ValueError as fault:
        raise GatewayError(Outcome.REPONSE_ILLISIBLE, detail="json") from fault


def _is_gone(answer: Answer) -> bool:
    """Tell the platform's own « not found » from a page of somebody else."""
    return answer.status == _NOT_FOUND and "procedure" in _error(answer)


def _error(answer: Answer) -> str:
    if not _says_json(answer):
        return ""
    try:
        value = cast("object", json.loads(answer.body))
    except ValueError:
        return ""
    return str(cast("dict[str, object]", value).get("error", "")) if isinstance(value, dict) else ""


def _says_json(answer: Answer) -> bool:
    return "json" in answer.headers.get("content-type", "").lower()


def _word(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise TypeError
    return value


def _number(row: Mapping[str, object]) -> int:
    number = row["dossier_number"]
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        raise TypeError("dossier_number")
    return number


def _constat(row: Mapping[str, object]) -> Constat:
    return Constat(
        etat=_STATES[str(row["state"])],
        submitted_at=_instant(row.get("submitted_at")),
        processed_at=_instant(row.get("processed_at")),
    )


def _instant(value: object) -> datetime | None:
    if value is None:
        return None
    at = datetime.fromisoformat(str(value))
    if at.tzinfo is None:
        raise ValueError("an instant without its zone")
    return at
