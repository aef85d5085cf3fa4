"""The platform's GraphQL: tokens, stored queries, decisions; free queries are `queries.py`.

The desktop program never speaks it; the Département's service does (demarches-simplifiees.md § 2).
"""

import ipaddress
import json
from dataclasses import dataclass
from datetime import date
from typing import Final, cast

from tests.demarches_simplifiees.platform import Draft, Platform
from tests.demarches_simplifiees.queries import LARGEST_PAGE, answered
from tests.sync.loopback import Asked

MOST_POSTS, PERIOD_S = 400, 60  # « 400 POST/min per Authorization header »
_QUERIES: Final = {"getDemarche", "getGroupeInstructeur", "getDossier", "getDemarcheDescriptor"}
_ENDS: Final = {
    "dossierAccepter": "accepte",
    "dossierRefuser": "refuse",
    "dossierClasserSansSuite": "sans_suite",
}
_ALREADY: Final = {"accepte": "accepté", "refuse": "refusé", "sans_suite": "classé sans suite"}

Answer = tuple[int, dict[str, object]]


@dataclass(frozen=True, kw_only=True)
class ApiToken:
    """A token of an administrator of the platform; `allowed` are his forms, None for all."""

    secret: str
    writes: bool = True
    expires_on: date | None = None
    network: str = ""
    allowed: frozenset[int] | None = None


class GraphQL:
    """Answers `POST /api/v2/graphql`.

    `too_slow_above`: a page of more dossiers ends in a time-out, as a query of 30 s does.
    `largest_page`: the platform gives no more at once, whatever is asked for.
    """

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self.tokens: dict[str, ApiToken] = {}
        self.too_slow_above = self.largest_page = LARGEST_PAGE
        self._posts: dict[tuple[str, int], int] = {}

    def wait_s(self, asked: Asked) -> int:
        """Count a request; return how long its token has to wait, 0 for not at all."""
        at = int(self._platform.now.timestamp())
        key = asked.headers.get("authorization", ""), at // PERIOD_S
        self._posts[key] = self._posts.get(key, 0) + 1
        return PERIOD_S - at % PERIOD_S if self._posts[key] > MOST_POSTS else 0

    def spend(self, secret: str) -> None:
        """Let a token have asked as often in this minute as it may."""
        at = int(self._platform.now.timestamp())
        self._posts[f"Bearer {secret}", at // PERIOD_S] = MOST_POSTS

    def __call__(self, asked: Asked) -> Answer:
        try:
            given = cast("dict[str, object]", json.loads(asked.body))
        except ValueError:
            return 400, _error("unexpected token", "graphql_parse_failed") | {"data": None}
        token = self.tokens.get(asked.headers.get("authorization", "").removeprefix("Bearer "))
        refused = self._refused(token, asked)
        if refused is not None:
            return refused
        query_id = given.get("queryId")
        if query_id is None:
            if token is None:
                return 403, _error(
                    "Without a token, only persisted queries are allowed", "forbidden"
                )
            typed = asked.headers.get("content-type") == "application/json"
            return 200, self._free(given if typed else {}, token)
        if query_id not in {"ds-query-v2", "ds-mutation-v2"}:
            return 200, _error(f'No query with id "{query_id}"', "bad_request")
        return 200, self._operation(given, token)

    def _refused(self, token: ApiToken | None, asked: Asked) -> Answer | None:
        if token is None:
            return None
        if token.expires_on and token.expires_on < self._platform.now.date():
            return 401, _error("Token expired", "unauthorized")
        peer = ipaddress.ip_address(asked.headers.get("x-forwarded-for", "127.0.0.1"))
        if token.network and peer not in ipaddress.ip_network(token.network):
            return 403, _error("Request issued from a forbidden network", "forbidden")
        return None

    def _operation(self, given: dict[str, object], token: ApiToken | None) -> dict[str, object]:
        name = str(given.get("operationName"))
        variables = cast("dict[str, object]", given.get("variables") or {})
        if name in _ENDS or name == "dossierPasserEnInstruction":
            return self._mutation(name, variables, token)
        if name not in _QUERIES:
            return _error(f'No operation named "{name}"', "bad_request")
        if name in {"getDossier", "getDemarche"}:
            return self._read(name, variables, token)
        return {"data": {}}

    def _free(self, given: dict[str, object], token: ApiToken) -> dict[str, object]:
        query = given.get("query")
        if not isinstance(query, str):
            return _error("No operation given", "bad_request")
        variables = cast("dict[str, object]", given.get("variables") or {})
        return answered(
            self._platform,
            query,
            variables,
            allowed=token.allowed,
            too_slow_above=self.too_slow_above,
            largest_page=self.largest_page,
        )

    def _read(
        self, name: str, variables: dict[str, object], token: ApiToken | None
    ) -> dict[str, object]:
        kind = name.removeprefix("get")
        if token is None:
            return _error(f"An object of type {kind} was hidden due to permissions", "unauthorized")
        number = cast("int", variables.get(f"{kind.lower()}Number"))
        if kind == "Dossier":
            draft = self._platform.dossiers.get(number)
            if draft is None or draft.state == "brouillon":
                return _error("Dossier not found", "not_found")
            return {"data": {"dossier": _shown(draft)}}
        if number not in self._platform.demarches:
            return _error("Demarche not found", "not_found")
        return {"data": {"demarche": {"number": number}}}

    def _mutation(
        self, name: str, variables: dict[str, object], token: ApiToken | None
    ) -> dict[str, object]:
        given = cast("dict[str, object]", variables["input"])
        draft = next(
            one for one in self._platform.dossiers.values() if one.id == given["dossierId"]
        )
        problem = self._problem(name, draft, token)
        if problem:
            return {"data": {name: {"dossier": None, "errors": [{"message": problem}]}}}
        if name in _ENDS:
            self._platform.decide(draft, _ENDS[name], str(given.get("motivation", "")))
        else:
            self._platform.instruct(draft)
        return {"data": {name: {"dossier": _shown(draft), "errors": None}}}

    def _problem(self, name: str, draft: Draft, token: ApiToken | None) -> str:
        if token is None or not token.writes:
            return "Le jeton utilisé est configuré seulement en lecture"
        if draft.state in _ALREADY:
            return f"Le dossier est déjà {_ALREADY[draft.state]}"
        if name == "dossierPasserEnInstruction" and draft.pending_correction:
            return "Le dossier est en attente de correction"
        return ""


def _shown(draft: Draft) -> dict[str, object]:
    return {
        "id": draft.id,
        "number": draft.number,
        "state": draft.state,
        "motivation": draft.motivation or None,
    }


def _error(message: str, code: str) -> dict[str, object]:
    return {"errors": [{"message": message, "extensions": {"code": code}}]}
