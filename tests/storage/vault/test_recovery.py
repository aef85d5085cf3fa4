import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.storage.vault.failures import WrongRecoveryKeyError
from app.storage.vault.opened import OpenVault, unlock_with_recovery
from app.storage.vault.recovery import ALPHABET, RecoverySheet, key_of, new_key, sheet_of

keys = st.binary(min_size=32, max_size=32)
bounded = settings(max_examples=150, deadline=None)


def alpha_times(value: int, times: int) -> int:
    """Multiply by αᵗ in GF(32) the slow way: as polynomials modulo x⁵ + x² + 1."""
    value <<= times
    for bit in range(value.bit_length() - 1, 4, -1):
        if value >> bit & 1:
            value ^= 0b100101 << bit - 5
    return value


def test_the_alphabet_has_no_letter_that_looks_like_another() -> None:
    assert len(set(ALPHABET)) == 32
    assert not set("ILOU") & set(ALPHABET)


def test_a_key_of_zeros_is_printed_as_the_formula_says() -> None:
    # All data are 0; the last of 260 bits hold 4 bits of SHA-256(32 zero bytes) = 66687a…: 6.
    groups = sheet_of(bytes(32), 1).groups
    assert groups[:12] == tuple(f"0000{ALPHABET[number]}" for number in range(1, 13))
    assert groups[12] == f"0006{ALPHABET[alpha_times(6, 4) ^ 13]}"


@bounded
@given(keys)
def test_what_is_printed_can_be_typed_back(key: bytes) -> None:
    sheet = sheet_of(key, 1)
    assert len(sheet.groups) == 13
    assert {len(group) for group in sheet.groups} == {5}
    assert key_of(sheet.text) == key


@bounded
@given(keys, st.sampled_from(["", " ", "-", " - ", "\n", "–", "\u00a0"]), st.booleans())
def test_case_separators_and_look_alikes_do_not_matter(key: bytes, between: str, low: bool) -> None:  # noqa: FBT001 -- given by Hypothesis
    typed = between.join(sheet_of(key, 1).groups).replace("0", "O").replace("1", "l")
    assert key_of(typed.lower() if low else typed) == key


@bounded
@given(keys, st.integers(0, 64), st.sampled_from(ALPHABET), st.sampled_from(["", " "]))
def test_one_wrong_character_is_always_seen_and_its_group_named(
    key: bytes, place: int, other: str, between: str
) -> None:
    text = "".join(sheet_of(key, 1).groups)
    wrong = text[:place] + other + text[place + 1 :]
    typed = between.join(wrong[start : start + 5] for start in range(0, 65, 5))
    if wrong == text:
        assert key_of(typed) == key
        return
    with pytest.raises(WrongRecoveryKeyError) as refused:
        key_of(typed)
    assert refused.value.groups == (place // 5 + 1,)


@bounded
@given(keys, st.integers(0, 12), st.integers(0, 3))
def test_two_neighbours_swapped_are_seen(key: bytes, group: int, place: int) -> None:
    groups = list(sheet_of(key, 1).groups)
    letters = list(groups[group])
    letters[place], letters[place + 1] = letters[place + 1], letters[place]
    if letters == list(groups[group]):
        return
    groups[group] = "".join(letters)
    with pytest.raises(WrongRecoveryKeyError) as refused:
        key_of(" ".join(groups))
    assert refused.value.groups == (group + 1,)


@bounded
@given(keys, st.integers(0, 12), st.integers(0, 12))
def test_groups_in_each_others_place_are_seen(key: bytes, one: int, other: int) -> None:
    groups = list(sheet_of(key, 1).groups)
    if one == other:
        return
    groups[one], groups[other] = groups[other], groups[one]
    with pytest.raises(WrongRecoveryKeyError) as refused:
        key_of(" ".join(groups))
    assert refused.value.groups == tuple(sorted((one + 1, other + 1)))


@pytest.mark.parametrize("between", ["", " "])
def test_a_lost_character_is_placed(between: str) -> None:
    groups = list(sheet_of(bytes(range(32)), 1).groups)
    groups[6] = groups[6][:2] + groups[6][3:]
    with pytest.raises(WrongRecoveryKeyError) as refused:
        key_of(between.join(groups))
    assert refused.value.groups[0] in {7, 8}  # joined, the shift may hide in one group by luck


@pytest.mark.parametrize("typed", ["", "   ", "U" * 65, "é", "0" * 65, "00001" * 40])
def test_anything_else_is_refused(typed: str) -> None:
    with pytest.raises(WrongRecoveryKeyError) as refused:
        key_of(typed)
    assert refused.value.groups


def test_the_sheet_of_another_vault_is_told_apart_from_a_mistake(vault: OpenVault) -> None:
    with pytest.raises(WrongRecoveryKeyError, match="pas celle de ce poste") as refused:
        unlock_with_recovery(vault.folder, sheet_of(new_key(), 1).text)
    assert refused.value.groups == ()
    assert refused.value.expected_sheet == 1


def test_the_assistant_checks_the_groups_that_it_asks_for() -> None:
    sheet = RecoverySheet(sheet=1, groups=tuple(f"{letter}ABC0" for letter in "ABCDEFGHJKMNP"))
    assert sheet.check_part((2, 13), "babco-pabc0")
    assert sheet.check_part((1,), "AABC0")
    assert not sheet.check_part((2, 13), "PABC0 BABC0")
    assert not sheet.check_part((2,), "BABC1")
    assert not sheet.check_part((2, 13), "BABC0")


def test_groups_that_hold_one_by_one_must_hold_together() -> None:
    # The last data character of a key of zeros is 6; with 7 and its control, the group is right.
    groups = sheet_of(bytes(32), 1).groups
    forged = f"0007{ALPHABET[alpha_times(7, 4) ^ 13]}"
    with pytest.raises(WrongRecoveryKeyError) as refused:
        key_of(" ".join((*groups[:12], forged)))
    assert refused.value.groups == tuple(range(1, 14))
