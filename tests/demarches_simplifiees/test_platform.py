"""What the gateway leans on, kept here by hand: the double without the file of cases."""

import json
from datetime import UTC, datetime

import pytest

from tests.demarches_simplifiees.forms import DROPPED, Champ, stored
from tests.demarches_simplifiees.platform import Demarche, NotFoundError
from tests.demarches_simplifiees.site import Site

POST = "/api/public/v1/demarches/7/dossiers"
JSON = {"Content-Type": "application/json"}


def test_the_content_type_is_compared_to_the_letter(site: Site) -> None:
    site.platform.add(Demarche(number=7, path="essai"))
    answer = site.http.post(
        POST, content=b"{}", headers={"Content-Type": "application/json; charset=utf-8"}
    )
    assert (answer.status_code, answer.json()) == (400, {"error": "Content-Type should be json"})
    assert not site.platform.dossiers


def test_a_bad_value_is_dropped_and_the_answer_says_nothing_of_it(site: Site) -> None:
    day = Champ(stable_id=1, type="date")
    site.platform.add(Demarche(number=7, path="essai", champs=(day,)))
    answer = site.http.post(POST, content=json.dumps({day.key: "22/12/2022"}), headers=JSON)
    assert answer.status_code == 201
    assert site.platform.dossiers[answer.json()["dossier_number"]].values == {}


@pytest.mark.parametrize(("given", "kept"), [(True, "false"), ("true", "true"), (False, DROPPED)])
def test_json_booleans_do_not_work(given: object, kept: object) -> None:
    assert stored(Champ(stable_id=1, type="yes_no"), given, ()) == kept


def test_a_wrong_option_of_a_list_is_stored_all_the_same() -> None:
    champ = Champ(stable_id=1, type="drop_down_list", options=("assistance",))
    assert stored(champ, "autre chose", ()) == "autre chose"


def test_an_unclaimed_draft_is_purged_at_three_in_the_night_after_five_days(site: Site) -> None:
    demarche = site.platform.add(Demarche(number=7, path="essai"))
    orphan, claimed = (site.platform.prefill(demarche, {}) for _ in range(2))
    site.platform.claim(claimed.token, "claire@example.test")
    site.platform.go_on(days=5)
    assert orphan.number in site.platform.dossiers
    site.platform.go_on(hours=18)
    assert site.platform.now == datetime(2026, 11, 28, 3, 0, tzinfo=UTC)
    assert list(site.platform.dossiers) == [claimed.number]
    with pytest.raises(NotFoundError):
        site.platform.claim(orphan.token, "claire@example.test")


def test_a_draft_belongs_to_who_opened_it_first(site: Site) -> None:
    draft = site.platform.prefill(site.platform.add(Demarche(number=7, path="essai")), {})
    assert site.platform.claim(draft.token, "claire@example.test") is draft
    assert site.platform.claim(draft.token, "claire@example.test") is draft
    with pytest.raises(NotFoundError):
        site.platform.claim(draft.token, "paul@example.test")
    assert len(site.platform.mails) == 1


def test_the_throttle_says_how_long_to_wait_and_lets_go_after(site: Site) -> None:
    site.platform.add(Demarche(number=7, path="essai"))
    for _ in range(15):
        assert site.http.post(POST, content=b"{}", headers=JSON).status_code == 201
    refused = site.http.post(POST, content=b"{}", headers=JSON)
    assert refused.status_code == 429
    assert refused.headers["ratelimit-remaining"] == "0"
    site.platform.go_on(seconds=float(refused.headers["retry-after"]))
    assert site.http.post(POST, content=b"{}", headers=JSON).status_code == 201


def test_a_closed_form_is_not_found_even_to_read_a_state(site: Site) -> None:
    demarche = site.platform.add(Demarche(number=7, path="essai"))
    draft = site.platform.prefill(demarche, {})
    demarche.state = "close"
    answer = site.http.get(POST, params={"prefill_token": draft.token})
    assert (answer.status_code, answer.json()) == (404, {"error": "procedure 7 is not found"})
