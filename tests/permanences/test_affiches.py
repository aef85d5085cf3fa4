"""Posters: the schedule of a place, its exceptions, the mention word for word, who agreed."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.domain.horaires import Nature, Periode, read_day, semaine
from app.domain.lieu import Lieu
from app.usecases.laptop.habilitations import NotAllowedError
from app.usecases.permanences import affiches, lieux
from app.usecases.permanences.affiches import AfficheVoulue, PosterAgreementError
from tests.documents.examples import pages_of, structure_of, text_of
from tests.ui.workplace import CONFLENT, MakeWorkplace, add_colleague, as_agent, new_workplace

__all__ = ["new_workplace"]  # a fixture

VINCA = "convention/Médiathèque de Vinça"


@pytest.mark.obligation("S2-31")
@pytest.mark.obligation("S2-02")
@pytest.mark.obligation("S2-30")
@pytest.mark.obligation("S2-41")
def test_the_poster_says_the_hours_of_the_schedule_alone_and_the_mention_word_for_word(
    new_workplace: MakeWorkplace, tmp_path: Path
) -> None:
    place = new_workplace(CONFLENT)
    names = [one.nom for one in affiches.affichables(place)]
    assert "Médiathèque de Vinça" in names
    assert len(names) == 8  # the two texts of 002 disagree on Baillestavy (l. 20)
    wanted = AfficheVoulue(lieu_id=VINCA, telephone="04 00 00 00 01")
    before = text_of(tmp_path, affiches.affiche(place, wanted).content)
    assert "Jour et heures" in before  # 002, l. 117 gives « 1 demi-journée », no hour
    assert "1 demi-journée, par semaine" in before
    for said in ("Gratuit", "Confidentiel", "04 00 00 00 01"):
        assert said in before
    assert (
        "Opération menée par le Département des Pyrénées-Orientales, avec l'appui financier de "
        "l'État, dans le cadre de sa politique départementale d'inclusion Numérique"
    ) in before

    lieu = next(one.lieu for one in lieux.load(place).lieux if one.lieu.id == VINCA)
    week = semaine([*read_day(1, "9h-12h"), *read_day(3, "9h-12h"), *read_day(4, "14h-17h30")])
    lieux.keep(place, replace(lieu, semaine=week, constats={"pmr": 1}))
    lieux.add_periode(
        place,
        Periode(
            id="", lieu_id="", nature=Nature.FERMETURE, du=date(2026, 12, 24),
            au=date(2027, 1, 3), motif="fêtes",
        ),
    )  # fmt: skip
    dated = replace(wanted, du=date(2026, 12, 1), au=date(2027, 6, 30))
    made = affiches.affiche(place, dated).content
    text = text_of(tmp_path, made)
    assert "Mardi et jeudi : 9 h – 12 h" in text
    assert "Vendredi : 14 h – 17 h 30" in text
    assert "Fermé les jours fériés et du 24 décembre 2026 au 3 janvier 2027 (fêtes)." in text
    assert "Horaires du 1er décembre 2026 au 30 juin 2027." in text
    assert "On entre en fauteuil roulant." in text
    assert "demi-journée" not in text
    assert len(pages_of(tmp_path, made)) == 1
    with pytest.raises(ValueError, match="confirmed"):
        affiches.affiche(place, AfficheVoulue(lieu_id="convention/Commune de Baillestavy"))


def test_the_poster_says_which_weeks_are_the_even_ones(
    new_workplace: MakeWorkplace, tmp_path: Path
) -> None:
    """22 November 2026 is in week 47: the next even week begins on the 23rd.

    Weeks 52, 53 and 1 begin on 21 and 28 December and 4 January: week 2, even, on 11 January.
    """
    place = new_workplace(CONFLENT)
    lieu = next(one.lieu for one in lieux.load(place).lieux if one.lieu.id == VINCA)
    week = semaine(read_day(1, "9h-12h, 14h-17h semaines paires"))
    lieux.keep(place, replace(lieu, semaine=week))
    text = text_of(tmp_path, affiches.affiche(place, AfficheVoulue(lieu_id=VINCA)).content)
    assert "Mardi : 9 h – 12 h, 14 h – 17 h (semaines paires)" in text
    assert "La semaine du lundi 23 novembre 2026 est une semaine paire." in text
    assert "la première semaine paire est celle du lundi 11 janvier 2027." in text
    lieu = replace(lieu, semaine=week)
    for du, au, first in (
        (date(2026, 11, 22), date(2027, 1, 10), "23 novembre 2026"),  # it holds until before
        (date(2026, 12, 28), None, "11 janvier 2027"),
        (date(2025, 11, 24), None, "24 novembre 2025"),  # 2025 has no week 53
    ):
        (said,) = affiches.semaines_paires(lieu, du, au)
        assert said.replace("\u00a0", " ") == f"La semaine du lundi {first} est une semaine paire."


def test_a_full_week_with_its_exceptions_stands_on_one_page(
    new_workplace: MakeWorkplace, tmp_path: Path
) -> None:
    """The mention fell on a second page, which nobody pins up. documents.md b11: A3 or A4."""
    place = new_workplace(CONFLENT)
    lieu = next(one.lieu for one in lieux.load(place).lieux if one.lieu.id == VINCA)
    days = [f"{8 + jour}h30-12h30, 14h-1{7 + jour % 3}h45" for jour in range(4)]
    typed = [*days, "9h-12h, 14h-17h semaines paires", "9h-12h30 semaines impaires"]
    week = semaine(one for jour, text in enumerate(typed) for one in read_day(jour, text))
    lieux.keep(place, replace(lieu, semaine=week, constats={"pmr": 1}, vacances=False))
    for motif, nature in (("fêtes", Nature.FERMETURE), ("", Nature.OUVERTURE)):
        lieux.add_periode(
            place,
            Periode(
                id="", lieu_id="", nature=nature, du=date(2026, 12, 24), au=date(2027, 1, 3),
                motif=motif,
            ),
        )  # fmt: skip
    dated = AfficheVoulue(
        lieu_id=VINCA, agent="Camille", telephone="04 00 00 00 01",
        du=date(2026, 12, 1), au=date(2027, 6, 30),
    )  # fmt: skip
    made = affiches.affiche(place, dated).content
    assert len(pages_of(tmp_path, made)) == 1
    text = text_of(tmp_path, made)
    for said in ("Jeudi : 11 h 30 – 12 h 30, 14 h – 17 h 45", "Ouvert du 24", "Horaires du 1er"):
        assert said in text


def test_an_opening_of_all_is_announced_where_that_day_has_hours_alone() -> None:
    """« Ouvert le 8 décembre » hung on every door, and one opened."""
    day, odd = date(2026, 12, 8), date(2026, 12, 1)
    on_even = Lieu(id="a", nom="A", semaine=semaine(read_day(1, "9h-12h semaines paires")))
    on_monday = Lieu(id="b", nom="B", semaine=semaine(read_day(0, "9h-12h")))
    said = []
    for du, au in ((day, day), (odd, odd), (odd, date(9999, 12, 31))):
        opened = Periode(id="p", lieu_id="", nature=Nature.OUVERTURE, du=du, au=au)
        of_each = [affiches.fermetures(one, (opened,)) for one in (on_even, on_monday)]
        said.append(["Ouvert" in " ".join(one) for one in of_each])
    assert said == [[True, False], [False, False], [True, True]]


@pytest.mark.obligation("S2-01")
def test_a_place_on_which_the_texts_disagree_is_announced_once_the_referent_has_confirmed_it(
    new_workplace: MakeWorkplace,
) -> None:
    place = new_workplace(CONFLENT)
    lieu = next(one.lieu for one in lieux.load(place).lieux if not one.lieu.confirme)
    lieux.keep(place, replace(lieu, confirme=True))
    assert "Commune de Baillestavy" in [one.nom for one in affiches.affichables(place)]


@pytest.mark.obligation("S2-40")
def test_the_poster_is_a_draft_until_the_departement_has_agreed_to_this_very_text(
    new_workplace: MakeWorkplace, tmp_path: Path
) -> None:
    """002, l. 236: « autorisation préalable auprès de l'autre Partie »."""
    place = new_workplace(CONFLENT)
    wanted = AfficheVoulue(lieu_id=VINCA)

    def is_draft() -> bool:
        tree = structure_of(tmp_path, affiches.affiche(place, wanted).content)
        return "Projet – sans valeur" in tree

    assert affiches.validation(place) is None
    assert is_draft()
    with pytest.raises(PosterAgreementError):
        affiches.valider(place, " ", date(2026, 11, 20))
    with pytest.raises(PosterAgreementError):
        affiches.valider(place, "Service communication", date(2026, 11, 23))  # tomorrow
    other = as_agent(place, add_colleague(place))
    with pytest.raises(NotAllowedError):
        affiches.valider(other, "Moi", date(2026, 11, 20))
    affiches.valider(place, "Service communication", date(2026, 11, 20))
    found = affiches.validation(place)
    assert found is not None
    assert (found.par, found.le, found.note_par) == (
        "Service communication", date(2026, 11, 20), "Camille Martin",
    )  # fmt: skip
    assert not is_draft()
    changed = replace(place, convention=replace(place.convention, mentions=("Autre mention",)))
    later = affiches.validation(changed)
    assert later is not None
    assert not later.en_vigueur  # another text asks for another agreement
    affiches.retirer_validation(place)
    assert is_draft()
