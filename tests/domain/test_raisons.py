from app.domain.raisons import code_of, words_of

LISTED = ("Emménage bientôt", "Accord obtenu")


def test_a_reason_stays_the_one_that_was_given_when_its_list_is_written_anew() -> None:
    kept = code_of("Accord obtenu")
    assert words_of(kept, ("Vient souvent", "Accord obtenu", *LISTED)) == "Accord obtenu"
    assert not words_of(kept, ("Vient souvent", "Emménage bientôt"))


def test_a_rank_of_earlier_versions_is_still_read_and_none_at_all_says_nothing() -> None:
    assert words_of("2", LISTED) == "Accord obtenu"
    assert [words_of(code, LISTED) for code in ("3", "0", "")] == ["", "", ""]
