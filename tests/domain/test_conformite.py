from dataclasses import replace
from datetime import date

import pytest

from app.domain.conformite import (
    EtatAipd,
    Faute,
    Renseignements,
    Rubrique,
    aipd_state,
    missing,
    mistakes,
)

TODAY = date(2026, 11, 22)
SAID = Renseignements(
    representant="le Président",
    dpo="Délégué mutualisé, dpo@ccas.example",
    responsable="Service inclusion numérique",
    aipd_on=date(2026, 3, 1),
    aipd_par="le Président",
    aipd_sous="c1",
)


@pytest.mark.obligation("S0-44")
@pytest.mark.parametrize(
    ("dpo", "refused"),
    [
        ("sichardaire@albretcommunaute", True),  # 000 l. 124, as it is written
        ("dpo@ccas.example", False),
        ("Madame la déléguée <dpo@ccas.example>", False),
        ("dpo(at)ccas.example", True),
        ("dpo@ccas.example, autre@ccas", True),
        ("dpo@ccas.1", True),
        ("", False),  # missing, not mistaken
    ],
)
def test_a_delegate_has_a_whole_address(dpo: str, *, refused: bool) -> None:
    found = mistakes(replace(SAID, dpo=dpo), today=TODAY)
    assert found == ({Rubrique.DPO: Faute.COURRIEL} if refused else {})


def test_an_assessment_is_dated_by_somebody_and_not_ahead() -> None:
    assert mistakes(SAID, today=TODAY) == {}
    ahead = replace(SAID, aipd_on=date(2026, 11, 23))
    assert mistakes(ahead, today=TODAY) == {Rubrique.AIPD_ON: Faute.AVENIR}
    assert mistakes(replace(SAID, aipd_on=TODAY), today=TODAY) == {}
    assert mistakes(replace(SAID, aipd_par=""), today=TODAY) == {Rubrique.AIPD_PAR: Faute.VALIDEUR}
    assert mistakes(replace(SAID, aipd_on=None), today=TODAY) == {Rubrique.AIPD_ON: Faute.VALIDEUR}


def test_what_is_written_stays_short() -> None:
    long = replace(SAID, sous_traitants=("a", "b" * 301), consultes="c" * 300)
    assert mistakes(long, today=TODAY) == {Rubrique.SOUS_TRAITANTS: Faute.TROP_LONG}


def test_an_assessment_is_looked_at_again_after_three_years_or_another_convention() -> None:
    def state(said: Renseignements, convention: str, today: date) -> EtatAipd:
        return aipd_state(said, convention_hash=convention, today=today)

    assert state(Renseignements(), "c1", TODAY) is EtatAipd.A_RENSEIGNER
    assert state(SAID, "c1", date(2029, 2, 28)) is EtatAipd.VALIDEE
    assert state(SAID, "c1", date(2029, 3, 1)) is EtatAipd.A_REVOIR  # CNIL, 2018-326
    assert state(SAID, "c2", TODAY) is EtatAipd.A_REVOIR


def test_a_controller_needs_no_contact_at_another_one() -> None:
    assert missing(Renseignements(), structure_decides=False) == (
        Rubrique.REPRESENTANT,
        Rubrique.DPO,
        Rubrique.RESPONSABLE,
        Rubrique.AIPD_ON,
    )
    assert missing(Renseignements(), structure_decides=True) == (
        Rubrique.REPRESENTANT,
        Rubrique.DPO,
        Rubrique.AIPD_ON,
    )
    assert missing(SAID, structure_decides=False) == ()
