"""Steps of a new laptop: each follows from a fact, whoever looks."""

from dataclasses import replace

import pytest

from app.storage.sauvegarde import choice
from app.usecases.laptop import colleagues, first_steps
from app.usecases.laptop.first_steps import Pas
from app.usecases.laptop.habilitations import NotAllowedError
from app.usecases.practice.places import MARK, practice_folder
from app.usecases.workplace import Workplace
from tests.ui.workplace import add_colleague, as_agent, new_workplace, workplace

__all__ = ["new_workplace", "workplace"]  # fixtures


def done(place: Workplace, *, printed: bool = False) -> set[Pas]:
    return {one.pas for one in first_steps.steps(place, printed=printed).pas if one.done}


def test_each_step_is_done_once_its_fact_is_there_and_not_before(workplace: Workplace) -> None:
    assert done(workplace) == {Pas.CONVENTION}
    assert Pas.IMPRIMANTE in done(workplace, printed=True)
    colleagues.sheet_checked(workplace)
    data = workplace.vault.folder
    choice.change(data, lambda known: replace(known, folder=data.parent))
    practice = practice_folder(workplace.vault.folder)
    practice.mkdir()
    assert Pas.ENTRAINEMENT not in done(workplace)  # begun and cut is not practised
    (practice / MARK).write_text("")
    assert done(workplace) == {Pas.CONVENTION, Pas.FEUILLE, Pas.SAUVEGARDE, Pas.ENTRAINEMENT}
    first_steps.state_alone(workplace, alone=True)
    assert Pas.COLLEGUE in done(workplace)
    first_steps.state_alone(workplace, alone=False)
    assert Pas.COLLEGUE not in done(workplace)
    add_colleague(workplace)
    assert Pas.COLLEGUE in done(workplace)


def test_who_may_not_is_told_whose_step_it_is_and_may_put_the_list_away(
    workplace: Workplace,
) -> None:
    other = as_agent(workplace, add_colleague(workplace))
    found = first_steps.steps(other, printed=False)
    theirs = {one.pas for one in found.pas if not one.mine}
    assert theirs == {Pas.FEUILLE, Pas.CONVENTION, Pas.COLLEGUE, Pas.LIEUX}
    assert found.referents == "Camille Martin"
    with pytest.raises(NotAllowedError):
        first_steps.state_alone(other, alone=True)
    first_steps.put_away(other, away=True)
    assert first_steps.steps(other, printed=False).away
    assert not first_steps.steps(workplace, printed=False).away
    first_steps.put_away(other, away=False)
    assert not first_steps.steps(other, printed=False).away
