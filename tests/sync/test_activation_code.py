from itertools import pairwise

import pytest

from app.sync.protocol.activation_code import (
    ALPHABET,
    ActivationCodeError,
    CodeProblem,
    new_activation_code,
    parse_activation_code,
)
from app.sync.protocol.signing import new_signing_key, public_of

ROOT = public_of(bytes(32))


@pytest.fixture(scope="module")
def typed() -> str:
    return new_activation_code(ROOT).text()


def test_a_code_is_ten_groups_of_four_easy_letters(typed: str) -> None:
    groups = typed.split("-")
    assert [len(group) for group in groups] == [4] * 10
    assert not set("ILOU") & set(typed)


def test_two_codes_differ_in_their_secret_only() -> None:
    first, second = new_activation_code(ROOT), new_activation_code(ROOT)
    assert first.secret != second.secret
    assert first.fingerprint == second.fingerprint


def test_a_code_may_be_typed_in_any_case_and_with_any_separator(typed: str) -> None:
    code = parse_activation_code(typed)
    for other in (typed.lower(), typed.replace("-", " "), typed.replace("-", ""), f" {typed}\n"):
        assert parse_activation_code(other) == code


def test_letters_that_look_like_figures_are_read_as_figures() -> None:
    while True:
        typed = new_activation_code(ROOT).text()
        if "0" in typed and "1" in typed:
            break
    code = parse_activation_code(typed)
    assert parse_activation_code(typed.replace("0", "O").replace("1", "l")) == code
    assert parse_activation_code(typed.replace("0", "o").replace("1", "I")) == code


def test_every_single_wrong_symbol_is_found(typed: str) -> None:
    symbols = typed.replace("-", "")
    for at, right in enumerate(symbols):
        for wrong in set(ALPHABET) - {right}:
            with pytest.raises(ActivationCodeError) as caught:
                parse_activation_code(symbols[:at] + wrong + symbols[at + 1 :])
            assert caught.value.problem is CodeProblem.CHECKSUM


def test_every_swap_of_two_neighbours_is_found(typed: str) -> None:
    symbols = typed.replace("-", "")
    for at, (left, right) in enumerate(pairwise(symbols)):
        if left == right:
            continue
        with pytest.raises(ActivationCodeError):
            parse_activation_code(symbols[:at] + right + left + symbols[at + 2 :])


def test_a_missing_symbol_says_how_many_were_read(typed: str) -> None:
    with pytest.raises(ActivationCodeError) as caught:
        parse_activation_code(typed[:-1])
    assert (caught.value.problem, caught.value.symbols) == (CodeProblem.LENGTH, 39)


def test_an_impossible_symbol_names_its_group(typed: str) -> None:
    with pytest.raises(ActivationCodeError) as caught:
        parse_activation_code(typed[:10] + "!" + typed[11:])
    assert (caught.value.problem, caught.value.group) == (CodeProblem.SYMBOL, 3)


@pytest.mark.parametrize("text", ["", "-", "é", "x" * 100_000, "\x00" * 40])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ActivationCodeError):
        parse_activation_code(text)


def test_the_secret_is_in_no_message(typed: str) -> None:
    code = parse_activation_code(typed)
    assert code.secret not in repr(code)
    with pytest.raises(ActivationCodeError) as caught:
        parse_activation_code(typed[:-1])
    assert typed[:8] not in repr(caught.value)


def test_another_root_has_another_fingerprint() -> None:
    other = new_activation_code(public_of(new_signing_key()))
    assert other.fingerprint != new_activation_code(ROOT).fingerprint
