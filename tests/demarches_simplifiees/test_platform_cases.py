"""The double answers the cases that the platform's own specs state, one by one.

The file of cases lies beside the checkout; where it is missing they are skipped, and the tests of
`test_platform.py` still say the same of the cases that matter here.
"""

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import pytest

from tests.demarches_simplifiees.forms import Champ
from tests.demarches_simplifiees.graphql import ApiToken
from tests.demarches_simplifiees.platform import Demarche, Draft
from tests.demarches_simplifiees.site import Site
from tests.paths import SHARED

if TYPE_CHECKING:
    from collections.abc import Callable

FILE: Final = SHARED / "data" / "demarches-simplifiees-cases.json"
Case = dict[str, Any]
JSON: Final = {"Content-Type": "application/json"}
TEXT, TEXTAREA = Champ(stable_id=22, type="text"), Champ(stable_id=23, type="textarea")
CHILD: Final = Champ(stable_id=31, type="text")
REPETITION: Final = Champ(stable_id=30, type="repetition", children=(CHILD,))
_OPTIONS: Final = {"multiple_drop_down_list": ("val1", "val2"), "drop_down_list": ("autre",)}


def cases() -> list[Case]:
    if not FILE.is_file():
        return []
    found: list[Case] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def of(*prefixes: str) -> list[Any]:
    """Give the cases whose names begin so; one that is skipped when the file is not there."""
    found = [case for case in cases() if case["id"].rstrip("0123456789b") in prefixes]
    if found:
        return [pytest.param(case, id=case["id"]) for case in found]
    mark = pytest.mark.skip(reason="the file of cases is not beside this checkout")
    return [pytest.param({}, id="absent", marks=mark)]


def test_there_are_eighty_eight_cases_and_each_is_asked() -> None:
    if not FILE.is_file():
        pytest.skip("the file of cases is not beside this checkout")
    asked = {"P", "G", "V", "D", "K", "R", "CO", "S", "T", "A", "Q", "M"}
    found = [case["id"].rstrip("0123456789b") for case in cases()]
    assert len(found) == 88
    assert set(found) == asked


@pytest.mark.parametrize("case", of("P"))
def test_a_draft_is_asked_for(site: Site, case: Case) -> None:
    champs = (TEXT, TEXTAREA, REPETITION)
    for number, state in ((7, "publiee"), (8, "brouillon"), (9, "close")):
        site.platform.add(
            Demarche(number=number, path=f"essai-{state}", champs=champs, state=state)
        )
    numbers = {"{publiee}": "7", "{brouillon}": "8", "{close}": "9"}
    path: str = case["request"]["path"]
    for name, digits in numbers.items():
        path = path.replace(name, digits)
    names = {
        "<text>": TEXT.key.removeprefix("champ_"),
        "<textarea>": TEXTAREA.key.removeprefix("champ_"),
        "<rep>": REPETITION.key.removeprefix("champ_"),
        "<child>": CHILD.key.removeprefix("champ_"),
    }
    body = json.dumps(case["request"].get("body", {}))
    for name, key in names.items():
        body = body.replace(name, key)
    answer = site.http.post(path, content=body, headers=case["request"]["headers"])
    expect = case["expect"]
    assert answer.status_code == expect["status"]
    if "json_keys" in expect:
        assert list(answer.json()) == expect["json_keys"]
    for name, value in expect.get("json", {}).items():
        wanted = value.replace("{id}", path.split("/")[5]) if isinstance(value, str) else value
        assert answer.json()[name] == wanted
    if answer.status_code == 201:
        draft = site.platform.dossiers[answer.json()["dossier_number"]]
        assert (draft.owner, draft.state) == ("", "brouillon")
        _check_stored(draft, expect.get("stored", {}))


def _check_stored(draft: Draft, expected: dict[str, object]) -> None:
    kept: dict[str, object] = {
        "<text>": draft.values.get(TEXT.id),
        "<textarea>": draft.values.get(TEXTAREA.id),
        "<rep>": draft.values.get(REPETITION.id),
        "individual.prenom": draft.individual.get("prenom"),
    }
    assert {name: kept[name] for name in expected} == expected


@pytest.mark.parametrize("case", of("G"))
def test_the_states_are_read_back(site: Site, case: Case) -> None:
    demarche = site.platform.add(Demarche(number=7, path="essai"))
    orphan, claimed, deposited = (site.platform.prefill(demarche, {}) for _ in range(3))
    for draft in (claimed, deposited):
        site.platform.claim(draft.token, "claire@example.test")
    site.platform.deposit(deposited)
    tokens = {
        "<orphan>": orphan.token,
        "<claimed>": claimed.token,
        "<deposited>": deposited.token,
        "<t1>": orphan.token,
        "<t2>": claimed.token,
    }

    def named(text: str) -> str:
        for name, token in tokens.items():
            text = text.replace(name, token)
        return text

    given = case["request"]["query"]["prefill_token"]
    several = isinstance(given, list)
    query = (
        {"prefill_token[]": [named(one) for one in given]}
        if several
        else {"prefill_token": named(given)}
    )
    answer = site.http.get(case["request"]["path"].replace("{id}", "7"), params=query)
    assert answer.status_code == 200
    found: list[dict[str, Any]] = answer.json()
    if case["expect"]["json"] == ["d1", "d2"]:
        assert [one["dossier_number"] for one in found] == [orphan.number, claimed.number]
        return
    assert len(found) == len(case["expect"]["json"])
    for got, wanted in zip(found, case["expect"]["json"], strict=True):
        assert got["state"] == wanted["state"]
        if "submitted_at" in wanted:
            assert datetime.fromisoformat(got["submitted_at"]) == site.platform.now


@pytest.mark.parametrize("private", [False, True], ids=["champ", "annotation"])
@pytest.mark.parametrize("case", of("V", "D", "R"))
def test_a_value_is_stored_or_dropped_in_silence(site: Site, case: Case, *, private: bool) -> None:
    kind: str = case["request"]["type"]
    champ = Champ(
        stable_id=22,
        type=kind,
        private=private,
        options=_OPTIONS.get(kind, ()),
        children=(CHILD,) if kind == "repetition" else (),
    )
    draft = _posted(site, champ, {champ.key: case["request"]["value"]})
    assert (champ.id in draft.values) == case["expect"]["stored"]


@pytest.mark.parametrize("case", of("CO"))
def test_a_commune_is_a_postal_code_and_a_code(site: Site, case: Case) -> None:
    champ = Champ(stable_id=22, type="communes")
    draft = _posted(site, champ, {champ.key: case["request"]["value"]})
    assert draft.values.get(champ.id) == case["expect"]["attributes"]


@pytest.mark.parametrize("case", of("K"))
def test_a_key_that_is_not_of_the_form_is_ignored(site: Site, case: Case) -> None:
    champ, foreign = Champ(stable_id=22, type="text"), Champ(stable_id=99, type="text")
    site.platform.add(Demarche(number=6, path="autre", champs=(foreign,)))
    key: str = case["request"]["key"]
    key = key.replace("<typed id without champ_>", champ.id)
    key = key.replace("champ_<id of another demarche>", foreign.key)
    assert _posted(site, champ, {key: case["request"]["value"]}).values == {}


def _posted(site: Site, champ: Champ, body: dict[str, object]) -> Draft:
    site.platform.add(Demarche(number=7, path="essai", champs=(champ,)))
    answer = site.http.post(
        "/api/public/v1/demarches/7/dossiers", content=json.dumps(body), headers=JSON
    )
    assert answer.status_code == 201
    return site.platform.dossiers[answer.json()["dossier_number"]]


@pytest.mark.parametrize("case", of("S"))
def test_the_schema_of_an_unknown_form_is_not_found(site: Site, case: Case) -> None:
    answer = site.http.get(case["request"]["path"])
    assert (answer.status_code, answer.json()) == (
        case["expect"]["status"],
        case["expect"]["json"],
    )


@pytest.mark.parametrize("case", of("T"))
def test_the_sixteenth_request_of_a_quarter_of_a_minute_is_refused(site: Site, case: Case) -> None:
    site.platform.add(Demarche(number=1, path="essai"))
    statuses = [
        site.http.post(case["request"]["path"], content=b"{}", headers=JSON).status_code
        for _ in range(case["request"]["repeat"])
    ]
    assert set(statuses[:-1]) == {201}
    assert statuses[-1] == case["expect"]["last_status"]


def _token(site: Site, case: Case) -> ApiToken:
    today = site.platform.now.astimezone(UTC).date()
    words = case["request"].get("token", "")
    return ApiToken(
        secret="jeton",  # noqa: S106 -- a test's
        writes=words != "read-only",
        expires_on={
            "expired yesterday": today - timedelta(days=1),
            "expires today": today,
        }.get(words),
        network=words.removeprefix("network ") if words.startswith("network ") else "",
    )


@pytest.mark.parametrize("case", of("A", "Q", "M"))
def test_the_stored_queries_answer(site: Site, case: Case) -> None:
    request, expect = case["request"], case["expect"]
    demarche = site.platform.add(Demarche(number=7, path="essai"))
    draft = site.platform.prefill(demarche, {})
    draft.state = "en_construction"
    if request.get("state") == "pending correction":
        draft.pending_correction = True
    elif request.get("state"):
        site.platform.decide(draft, request["state"])
    headers = {"X-Forwarded-For": request.get("ip", "127.0.0.1")}
    anonymous = "token" in request and request["token"] is None
    if not anonymous:
        token = _token(site, case)
        site.wire.graphql.tokens[token.secret] = token
        headers["Authorization"] = f"Bearer {token.secret}"
    body = {
        name: request[name] for name in ("query", "queryId", "operationName") if name in request
    }
    if "op" in request:
        given = {"input": {"dossierId": draft.id, "motivation": "essai"}}
        body |= {
            "queryId": "ds-mutation-v2",
            "operationName": request["op"],
            "variables": given,
        }
    elif "queryId" not in body and "query" not in body:
        body |= {
            "queryId": "ds-query-v2",
            "operationName": request.get("operationName", "getDemarche"),
            "variables": request.get("variables", {"demarcheNumber": 7}),
        }
    answer = site.http.post("/api/v2/graphql", content=json.dumps(body), headers=headers)
    said: dict[str, Any] = answer.json()
    checks: dict[str, Callable[[], object]] = {
        "status": lambda: answer.status_code,
        "errors0": lambda: said["errors"][0]["message"],
        "payload_errors0": lambda: said["data"][request["op"]]["errors"][0]["message"],
    }
    for name, wanted in expect.items():
        assert checks[name]() == wanted
