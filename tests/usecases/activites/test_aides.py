import hashlib

import pytest

from app.conventions.coop import load_coop
from app.domain.activite import Aide, Lieu
from app.domain.coop import Liste, duree_stat, minutes_of
from app.usecases.activites import aides
from app.usecases.activites.offre import offre
from tests.ui.workplace import CONFLENT, LOT_ET_GARONNE, NORMANDIE, MakeWorkplace, WallClock
from tests.usecases.activites.counted import counted, freeze


def test_the_lists_are_la_coops() -> None:
    """Sizes and values by hand from peers.md § 6.1."""
    coop = load_coop()
    sizes = {liste: len(coop.codes(liste)) for liste in Liste}
    assert sizes == {
        Liste.TYPE_ACTIVITE: 2,
        Liste.GENRE: 3,
        Liste.TRANCHE_AGE: 8,
        Liste.STATUT_SOCIAL: 5,
        Liste.TYPE_LIEU: 4,
        Liste.MATERIEL: 5,
        Liste.AUTONOMIE: 3,
        Liste.NIVEAU_ATELIER: 3,
        Liste.REDIRECTION: 7,
        Liste.THEME: 19,
        Liste.DEMARCHE: 11,
        Liste.DUREE: 4,
    }
    values = sorted(
        f"{liste} {one.code} {one.coop}" for liste, all_ in coop.listes.items() for one in all_
    )  # the digest: of the same lines, made of La Coop’s file by hand
    told = hashlib.sha256("\n".join(values).encode()).hexdigest()
    assert told == "9c01b6f3f37d5b86e97e8eb81a01fc623fdbd0a173300b366cb3e3136128e0c3"
    assert coop.labels(Liste.TRANCHE_AGE)["douze_dix_huit"] == "12 - 17 ans"
    assert coop.labels(Liste.AUTONOMIE)["entierement_accompagne"] == "Avec guidage"


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("45", 45), ("1 h 20", 80), ("2h", 120), ("0", None), ("24 h", None), ("bientôt", None)],
)
def test_a_duration_is_read_as_one_writes_it(text: str, minutes: int | None) -> None:
    assert minutes_of(text) == minutes


@pytest.mark.parametrize(
    ("minutes", "bracket"), [(29, "30"), (30, "60"), (59, "60"), (60, "120"), (120, "more")]
)
def test_a_duration_counts_in_la_coops_bracket(minutes: int, bracket: str) -> None:
    assert duree_stat(minutes) == bracket


@pytest.mark.obligation("S2-05")
def test_a_quick_help_is_one_of_the_eleven_missions(new_workplace: MakeWorkplace) -> None:
    """002, art. 1.1, l. 97-107: eleven lines; « facilitation administrative » is l. 101."""
    place = new_workplace(CONFLENT)
    offered = offre(place, Aide)
    assert len(offered.missions) == 11
    assert dict(offered.missions)["facilitation_administrative"].startswith("Facilitation admin")
    aides.count(
        place,
        Aide(
            themes=("aide_aux_demarches_administratives", "email"),
            demarches=("social_sante",),
            minutes=45,
            lieu=Lieu(nom="Médiathèque de Prades"),
            materiel=("telephone",),
            mission="facilitation_administrative",
            autonomie="partiellement_autonome",
            redirection="aide_sociale",
            publics={Liste.TRANCHE_AGE: "soixante_dix_plus"},
        ),
    )
    assert counted(place, "mission") == {"facilitation_administrative": 1}
    assert counted(place, "coop_type_activite") == {"individuel": 1}
    assert counted(place, "coop_thematique_mediation") == {
        "aide_aux_demarches_administratives": 1,
        "email": 1,
    }
    assert counted(place, "coop_thematique_demarche") == {"social_sante": 1}
    assert counted(place, "coop_duree_stat") == {"60": 1}
    assert counted(place, "coop_lieu") == {"Médiathèque de Prades": 1}
    assert counted(place, "coop_tranche_age") == {"soixante_dix_plus": 1}
    assert counted(place, "coop_genre") == {"non_communique": 1}  # missing is stated
    assert counted(place, "coop_structure_de_redirection") == {"aide_sociale": 1}


def test_a_profile_that_asks_nothing_of_the_public_counts_nothing_of_it(
    new_workplace: MakeWorkplace,
) -> None:
    """000, art. 5, l. 116: no other data than name, first name, address."""
    place = new_workplace(LOT_ET_GARONNE)
    assert offre(place, Aide).publics == {}
    aides.count(place, Aide(themes=("email",), minutes=15, publics={Liste.GENRE: "feminin"}))
    assert counted(place, "coop_genre") == {}
    assert counted(place, "coop_accompagnements") == {"individuel": 1}


def test_a_help_is_taken_back_whole_until_its_month_is_told(new_workplace: MakeWorkplace) -> None:
    clock = WallClock()
    place = new_workplace(CONFLENT, clock)
    first = aides.count(place, Aide(themes=("sante",), minutes=30))
    second = aides.count(place, first.aide)
    assert (first.today, second.today) == (1, 2)
    assert aides.take_back(place, second)
    assert counted(place, "coop_thematique_mediation") == {"sante": 1}
    assert counted(place, "coop_minutes") == {"individuel": 30}
    habits, today = aides.habits(place)
    assert (habits.minutes, today) == (30, 1)
    freeze(place, "2026-11")
    assert not aides.take_back(place, first)
    clock.go_on(days=1)
    assert aides.habits(place)[1] == 0
    assert aides.count(place, first.aide).month == "2026-12"


def test_the_same_help_once_more_repeats_the_act_and_nothing_of_the_person(
    new_workplace: MakeWorkplace,
) -> None:
    """Decision 0045; the « type de public » that the Région added (004, l. 104) is the person."""
    place = new_workplace(NORMANDIE)
    said = Aide(
        themes=("email",),
        minutes=30,
        autonomie="autonome",
        redirection="aide_sociale",
        criteres={"aide": "session", "public": "scolaires"},
        publics={Liste.STATUT_SOCIAL: "scolarise"},
    )
    once_more = Aide(themes=("email",), minutes=30, criteres={"aide": "session"})
    assert aides.again(place, said) == once_more


def test_a_help_of_yesterday_taken_back_leaves_todays_number(new_workplace: MakeWorkplace) -> None:
    clock = WallClock()
    place = new_workplace(CONFLENT, clock)
    yesterday = aides.count(place, Aide(themes=("sante",), minutes=30))
    clock.go_on(days=1)
    aides.count(place, yesterday.aide)
    assert aides.take_back(place, yesterday)
    assert aides.habits(place)[1] == 1
    assert counted(place, "coop_minutes") == {"individuel": 30}


def test_what_la_coop_refuses_is_refused() -> None:
    with pytest.raises(ValueError, match="theme of démarches"):
        Aide(themes=("email",), demarches=("logement",), minutes=15)
    with pytest.raises(ValueError, match="has a theme"):
        Aide(themes=(), minutes=15)


def test_a_value_of_no_list_is_refused(new_workplace: MakeWorkplace) -> None:
    place = new_workplace(LOT_ET_GARONNE)
    with pytest.raises(ValueError, match="stands in no list"):
        aides.count(place, Aide(themes=("jardinage",), minutes=15))
    with pytest.raises(ValueError, match="stands in no list"):
        aides.count(place, Aide(themes=("email",), minutes=15, mission="accueil"))
    assert counted(place, "coop_type_activite") == {}
