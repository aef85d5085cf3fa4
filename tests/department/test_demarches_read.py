"""What the platform says, read at the edge, and what becomes of an agent’s words."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.department.demarches import tokens
from app.department.demarches.answers import parse_page
from app.department.demarches.client import checked_address
from app.department.demarches.failures import ReadingError
from app.department.demarches.motives import told
from app.department.demarches.tokens import FormError
from app.department.failures import ServiceError
from tests.demarches_simplifiees import example
from tests.demarches_simplifiees.example import parsed
from tests.department.demarches import MOTIFS

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)


def test_a_form_that_does_not_name_the_structure_is_refused() -> None:
    convention = parsed(
        example.text("https://demarche.example").replace(
            'valeur = "structure"', 'valeur = "reference"'
        ),
        "lot-et-garonne",
    )
    with pytest.raises(FormError):
        tokens.described(convention)
    with pytest.raises(FormError):
        tokens.described(None)


@pytest.mark.parametrize(
    ("state", "motivation", "expected"),
    [
        ("refuse", "Rupture du stock de Pass numériques", ("stock", "")),
        ("refuse", "RUPTURE DU STOCK DE PASS NUMERIQUES.", ("stock", "")),
        ("refuse", "stock - plus rien avant mai", ("stock", "plus rien avant mai")),
        (
            "refuse",
            "Sollicitations multiples\n\nVoir Vinça",
            ("sollicitations_multiples", "Voir Vinça"),
        ),
        ("refuse", "Rupture momentanée", ("autre", "Rupture momentanée")),
        ("refuse", "autre : voir le maire", ("autre", "voir le maire")),
        ("refuse", " \n ", ("", "")),
        ("accepte", "Bien reçu,\nmerci", ("", "Bien reçu, merci")),
        ("sans_suite", "stock", ("stock", "Classé sans suite sur Démarches simplifiées.")),
        ("refuse", "a\x00b\u2028c\ud800", ("autre", "a b c")),
    ],
)
def test_the_words_of_an_agent_become_our_list_or_another_motive(
    state: str, motivation: str, expected: tuple[str, str]
) -> None:
    assert told(state, motivation, MOTIFS) == expected


def test_a_long_motivation_is_cut_to_what_the_feed_carries() -> None:
    motif, message = told("refuse", "é" * 3000, MOTIFS)
    assert (motif, len(message), message[-2:]) == ("autre", 1000, " …")
    # Written in two signs each, six hundred letters are six hundred: nothing is cut.
    assert told("refuse", "e\u0301" * 600, MOTIFS) == ("autre", "é" * 600)


@pytest.mark.parametrize(
    "address",
    ["http://demarche.example", "ftp://a.example", "https://a:b@c.example", "https://c.example/x"],
)
def test_the_token_goes_by_an_encrypted_way_alone(address: str) -> None:
    with pytest.raises(ServiceError):
        checked_address(address)


def page(**changes: object) -> dict[str, object]:
    node: dict[str, object] = {
        "number": 21075665,
        "state": "refuse",
        "dateTraitement": "2026-11-22T10:00:00+01:00",
        "motivation": "stock",
        "item": [{"stringValue": "01935a6e-7b00-7abc-8def-000000000001"}],
        "structure": [{"stringValue": "CCASILL"}],
    }
    found: dict[str, object] = {
        "number": 12345,
        "title": "Pass",
        "dossiers": {
            "pageInfo": {"hasNextPage": False, "endCursor": "YWJj"},
            "nodes": [node | changes],
        },
    }
    return {"data": {"demarche": found}}


@settings(max_examples=60, deadline=None)
@given(
    name=st.sampled_from(["number", "state", "dateTraitement", "item", "motivation"]), value=_JSON
)
def test_whatever_stands_in_the_place_of_a_value_is_read_or_refused(
    name: str, value: object
) -> None:
    body = json.dumps(page(**{name: value})).encode()
    try:
        (dossier,) = parse_page(body, 12345).dossiers
    except ReadingError:
        return
    assert isinstance(dossier.number, int)
    assert isinstance(dossier.item, str)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=60) | _JSON.map(lambda value: json.dumps(value).encode()))
def test_what_is_no_answer_is_refused(body: bytes) -> None:
    with pytest.raises(ReadingError):
        parse_page(body, 12345)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"number": True}, "no number"),
        ({"dateTraitement": "2026-11-22T10:00:00"}, "no zone"),
        ({"state": "refusé"}, "no state"),
    ],
)
def test_a_value_of_another_kind_is_refused(changes: dict[str, object], why: str) -> None:
    assert why
    with pytest.raises(ReadingError):
        parse_page(json.dumps(page(**changes)).encode(), 12345)
    assert parse_page(json.dumps(page()).encode(), 12345).dossiers[0].structure == "CCASILL"


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(ReadingError):
        parse_page(b"[" * 100_000, 12345)
