from datetime import date

import pytest

from app.sync.protocol.canonical import canonical
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.payload import Kind, parse_payload, plaintext_digest, prescription_payload
from tests.sync.samples import PAYLOAD


def test_a_payload_is_written_in_the_canonical_form() -> None:
    assert prescription_payload(PAYLOAD).decode() == (
        '{"carnets":1,"kind":"prescription","personne":{"nom":"Exemple","prenom":"Zoé"},'
        '"prescribed_on":"2026-11-22","reference":"2026-CCASILL-0001","service":"assistance",'
        '"structure":"CCAS-ILL","v":1}'
    )


def test_what_says_nothing_is_left_out() -> None:
    personne = {"nom": "Exemple", "prenom": "Zoé", "civilite": ""}
    fuller = {**PAYLOAD, "earlier": "", "categorie": None, "personne": personne}
    assert prescription_payload(fuller) == prescription_payload(PAYLOAD)
    assert parse_payload(prescription_payload({**PAYLOAD, "personne": {}})).personne is None


def test_blanks_are_made_one() -> None:
    untidy = {**PAYLOAD, "personne": {"nom": " Exemple\n", "prenom": "Zoé\t"}}
    assert prescription_payload(untidy) == prescription_payload(PAYLOAD)
    double = {**PAYLOAD, "personne": {"nom": "De  La\u00a0Rue"}}
    payload = parse_payload(prescription_payload(double))
    assert payload.personne is not None
    assert payload.personne.nom == "De La Rue"


def test_a_day_may_be_given_as_a_date() -> None:
    dated = {**PAYLOAD, "prescribed_on": date(2026, 11, 22)}
    assert prescription_payload(dated) == prescription_payload(PAYLOAD)


def test_category_zero_is_not_nothing() -> None:
    assert parse_payload(prescription_payload({**PAYLOAD, "categorie": 0})).categorie == 0


def test_the_whole_address_comes_back() -> None:
    adresse = {
        "voie": "12 rue des Lilas",
        "code_postal": "67400",
        "commune": "Illkirch-Graffenstaden",
        "code_insee": "67218",
        "chez": "CCAS",
        "complement": "Étage 2",
        "residence": "Bâtiment C",
        "lieu_dit": "BP 12",
        "domiciliation_ccas": True,
    }
    payload = parse_payload(prescription_payload({**PAYLOAD, "personne": {"adresse": adresse}}))
    assert payload.personne is not None
    assert payload.personne.nom == ""
    assert payload.personne.adresse is not None
    assert payload.personne.adresse.content() == adresse


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"telephone": "0600000000"}, "payload"),
        ({"personne": {"nom": "Exemple", "telephone": "0600000000"}}, "payload.personne"),
    ],
)
def test_a_field_outside_the_list_is_refused_and_not_repeated(
    changes: dict[str, object], place: str
) -> None:
    with pytest.raises(ProtocolError) as caught:
        prescription_payload({**PAYLOAD, **changes})
    assert caught.value.code is ErrorCode.FIELD_NOT_ALLOWED
    assert caught.value.place == place
    assert "telephone" not in str(caught.value)


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"carnets": 0}, "payload.carnets"),
        ({"carnets": True}, "payload.carnets"),
        ({"carnets": "1"}, "payload.carnets"),
        ({"prescribed_on": "22/11/2026"}, "payload.prescribed_on"),
        ({"prescribed_on": "2026-02-30"}, "payload.prescribed_on"),
        ({"reference": "a b"}, "payload.reference"),
        ({"service": None}, "payload.service"),
        ({"earlier": "1234"}, "payload.earlier"),
        ({"kind": "autre"}, "payload.kind"),
        ({"personne": {"nom": "Exem\x00ple"}}, "payload.personne.nom"),
        ({"personne": {"nom": "x" * 201}}, "payload.personne.nom"),
        ({"personne": {"adresse": {"voie": "x"}}}, "payload.personne.adresse.code_postal"),
        ({"v": 2}, "payload.v"),
    ],
)
def test_a_field_out_of_form_is_named(changes: dict[str, object], place: str) -> None:
    with pytest.raises(ProtocolError) as caught:
        prescription_payload({**PAYLOAD, **changes})
    assert caught.value.place == place
    assert "Exem" not in str(caught.value)


def test_a_withdrawal_names_nobody() -> None:
    nameless = {"kind": "withdrawal", "reference": "2026-CCASILL-0001", "structure": "CCAS-ILL"}
    raw = prescription_payload(nameless)
    assert raw == (
        b'{"kind":"withdrawal","reference":"2026-CCASILL-0001","structure":"CCAS-ILL","v":1}'
    )
    assert parse_payload(raw).kind is Kind.WITHDRAWAL
    with pytest.raises(ProtocolError) as caught:
        prescription_payload({**nameless, "personne": {"nom": "Exemple"}})
    assert caught.value.code is ErrorCode.FIELD_NOT_ALLOWED


@pytest.mark.parametrize(
    "changes",
    [
        {"earlier": ""},
        {"personne": {}},
        {"personne": {"nom": ""}},
        {"personne": {"nom": " Exemple"}},
        {"personne": {"nom": "Exem\nple"}},
        {
            "personne": {
                "adresse": {
                    "code_postal": "67400",
                    "commune": "Illkirch-Graffenstaden",
                    "code_insee": "67218",
                    "domiciliation_ccas": False,
                }
            }
        },
    ],
)
def test_a_second_way_to_say_the_same_is_refused_on_the_wire(changes: dict[str, object]) -> None:
    with pytest.raises(ProtocolError):
        parse_payload(canonical({**PAYLOAD, "v": 1, **changes}))


def test_the_digest_depends_on_the_content_and_on_the_key() -> None:
    raw, other = prescription_payload(PAYLOAD), prescription_payload({**PAYLOAD, "carnets": 2})
    assert plaintext_digest(b"k" * 32, raw) == plaintext_digest(b"k" * 32, raw)
    assert plaintext_digest(b"k" * 32, raw) != plaintext_digest(b"k" * 32, other)
    assert plaintext_digest(b"k" * 32, raw) != plaintext_digest(b"l" * 32, raw)


def test_a_payload_shows_nobody_when_it_is_printed() -> None:
    payload = parse_payload(prescription_payload(PAYLOAD))
    assert "Exemple" not in repr(payload)
    assert "Zoé" not in repr(payload)
