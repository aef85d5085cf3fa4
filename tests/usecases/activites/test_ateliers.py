from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.domain.activite import Aide, Atelier, Lieu, Publics
from app.domain.coop import Liste
from app.domain.failures import UnusableFileError
from app.storage import ateliers as kept
from app.storage import mois_envoyes
from app.storage.indicateurs import Fait
from app.usecases.activites import aides, ateliers, catalogue, coherence, papers
from app.usecases.activites.ateliers import AtelierAheadError, AtelierGoneError, AtelierToldError
from app.usecases.activites.offre import offre, still_offered
from app.usecases.laptop.habilitations import NotAllowedError
from tests.documents.examples import text_of
from tests.ui.workplace import CONFLENT, NORMANDIE, MakeWorkplace, add_colleague, as_agent
from tests.usecases.activites.counted import counted, freeze


def _atelier(day: date = date(2026, 11, 12), participants: int = 8, **others: object) -> Atelier:
    said: dict[str, object] = {
        "id": ateliers.new_id(),
        "day": day,
        "participants": participants,
        "themes": ("creer_avec_le_numerique",),
        "minutes": 120,
        "lieu": Lieu(nom="Espace public numérique"),
        **others,
    }
    return Atelier(**said)  # type: ignore[arg-type]  # each test names what it is about


@pytest.mark.obligation("S2-07")
@pytest.mark.obligation("S2-33")
@pytest.mark.obligation("S4-13")
def test_a_workshop_counts_its_participants_and_names_nobody(new_workplace: MakeWorkplace) -> None:
    """002, l. 206: « le nombre d'ateliers réalisés, le nombre de participants, le profil »."""
    place = new_workplace(CONFLENT)
    atelier = _atelier(
        niveau="debutant",
        publics=Publics(
            {
                Liste.GENRE: {"feminin": 5, "masculin": 2},
                Liste.TRANCHE_AGE: {"soixante_dix_plus": 6},
            }
        ),
    )
    ateliers.keep(place, atelier)
    assert counted(place, "coop_type_activite") == {"collectif": 1}
    assert counted(place, "coop_accompagnements") == {"collectif": 8}
    assert counted(place, "coop_thematique_mediation") == {"creer_avec_le_numerique": 8}
    assert counted(place, "coop_genre") == {"feminin": 5, "masculin": 2, "non_communique": 1}
    assert counted(place, "coop_tranche_age") == {"soixante_dix_plus": 6, "non_communique": 2}
    assert counted(place, "coop_statut_social") == {"non_communique": 8}
    assert counted(place, "coop_niveau_atelier") == {"debutant": 1}
    assert [one.atelier for one in ateliers.year(place, 2026).ateliers] == [atelier]


def test_a_workshop_is_corrected_and_taken_out_while_its_month_is_open(
    new_workplace: MakeWorkplace,
) -> None:
    """Decision 0008: −old, +new in one transaction."""
    place = new_workplace(CONFLENT)
    atelier = _atelier(publics=Publics({Liste.GENRE: {"feminin": 8}}))
    ateliers.keep(place, atelier)
    right = replace(
        atelier,
        day=date(2026, 10, 29),
        participants=6,
        publics=Publics({Liste.GENRE: {"feminin": 4}}),
    )
    ateliers.keep(place, right)
    assert counted(place, "coop_accompagnements") == {}
    assert counted(place, "coop_accompagnements", "2026-10") == {"collectif": 6}
    assert counted(place, "coop_genre", "2026-10") == {"feminin": 4, "non_communique": 2}
    assert ateliers.remove(place, atelier.id) == right
    assert counted(place, "coop_accompagnements", "2026-10") == {}
    with pytest.raises(AtelierGoneError):
        ateliers.remove(place, atelier.id)


def test_a_told_month_keeps_its_workshops_and_forgets_who_came_by_kind(
    new_workplace: MakeWorkplace,
) -> None:
    place = new_workplace(CONFLENT)
    atelier = _atelier(publics=Publics({Liste.GENRE: {"feminin": 1, "masculin": 7}}))
    ateliers.keep(place, atelier)
    freeze(place, "2026-11")
    for late in (replace(atelier, participants=9), atelier):
        with pytest.raises(AtelierToldError):
            ateliers.keep(place, late)
    with pytest.raises(AtelierToldError):
        ateliers.remove(place, atelier.id)
    held = ateliers.load(place, atelier.id)
    assert not held.open
    assert held.atelier.publics == {}
    assert counted(place, "coop_genre") == {"feminin": 1, "masculin": 7}
    with place.database.reading() as session:
        found = kept.load(session, atelier.id)
    assert found is not None
    assert found.compte == []
    ateliers.keep(place, _atelier(day=date(2026, 11, 13), participants=3))  # late, not lost
    assert counted(place, "coop_accompagnements", "2026-12") == {"collectif": 3}


def test_a_workshop_to_come_is_not_counted(new_workplace: MakeWorkplace) -> None:
    place = new_workplace(NORMANDIE)
    with pytest.raises(AtelierAheadError):
        ateliers.keep(place, _atelier(day=date(2026, 11, 23)))  # it is the 22nd
    assert counted(place, "coop_type_activite") == {}


@pytest.mark.obligation("S4-14")
@pytest.mark.obligation("S4-15")
def test_two_workshops_of_each_kind_are_wanted_every_year(new_workplace: MakeWorkplace) -> None:
    """004, l. 65-72: « au minimum deux ateliers par an », twice; only this year's count."""
    place = new_workplace(NORMANDIE)
    for day in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 11, 12)):
        ateliers.keep(place, _atelier(day=day, objectif="nouvelles_technologies"))
    ateliers.keep(place, _atelier(objectif="edemocratie_infolab"))
    ateliers.keep(place, _atelier())
    suivis = ateliers.year(place, 2026).suivis
    assert [(one.objectif.code, one.tenus, one.objectif.par_an, one.reached) for one in suivis] == [
        ("nouvelles_technologies", 2, 2, True),
        ("edemocratie_infolab", 1, 2, False),
    ]
    assert counted(place, "atelier_objectif") == {
        "nouvelles_technologies": 1,
        "edemocratie_infolab": 1,
    }


@pytest.mark.obligation("S4-16")
@pytest.mark.obligation("S4-27")
@pytest.mark.obligation("S4-28")
@pytest.mark.obligation("S4-30")
def test_criteria_that_the_region_added_are_counted_without_code(
    new_workplace: MakeWorkplace, tmp_path: Path
) -> None:
    """004, l. 103 (démarches: acts) and l. 104 (public: persons): lines of the profile.

    Workshops are counted apart: nothing hides them (decision 0065).
    """
    place = new_workplace(NORMANDIE)
    ateliers.keep(
        place,
        _atelier(participants=12, criteres={"demarche": "evenement", "public": "scolaires"}),
    )
    aides.count(
        place,
        Aide(
            themes=("email",), minutes=15, criteres={"aide": "fourniture", "public": "enseignants"}
        ),
    )
    assert counted(place, "atelier_critere_demarche") == {"evenement": 1}
    assert counted(place, "critere_aide") == {"fourniture": 1}
    assert counted(place, "critere_public") == {"scolaires": 12, "enseignants": 1}
    with place.database.reading() as session:  # what Synchroniser tells of the month (S4-16)
        told = mois_envoyes.counted(session)["2026-11"].own
    assert told[Fait("coop_accompagnements", "collectif")] == 12
    assert told[Fait("critere_public", "scolaires")] == 12
    words = text_of(tmp_path, papers.count_sheet(place).content)  # taken along, typed afterwards
    assert "Type de public" in words
    assert "Fourniture de moyens" in words
    assert "Type d’aide" not in words


def test_an_act_is_asked_for_the_criteria_of_its_kind_alone(new_workplace: MakeWorkplace) -> None:
    place = new_workplace(NORMANDIE)
    asked = {kind: [one.code for one in offre(place, kind).criteres] for kind in (Aide, Atelier)}
    assert asked == {Aide: ["aide", "public"], Atelier: ["demarche", "public"]}
    with pytest.raises(ValueError, match="demarche"):
        aides.count(place, Aide(themes=("email",), minutes=15, criteres={"demarche": "session"}))
    with pytest.raises(ValueError, match="aide"):
        ateliers.keep(place, _atelier(criteres={"aide": "session"}))


@pytest.mark.obligation("S2-06")
def test_a_workshop_says_which_citizen_uses_it_is_about(new_workplace: MakeWorkplace) -> None:
    """002, l. 105: sources, données personnelles, réseaux sociaux, scolarité."""
    place = new_workplace(CONFLENT)
    assert [code for code, _ in offre(place, Atelier).sensibilisation] == [
        "sources",
        "donnees",
        "reseaux",
        "scolarite",
    ]
    ateliers.keep(place, _atelier(sensibilisation=("sources", "reseaux")))
    assert counted(place, "atelier_sensibilisation") == {"sources": 1, "reseaux": 1}


def test_a_workshop_loses_what_the_convention_has_no_more_and_keeps_where_it_was(
    new_workplace: MakeWorkplace,
) -> None:
    offered = offre(new_workplace(NORMANDIE), Atelier)
    atelier = _atelier(
        lieu=Lieu(nom="Salle fermée depuis"),
        objectif="nouvelles_technologies",
        criteres={"demarche": "evenement", "ancien": "oui", "public": "plus_offert"},
        mission="accueil",
        sensibilisation=("sources",),
    )
    here, kept_ = still_offered(offered, atelier)
    assert here.lieux == (
        *offered.lieux,
        ("lieu_activite:Salle fermée depuis", "Salle fermée depuis"),
    )
    assert kept_ == replace(
        atelier, criteres={"demarche": "evenement"}, mission="", sensibilisation=()
    )
    _, without = still_offered(replace(offered, objectifs=()), atelier)
    assert without.objectif == ""


@pytest.mark.obligation("S2-34")
def test_what_looks_wrong_is_said_before_the_report(new_workplace: MakeWorkplace) -> None:
    """002, l. 208: the host answers for frequency and reliability."""
    place = new_workplace(CONFLENT)
    for day in (date(2026, 8, 4), date(2026, 11, 12), date(2026, 11, 12)):
        ateliers.keep(place, _atelier(day=day))
    ateliers.keep(place, _atelier(day=date(2026, 11, 13), participants=80, minutes=300))
    said = [one.words for one in coherence.remarks(place, "2026-01", "2026-11")]
    assert "Atelier du 12/11/2026\u00a0: le même est noté deux fois, ce jour-là, à ce lieu." in said
    assert "Atelier du 13/11/2026\u00a0: 80 participants, est-ce bien cela\u00a0?" in said
    assert "Atelier du 13/11/2026\u00a0: plus de 4 heures, est-ce bien cela\u00a0?" in said
    assert "Mois où rien n’est compté\u00a0: 09/2026, 10/2026." in said  # not before the first act
    assert "11/2026\u00a0: le genre manque pour plus d’une personne sur deux." in said


@pytest.mark.obligation("S2-12")
def test_the_catalogue_of_the_departement_is_taken_in_and_printed(
    new_workplace: MakeWorkplace, tmp_path: Path
) -> None:
    """002, l. 142-146: workshops designed by the Département, in a catalogue, with a programme."""
    place = new_workplace(CONFLENT)
    file = tmp_path / "catalogue.csv"
    file.write_text(
        "titre;sujets;duree;niveau;sensibilisation\n"
        "Faux messages;E-mail|securite_numerique;1h30;Débutant;donnees\n"
        ";E-mail;1h;;\n"
        "Couture;Couture;1h;;\n"
        "Faux messages;;;;\n",
        encoding="utf-8",
    )
    found = catalogue.take_in(place, file)
    assert found.refus == [
        (3, "le titre manque."),
        (4, "« Couture » n’est dans aucune liste."),
        (5, "« Faux messages » y est déjà."),
    ]
    (model,) = catalogue.models(place)
    assert (model.titre, model.minutes, model.niveau) == ("Faux messages", 90, "debutant")
    assert model.themes == ("email", "securite_numerique")
    assert model.sensibilisation == ("donnees",)
    file.write_text("titre\n" + "".join(f"Atelier {one}\n" for one in range(502)), "utf-8")
    full = "le catalogue a déjà 500 ateliers."
    assert catalogue._read(place, file).refus == [(502, full), (503, full)]
    words = text_of(tmp_path, papers.programme(place).content)
    assert "Faux messages" in words
    assert "1 h 30" in words.replace("\u00a0", " ")
    file.write_text("nom\nFaux messages\n", encoding="utf-8")
    with pytest.raises(UnusableFileError):
        catalogue.take_in(place, file)
    assert catalogue.models(place) == [model]
    with pytest.raises(NotAllowedError):
        catalogue.take_in(as_agent(place, add_colleague(place)), file)
