"""The platform's double behind HTTP: prefill, follow-up, schema, throttles, GraphQL.

`serving(Wire(platform))` of `tests.sync.loopback` makes it a real threaded server.
"""

import json
import re
from typing import Final, cast
from urllib.parse import parse_qs, urlsplit

from tests.demarches_simplifiees.graphql import GraphQL
from tests.demarches_simplifiees.platform import PARIS, Demarche, Draft, NotFoundError, Platform
from tests.sync.loopback import Asked, Said

MOST_POSTS, PERIOD_S = 15, 15
_DOSSIERS: Final = re.compile(r"/api/public/v1/demarches/(-?\d+)/dossiers")
_THROTTLED: Final = re.compile(r"/api/public/v1/demarches/\d+/dossiers")
_SCHEMA: Final = re.compile(r"/preremplir/([^/]+)/schema")
_COMMENCER: Final = re.compile(r"/commencer/([^/]+)")


class Wire:
    """Answers as the platform does; keeps what was asked.

    `fails_with` are statuses that the next requests get, one each; None lets one pass. With
    `loses_answers` the request takes effect and its answer is cut.
    """

    def __init__(self, platform: Platform, *, throttles: bool = True) -> None:
        self.platform = platform
        self.graphql = GraphQL(platform)
        self.asked: list[Asked] = []
        self.fails_with: list[int | None] = []
        self.loses_answers = 0
        self._throttles = throttles
        self._posts: dict[int, int] = {}

    @property
    def posts(self) -> int:
        """Return how many drafts were asked for."""
        return sum(asked.method == "POST" for asked in self.asked)

    def __call__(self, asked: Asked) -> Said:
        self.asked.append(asked)
        status = self.fails_with.pop(0) if self.fails_with else None
        if status is not None:
            return Said(status, {"content-type": "text/html"}, b"<h1>Maintenance</h1>")
        said = self._answer(asked)
        if asked.method == "POST" and self.loses_answers:
            self.loses_answers -= 1
            said.cut_after = 0
        return said

    def _answer(self, asked: Asked) -> Said:
        parts = urlsplit(asked.target)
        if asked.method == "POST" and _THROTTLED.fullmatch(parts.path) and self._too_many():
            return _calm_down(PERIOD_S - int(self.platform.now.timestamp()) % PERIOD_S)
        if asked.method == "POST" and parts.path == "/api/v2/graphql":
            wait_s = self.graphql.wait_s(asked)
            return _json(*self.graphql(asked)) if not wait_s else _calm_down(wait_s)
        if found := _DOSSIERS.fullmatch(parts.path):
            if asked.method == "POST":
                return self._create(asked, int(found.group(1)))
            return self._index(int(found.group(1)), parts.query)
        if found := _SCHEMA.fullmatch(parts.path):
            return self._schema(found.group(1))
        return Said(404, {"content-type": "text/html"}, b"<h1>Page introuvable</h1>")

    def _create(self, asked: Asked, number: int) -> Said:
        if asked.headers.get("content-type") != "application/json":
            return _json(400, {"error": "Content-Type should be json"})
        try:
            demarche = self.platform.open_demarche(number)
        except NotFoundError:
            return _json(404, {"error": f"procedure {number} is not found"})
        try:
            values = json.loads(asked.body or b"{}")
        except ValueError:
            return Said(400, {"content-type": "text/html"}, b"")
        draft = self.platform.prefill(demarche, cast("dict[str, object]", values))
        return _json(201, self._shown(draft))

    def _index(self, number: int, query: str) -> Said:
        try:
            demarche = self.platform.open_demarche(number)
        except NotFoundError:
            return _json(404, {"error": f"procedure {number} is not found"})
        given = parse_qs(query)
        named = given.get("prefill_token", []) + given.get("prefill_token[]", [])
        tokens = [token for text in named for token in text.split(",")]
        return _json(200, [self._shown(draft) for draft in self.platform.shown(demarche, tokens)])

    def _schema(self, path: str) -> Said:
        try:
            return _json(200, descriptor(self.platform.by_path(path)))
        except NotFoundError:
            return _json(404, {"error": f"procedure {path} is not found"})

    def _shown(self, draft: Draft) -> dict[str, object]:
        orphan = draft.state == "brouillon" and not draft.owner
        found: dict[str, object] = {}
        if orphan:
            where = f"{self.platform.origin}/commencer/{draft.demarche.path}"
            found["dossier_url"] = f"{where}?prefill_token={draft.token}"
        found["state"] = "prefilled" if orphan else draft.state
        for name, at in (
            ("submitted_at", draft.submitted_at),
            ("processed_at", draft.processed_at),
        ):
            if at is not None:
                found[name] = at.astimezone(PARIS).isoformat()
        return {
            **found,
            "dossier_id": draft.id,
            "dossier_number": draft.number,
            "dossier_prefill_token": draft.token,
        }

    def _too_many(self) -> bool:
        if not self._throttles:
            return False
        period = int(self.platform.now.timestamp()) // PERIOD_S
        self._posts[period] = self._posts.get(period, 0) + 1
        return self._posts[period] > MOST_POSTS


def _calm_down(wait_s: int) -> Said:
    headers = {"content-type": "text/plain", "retry-after": str(wait_s), "ratelimit-remaining": "0"}
    return Said(429, headers, b"Calme toi, cowboy !\n")


def descriptor(demarche: Demarche) -> dict[str, object]:
    """Return `getDemarcheDescriptor(includeRevision: true)`."""
    return {
        "id": "UHJvY2VkdXJlLTEyMzQ1",
        "number": demarche.number,
        "title": demarche.title,
        "state": demarche.state,
        "dateFermeture": None,
        "revision": {
            "id": "UmV2aXNpb24tMQ==",
            "datePublication": "2026-01-15T10:00:00+01:00",
            "champDescriptors": [c.descriptor() for c in demarche.champs if not c.private],
            "annotationDescriptors": [c.descriptor() for c in demarche.champs if c.private],
        },
    }


def _json(status: int, value: object) -> Said:
    body = json.dumps(value, ensure_ascii=False).encode()
    return Said(status, {"content-type": "application/json; charset=utf-8"}, body)
