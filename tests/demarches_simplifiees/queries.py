"""Free queries on the double, run by graphql-core over the part of the schema that we use.

Names, types, order and cursors: demarches-simplifiees.md § 2; a query that the real schema would
refuse is refused here too.
"""

import base64
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any, Final, cast

from graphql import GraphQLError, GraphQLSchema, build_schema, graphql_sync

from tests.demarches_simplifiees.forms import typed_id
from tests.demarches_simplifiees.platform import PARIS, Demarche, Draft, Platform

LARGEST_PAGE: Final = 100
_SDL: Final = """
scalar ISO8601DateTime
enum DossierState { en_construction en_instruction accepte refuse sans_suite }
enum DemarcheState { brouillon publiee close depubliee }
type Query { demarche(number: Int!): Demarche! }
type Demarche {
  id: ID!
  number: Int!
  title: String!
  state: DemarcheState!
  dossiers(
    createdSince: ISO8601DateTime, updatedSince: ISO8601DateTime, state: DossierState,
    first: Int, last: Int, after: String, before: String
  ): DossierConnection!
}
type DossierConnection { pageInfo: PageInfo! nodes: [Dossier] }
type PageInfo {
  hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String
}
type Dossier {
  id: ID!
  number: Int!
  state: DossierState!
  motivation: String
  dateDepot: ISO8601DateTime!
  dateTraitement: ISO8601DateTime
  dateDerniereModification: ISO8601DateTime!
  prefilled: Boolean!
  attestation: File
  demandeur: Demandeur!
  champs(id: ID): [Champ!]!
  annotations(id: ID): [Champ!]!
}
type Demandeur { civilite: String nom: String! prenom: String! }
type File { filename: String! url: String! }
type Champ { id: ID! label: String! stringValue: String }
"""


@cache
def _schema() -> GraphQLSchema:
    return build_schema(_SDL)


def answered(
    platform: Platform,
    query: str,
    variables: dict[str, Any],
    *,
    allowed: frozenset[int] | None,
    too_slow_above: int,
    largest_page: int = LARGEST_PAGE,
) -> dict[str, Any]:
    """Return the body of an answer of status 200."""
    root = _Root(platform, allowed, (too_slow_above, largest_page))
    result = graphql_sync(_schema(), query, root, variable_values=variables)
    found: dict[str, Any] = {"data": result.data}
    if result.errors:
        found["errors"] = [error.formatted for error in result.errors]
    return found


def _refuse(message: str, code: str) -> GraphQLError:
    return GraphQLError(message, extensions={"code": code})


class _Root:
    """What a query begins with."""

    def __init__(
        self, platform: Platform, allowed: frozenset[int] | None, limits: tuple[int, int]
    ) -> None:
        self._platform, self._allowed, self._limits = platform, allowed, limits

    def demarche(self, _: object, number: int) -> "_Form":
        found = self._platform.demarches.get(number)
        if found is None:
            raise _refuse("Demarche not found", "not_found")
        if self._allowed is not None and number not in self._allowed:
            raise _refuse(
                "An object of type Demarche was hidden due to permissions", "unauthorized"
            )
        return _Form(self._platform, found, self._limits)


class _Form:
    def __init__(self, platform: Platform, demarche: Demarche, limits: tuple[int, int]) -> None:
        self._platform, (self._slow, self._largest) = platform, limits
        self.id = typed_id("Procedure", demarche.number)
        self.number, self.title, self.state = demarche.number, demarche.title, demarche.state

    def dossiers(self, _: object, **given: object) -> dict[str, Any]:
        first = cast("int | None", given.get("first"))
        last = cast("int | None", given.get("last"))
        if first is not None and last is not None:
            raise _refuse('Arguments "first" and "last" are exclusive', "bad_request")
        if given.get("after") and given.get("before"):
            raise _refuse('Arguments "before" and "after" are exclusive', "bad_request")
        if (first or 0) < 0:
            raise _refuse('Argument "first" must be a non-negative integer', "bad_request")
        if (last or 0) < 0:
            raise _refuse('Argument "last" must be a non-negative integer', "bad_request")
        asked = first or last or LARGEST_PAGE
        if asked > self._slow:
            raise _refuse("Timeout on Demarche.dossiers", "timeout")
        return _page(self._rows(given), given, min(asked, self._largest))

    def _rows(self, given: Mapping[str, Any]) -> list[tuple[datetime, int, Draft]]:
        since = given.get("updatedSince")
        rows = sorted(
            (one.updated_at if since else one.submitted_at or one.updated_at, one.number, one)
            for one in self._platform.dossiers.values()
            if one.demarche.number == self.number and one.state != "brouillon" and not one.hidden
        )
        wanted = given.get("state")
        return [
            row
            for row in rows
            if (not since or row[0] >= datetime.fromisoformat(since))
            and wanted in {None, row[2].state}
        ]


def _page(
    rows: list[tuple[datetime, int, Draft]], given: Mapping[str, Any], most: int
) -> dict[str, Any]:
    if given.get("after"):
        rows = [row for row in rows if row[:2] > _place(given["after"])]
    if given.get("before"):
        rows = [row for row in rows if row[:2] < _place(given["before"])]
    backwards = bool(given.get("last") or given.get("before"))
    page = rows[-most:] if backwards else rows[:most]
    longer = len(rows) > len(page)
    return {
        "pageInfo": {
            "hasNextPage": bool(given.get("before")) or (longer and not backwards),
            "hasPreviousPage": bool(given.get("after")) or (longer and backwards),
            "startCursor": _cursor(page[0]) if page else None,
            "endCursor": _cursor(page[-1]) if page else None,
        },
        "nodes": [_dossier(row[2]) for row in page],
    }


def _dossier(draft: Draft) -> dict[str, Any]:
    def those(*, private: bool) -> Callable[..., list[dict[str, Any]]]:
        def champs(_: object, **given: str) -> list[dict[str, Any]]:
            wanted = given.get("id", "").rstrip("=")
            return [
                {"id": champ.id, "label": champ.label, "stringValue": draft.values.get(champ.id)}
                for champ in draft.demarche.champs
                if champ.private is private and wanted in {"", champ.id.rstrip("=")}
            ]

        return champs

    return {
        "id": draft.id,
        "number": draft.number,
        "state": draft.state,
        "motivation": draft.motivation or None,
        "dateDepot": _instant(draft.submitted_at),
        "dateTraitement": _instant(draft.processed_at),
        "dateDerniereModification": _instant(draft.updated_at),
        "prefilled": bool(draft.token),
        "attestation": None,
        "demandeur": draft.individual,
        "champs": those(private=False),
        "annotations": those(private=True),
    }


def _instant(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(PARIS).isoformat()


def _cursor(row: tuple[datetime, int, Draft]) -> str:
    said = f"{row[0].astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}000Z;{row[1]}"
    return base64.urlsafe_b64encode(said.encode()).decode()


def _place(cursor: str) -> tuple[datetime, int]:
    try:
        at, number = base64.urlsafe_b64decode(cursor).decode().split(";")
        return datetime.fromisoformat(at.replace("000Z", "Z")), int(number)
    except ValueError as fault:
        raise _refuse("Invalid cursor", "bad_request") from fault
