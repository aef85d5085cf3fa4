"""Places: what the conventions require of them, said plainly; hours, exceptions, verification."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.conventions.loading import parse_convention
from app.conventions.reading import ConventionError
from app.domain.horaires import Nature, Periode, read_day, semaine
from app.domain.lieu import Etat, Lieu
from app.usecases.laptop.habilitations import NotAllowedError
from app.usecases.laptop.holidays import departement
from app.usecases.permanences import lieux
from app.usecases.permanences.lieux import LieuSuivi, NothingOpensError, PlaceNameError
from app.usecases.workplace import Workplace
from tests.paths import RESOURCES
from tests.ui.workplace import (
    CONFLENT,
    NEUILLY,
    NORMANDIE,
    STRASBOURG,
    MakeWorkplace,
    WallClock,
    add_colleague,
    as_agent,
    new_workplace,
)

__all__ = ["new_workplace"]  # a fixture

VINCA = "convention/Médiathèque de Vinça"
_TWICE = "\n".join(['[[lieux.exigence]]\ncode = "a"\nlibelle = "b"\nsource = "s"'] * 2)


def of(place: Workplace, lieu_id: str) -> LieuSuivi:
    board = lieux.load(place)
    return next(one for one in (*board.lieux, *board.fermes) if one.lieu.id == lieu_id)


def filled(place: Workplace, lieu_id: str, days: dict[int, str], **said: int) -> Lieu:
    week = semaine(one for jour, text in days.items() for one in read_day(jour, text))
    lieu = of(place, lieu_id).lieu if lieu_id else Lieu(id="", nom="EPN de Caen", commune="Caen")
    return lieux.keep(place, replace(lieu, semaine=week, constats=said))


def states(one: LieuSuivi) -> dict[str, Etat]:
    return {found.source: found.etat for found in one.constats}


@pytest.mark.obligation("S2-01")
def test_the_places_of_the_convention_are_there_before_anybody_wrote_them(
    new_workplace: MakeWorkplace,
) -> None:
    """002, l. 115-124: eight places; the deliberation, l. 20, adds Baillestavy."""
    board = lieux.load(new_workplace(CONFLENT))
    assert [one.lieu.nom for one in board.lieux] == [
        "Médiathèque de Prades", "Médiathèque de Vinça", "Médiathèque de Marquixanes",
        "Bibliothèque de Catllar", "Bibliothèque de Sahorre", "Bibliothèque de Ria-Sirach",
        "Commune de Los Masos", "Commune de Villefranche-de-Conflent", "Commune de Baillestavy",
    ]  # fmt: skip
    assert [one.lieu.demi_journees_prevues for one in board.lieux] == [4, 1, 1, 2, 1, 1, 2, 1, 1]
    assert [one.lieu.nom for one in board.lieux if not one.lieu.confirme] == [
        "Commune de Baillestavy"
    ]


@pytest.mark.obligation("S2-01")
def test_hours_are_compared_with_the_duration_that_the_convention_gives(
    new_workplace: MakeWorkplace,
) -> None:
    """002, l. 116: « 2 journées » at Prades."""
    place, prades = new_workplace(CONFLENT), "convention/Médiathèque de Prades"
    filled(place, prades, {1: "9h-12h, 14h-17h", 3: "9h-12h"})
    found = of(place, prades).constats[0]
    assert found.etat is Etat.MANQUE
    assert found.words == "3\u00a0demi-journées par semaine, la convention en prévoit 4"
    filled(place, prades, {1: "9h-12h, 14h-17h", 3: "9h-12h, 14h-17h"})
    assert of(place, prades).constats[0].etat is Etat.TENUE


@pytest.mark.obligation("S2-08")
@pytest.mark.obligation("S2-09")
@pytest.mark.obligation("S2-10")
@pytest.mark.obligation("S2-11")
def test_what_is_missing_of_a_place_is_told_apart_from_what_nobody_has_said(
    new_workplace: MakeWorkplace,
) -> None:
    place = new_workplace(CONFLENT)
    filled(place, VINCA, {1: "9h-12h"}, pmr=1, salle=5, wifi=1, bureau=0)
    found = {one.libelle: one for one in of(place, VINCA).constats}
    labels = {one.source: one.etat for one in found.values() if "l. 138" not in one.source}
    assert labels["002, art. 1.2, l. 132"] is Etat.TENUE  # S2-08
    assert labels["002, art. 1.2, l. 133 (« pouvant accueillir 6 à 8 personnes »)"] is Etat.MANQUE
    assert found["Salle d’ateliers : nombre de personnes"].words == "5, il en faut 6"
    assert labels["002, art. 1.2, l. 134"] is Etat.MANQUE  # S2-10
    means = [one for one in found.values() if one.source == "002, art. 1.2, l. 138"]
    assert [one.libelle for one in means] == [
        "Accès à Internet", "Ordinateur", "Imprimante et scanner", "Photocopieuse", "Téléphone",
    ]  # fmt: skip
    assert {one.etat for one in means} == {Etat.A_DIRE}
    filled(place, VINCA, {1: "9h-12h"}, salle=6, bureau=1)
    again = {one.libelle: one.etat for one in of(place, VINCA).constats}
    assert again["Salle d’ateliers : nombre de personnes"] is Etat.TENUE
    assert again["Bureau fermé, confidentiel"] is Etat.TENUE


@pytest.mark.obligation("S4-09")
@pytest.mark.obligation("S4-10")
@pytest.mark.obligation("S4-11")
def test_an_epn_opens_twelve_hours_a_week_to_the_minute_with_an_animateur(
    new_workplace: MakeWorkplace,
) -> None:
    place = new_workplace(NORMANDIE)
    assert lieux.has_places(place)
    kept = filled(place, "", {1: "9h-12h, 14h-17h", 3: "9h-12h, 14h-16h59"}, animateurs=0)
    found = {one.libelle: one for one in of(place, kept.id).constats}
    hours = found["Ouvert au public au moins 12\u00a0h par semaine"]
    assert hours.etat is Etat.MANQUE
    assert hours.words == "11\u00a0h\u00a059 par semaine, il manque 1\u00a0min"
    assert found["Animateurs présents"].etat is Etat.MANQUE
    assert found["Ordinateurs et outils connectés à Internet"].etat is Etat.A_DIRE
    filled(
        place, kept.id, {1: "9h-12h, 14h-17h", 3: "9h-12h, 14h-17h"}, animateurs=1, ordinateurs=1
    )
    found = {one.libelle: one for one in of(place, kept.id).constats}
    assert found["Ouvert au public au moins 12\u00a0h par semaine"].etat is Etat.TENUE
    assert found["Animateurs présents"].etat is Etat.TENUE
    assert found["Ordinateurs et outils connectés à Internet"].etat is Etat.TENUE


@pytest.mark.obligation("S3-29")
def test_prescribers_need_a_reception_and_connected_equipment(
    new_workplace: MakeWorkplace,
) -> None:
    place = new_workplace(NEUILLY)
    kept = filled(place, "", {}, accueil=1, connecte=0)
    assert [(one.libelle, one.etat) for one in of(place, kept.id).constats] == [
        ("Accueil physique", Etat.TENUE),
        ("Équipement numérique connecté à Internet", Etat.MANQUE),
        ("Lieu sécurisé pour les carnets de Pass", Etat.A_DIRE),
    ]


@pytest.mark.obligation("S1-33")
@pytest.mark.obligation("S1-34")
def test_own_places_are_on_the_map_show_the_logo_and_are_verified_again_in_time(
    new_workplace: MakeWorkplace,
) -> None:
    """001, l. 137-138; six months are a default (decision 0046): 31 August, then 28 February."""
    clock = WallClock(at=datetime(2026, 11, 22, 9, 12, tzinfo=UTC))
    place = new_workplace(STRASBOURG, clock)
    kept = filled(place, "", {1: "9h-12h"}, carte=1, logo=0)
    found = of(place, kept.id)
    assert [one.etat for one in found.constats] == [Etat.TENUE, Etat.MANQUE]
    assert found.verifier_le is None
    clock.at = datetime(2027, 8, 31, 9, 0, tzinfo=UTC)
    lieux.verify(place, kept.id)
    found = of(place, kept.id)
    assert (found.lieu.verifie_le, found.verifie_par) == (date(2027, 8, 31), "Camille Martin")
    assert found.verifier_le == date(2028, 2, 29)


def test_a_closure_a_holiday_and_school_holidays_close_and_an_opening_is_stronger(
    new_workplace: MakeWorkplace,
) -> None:
    clock = WallClock(at=datetime(2026, 12, 25, 9, 0, tzinfo=UTC))  # a Friday, and a holiday
    place = new_workplace(CONFLENT, clock)
    kept = filled(place, VINCA, {2: "9h-12h", 4: "9h-12h"})
    lieux.keep(place, replace(kept, vacances=False))
    assert of(place, VINCA).aujourd_hui.ferme == "Noël"
    lieux.add_periode(place, periode(Nature.OUVERTURE, date(2026, 12, 25), date(2026, 12, 25)))
    assert [one.debut for one in of(place, VINCA).aujourd_hui.plages] == [540]
    clock.at = datetime(2026, 12, 30, 9, 0, tzinfo=UTC)  # a Wednesday
    assert of(place, VINCA).aujourd_hui.plages
    lieux.add_periode(place, periode(Nature.VACANCES, date(2026, 12, 19), date(2027, 1, 3)))
    assert of(place, VINCA).aujourd_hui.ferme == "vacances scolaires"
    lieux.keep(place, replace(of(place, VINCA).lieu, vacances=True))
    assert of(place, VINCA).aujourd_hui.plages
    lieux.add_periode(place, periode(Nature.FERMETURE, date(2026, 12, 30), date(2026, 12, 30)))
    assert of(place, VINCA).aujourd_hui.ferme == "fermeture"
    closed = lieux.load(place).periodes[-1]
    lieux.remove_periode(place, closed.id)
    assert of(place, VINCA).aujourd_hui.plages


def test_an_opening_of_a_day_without_hours_is_refused(new_workplace: MakeWorkplace) -> None:
    """The poster said « Ouvert le … », and the day itself opened nothing."""
    place = new_workplace(CONFLENT)
    filled(place, VINCA, {1: "9h-12h semaines paires"})
    thursday, odd, even = date(2026, 12, 10), date(2026, 12, 1), date(2026, 12, 8)
    for day in (thursday, odd):
        with pytest.raises(NothingOpensError):
            lieux.add_periode(place, periode(Nature.OUVERTURE, day, day))
    lieux.add_periode(place, periode(Nature.OUVERTURE, thursday, date(2026, 12, 22)))
    lieux.add_periode(place, replace(periode(Nature.OUVERTURE, even, even), lieu_id=""))
    assert len(lieux.load(place).periodes) == 2


def periode(nature: Nature, du: date, au: date) -> Periode:
    return Periode(id="", lieu_id=VINCA, nature=nature, du=du, au=au)


def test_the_referent_alone_completes_places_and_two_have_not_one_name(
    new_workplace: MakeWorkplace,
) -> None:
    place = new_workplace(CONFLENT)
    other = as_agent(place, add_colleague(place))
    with pytest.raises(NotAllowedError):
        lieux.keep(other, Lieu(id="", nom="Ailleurs"))
    with pytest.raises(PlaceNameError):
        lieux.keep(place, Lieu(id="", nom="Médiathèque de Vinça"))
    with pytest.raises(PlaceNameError):
        lieux.keep(place, Lieu(id="", nom="  "))
    lieux.set_closed(place, VINCA, ferme=True)
    assert VINCA in {one.lieu.id for one in lieux.load(other).fermes}
    assert not lieux.load(other).may_change


@pytest.mark.parametrize(
    ("text", "place", "problem"),
    [
        ("heures_semaine = 0", "lieux.heures_semaine", "entre"),
        ('heures_source = "x"', "lieux.heures_source", "n’y est pas"),
        ("verifier = 3", "lieux.verifier", "inconnue"),
        ('[[lieux.exigence]]\ncode = "a"\nlibelle = "b"', "source", "manque"),
        (
            _TWICE,
            "code",
            "deux fois",
        ),
    ],
)
def test_a_faulty_table_of_places_is_refused_with_key_and_reason(
    text: str, place: str, problem: str
) -> None:
    file = Path(RESOURCES) / "conventions" / "lot-et-garonne" / "convention.toml"
    content = file.read_text(encoding="utf-8") + f'\n[lieux]\nsource = "essai"\n{text}\n'
    with pytest.raises(ConventionError) as refused:
        parse_convention(content.encode(), name="essai", profile="lot-et-garonne")
    assert place in refused.value.place
    assert problem in str(refused.value)


@pytest.mark.parametrize(
    ("day", "said", "closed"),
    [
        (date(2027, 3, 26), None, "Vendredi saint"),  # nobody has said: closed rather than a lie
        (date(2027, 3, 26), 1, "Vendredi saint"),
        (date(2027, 3, 26), 0, ""),
        (date(2026, 12, 26), 0, "Saint-Étienne"),  # a Saturday; without any condition
    ],
)
def test_good_friday_is_a_holiday_where_the_commune_has_a_temple(
    new_workplace: MakeWorkplace, day: date, said: int | None, closed: str
) -> None:
    """Code du travail, L3134-13: « dans les communes ayant un temple protestant […] »."""
    clock = WallClock(at=datetime(2026, 11, 22, 9, tzinfo=UTC))
    place = new_workplace(STRASBOURG, clock)  # at 67400 Illkirch
    told = {} if said is None else {"temple": said}
    kept = filled(place, "", {4: "9h-12h", 5: "9h-12h"}, **told)
    clock.at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    assert of(place, kept.id).aujourd_hui.ferme == closed
    assert bool(of(place, kept.id).aujourd_hui.plages) is not bool(closed)


def test_a_structure_without_an_address_has_the_holidays_of_its_convention_s_territory(
    new_workplace: MakeWorkplace,
) -> None:
    """The Eurométropole is a community of communes of Bas-Rhin; 002 names its département."""
    for profile, code in ((STRASBOURG, "67"), (CONFLENT, "66"), (NORMANDIE, "14")):
        place = new_workplace(profile)
        bare = replace(place, structure=replace(place.structure, adresse=("Place de l’Exemple",)))
        assert departement(bare) == code


def test_every_other_week_opens_on_the_weeks_that_were_typed_and_the_shorter_one_counts(
    new_workplace: MakeWorkplace,
) -> None:
    """23 November 2026 begins week 48. 004, l. 60: « au minimum 12 heures par semaine »."""
    clock = WallClock(at=datetime(2026, 11, 24, 9, tzinfo=UTC))
    place = new_workplace(NORMANDIE, clock)
    kept = filled(place, "", {0: "8h-16h", 1: "14h-18h semaines paires"})
    assert [one.fin for one in of(place, kept.id).aujourd_hui.plages] == [18 * 60]
    hours = of(place, kept.id).constats[0]
    assert (hours.etat, hours.words) == (
        Etat.MANQUE, "8\u00a0h dans la semaine la plus courte, il manque 4\u00a0h",
    )  # fmt: skip
    clock.at = datetime(2026, 12, 1, 9, tzinfo=UTC)
    assert not of(place, kept.id).aujourd_hui.plages
