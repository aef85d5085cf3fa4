"""What each convention asks to be told, and figures that come from the Département."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from app.conventions.loading import parse_convention
from app.domain import petits_effectifs
from app.domain.bilan import BilanId, SourceChiffres
from app.domain.bilan_modele import FormatBilan, Objectif
from app.domain.chiffres import Annee, annee, annee_of
from app.domain.failures import UnusableFileError
from app.domain.trimestre import QUARTERS, Periode, Trimestre
from app.sync.protocol.errors import ProtocolError
from app.sync.protocol.figures import FigureFile, read_figures, write_figures
from app.sync.protocol.signed import KeyState, KeyUse, ListedKey
from app.sync.protocol.signing import public_of
from app.usecases.bilans import drafting, files, receiving, states
from app.usecases.bilans.contents import content
from app.usecases.bilans.errors import FiguresMissingError
from app.usecases.bilans.figures import shown, things
from app.usecases.destruction import erasing
from app.usecases.interview import receiving as receiving_desk
from app.usecases.people import persons
from app.usecases.people.openings import PersonGoneError
from app.usecases.workplace import Workplace
from tests.documents.reading import read
from tests.paths import RESOURCES
from tests.sync import samples
from tests.ui.workplace import CONFLENT, LOT_ET_GARONNE, MakeWorkplace, WallClock
from tests.usecases.bilans.counted import JANUARY, count, year_of_strasbourg
from tests.usecases.test_day import interview

if TYPE_CHECKING:
    from app.domain.petits_effectifs import Fact

EPN, NEUILLY = "epn-normandie", "neuilly-plaisance"
YEAR = Periode.of_year(2026)
HALF = Periode(first=Trimestre(2026, 1), last=Trimestre(2026, 2))
KEY = bytes(range(32))


def tables(workplace: Workplace, bilan_id: BilanId) -> dict[str, list[tuple[str, object]]]:
    return {
        one.titre: [(ligne.libelle, ligne.total) for ligne in one.lignes]
        for part in content(workplace, bilan_id).parties
        for one in part.tableaux
    }


@pytest.mark.obligation("S4-14", "S4-15", "S4-16", "S4-27", "S4-28", "S4-29", "S4-31")
def test_an_epn_evaluates_its_year_by_the_15_of_january(new_workplace: MakeWorkplace) -> None:
    """004, l. 65-72 (two workshops of each kind), l. 103-107 (actions, public, appreciation)."""
    place = new_workplace(EPN, WallClock(at=JANUARY))
    count(
        place,
        "2026-03",
        {
            ("atelier_objectif", "nouvelles_technologies"): 2,
            ("atelier_objectif", "edemocratie_infolab"): 1,
            ("atelier_critere_demarche", "atelier_thematique"): 3,
            ("critere_aide", "session"): 31,
            ("critere_aide", "fourniture"): 4,
            ("critere_public", "demandeurs_emploi"): 14,
            ("critere_public", "scolaires"): 21,
            ("enquete_fiches", "1"): 30,
            ("enquete_accueil", "tout_a_fait"): 22,
            ("enquete_accueil", "plutot"): 8,
        },
    )
    bilan_id = drafting.begin(place, "annuel", YEAR)
    assert content(place, bilan_id).destinataire == "la Région Normandie"
    (first, second) = content(place, bilan_id).parties[0].cibles
    assert (first.atteint, first.minimum, first.tenu) == (2, 2, True)
    assert (second.atteint, second.tenu) == (1, False)
    found = tables(place, bilan_id)
    assert found["Démarches collectives"] == [("Atelier thématique", 3)]  # workshops are nobody
    assert found["Démarches individuelles"] == [("Session", None), ("Fourniture de moyens", None)]
    assert found["Type de public"] == [
        ("Demandeurs d’emploi", 14),
        ("Établissements scolaires", 21),
    ]
    assert found["L’accueil vous a-t-il convenu\u00a0?"] == [("Tout à fait", 22), ("Plutôt oui", 8)]
    sent = files.file_of(place, bilan_id, FormatBilan.CSV).content.decode("utf-8-sig")
    assert "Publics;Type de public;Demandeurs d’emploi;total;14" in sent  # l. 74: « à date »


def test_a_criterion_of_acts_is_hidden_whatever_a_former_version_says(
    new_workplace: MakeWorkplace,
) -> None:
    """Versions of 004 before decision 0065: acts of both kinds, and no threshold."""
    text = (RESOURCES / "conventions" / EPN / "convention.toml").read_text("utf-8")
    former = text.replace('compte = "ateliers"', 'compte = "actes"').replace(
        'indicateur = "atelier_critere_demarche"', 'indicateur = "critere_demarche"'
    )
    convention = parse_convention(former.encode(), name="essai", profile=EPN)
    assert things(convention)(("coop_type_activite", "collectif"))
    assert not things(convention)(("critere_demarche", "session"))
    place = replace(new_workplace(EPN, WallClock(at=JANUARY)), convention=convention)
    count(place, "2026-03", {("critere_demarche", "session"): 3})
    found = tables(place, drafting.begin(place, "annuel", YEAR))
    assert found["Démarches collectives"] == [("Session", None)]


@pytest.mark.obligation("S4-14", "S4-15")
def test_two_workshops_of_the_whole_structure_reach_the_target(
    new_workplace: MakeWorkplace,
) -> None:
    """004, l. 65-72: « au minimum deux ateliers par an »; a workshop is nobody, those who came are.

    What the service sums reads no profile (decision 0064).
    """
    place = new_workplace(EPN, WallClock(at=JANUARY))
    summed: dict[Fact, int] = {
        ("atelier_objectif", "nouvelles_technologies"): 2,
        ("atelier_objectif", "edemocratie_infolab"): 1,
        ("coop_type_activite", "collectif"): 3,
        ("coop_accompagnements", "collectif"): 4,
    }
    file = FigureFile(
        structure=place.structure.code,
        nom=place.structure.name,
        annee=annee_of({"T1": summed}, 2026, QUARTERS),
        manquants=(),
        etabli_le=date(2027, 1, 4),
    )
    with place.database.writing() as session:
        receiving.keep_brought(session, place, [write_figures(file, KEY)])
    bilan_id = drafting.begin(place, "annuel", YEAR, SourceChiffres.STRUCTURE)
    (first, second) = content(place, bilan_id).parties[0].cibles
    assert (first.atteint, first.tenu) == (2, True)
    assert (second.atteint, second.tenu) == (1, False)
    found = tables(place, bilan_id)
    assert found["Ateliers réalisés"] == [("Ateliers", 3)]
    assert found["Personnes accueillies"] == [("Atelier collectif", None)]


@pytest.mark.obligation("S4-30")
def test_a_criterion_that_the_region_adds_needs_no_code(new_workplace: MakeWorkplace) -> None:
    """004, l. 106: a number to type, and a target, come from the profile alone."""
    place = new_workplace(EPN, WallClock(at=JANUARY))
    modele = place.convention.bilans[0]
    first = modele.rubriques[0]
    more = Objectif(libelle="Ateliers d’été", indicateur="atelier_ete", minimum=3)
    added = replace(first, objectifs=(*first.objectifs, more))
    convention = replace(
        place.convention, bilans=(replace(modele, rubriques=(added, *modele.rubriques[1:])),)
    )
    changed = replace(place, convention=convention)
    count(changed, "2026-07", {("atelier_ete", "1"): 4})
    bilan_id = drafting.begin(changed, "annuel", YEAR)
    drafting.type_number(changed, bilan_id, "publics", "etablissements", 7)
    parts = content(changed, bilan_id).parties
    assert (parts[0].cibles[-1].atteint, parts[0].cibles[-1].tenu) == (4, True)
    assert parts[1].saisies[0].nombre == 7
    drafting.type_number(changed, bilan_id, "publics", "etablissements", None)
    assert content(changed, bilan_id).parties[1].saisies[0].nombre is None


@pytest.mark.obligation("S2-33", "S2-34", "S2-35")
def test_conflent_tells_its_activity_and_its_host_validates_it(
    new_workplace: MakeWorkplace,
) -> None:
    """002, l. 206-214: workshops, participants, profile of people; the host answers for it."""
    place = new_workplace(CONFLENT, WallClock(at=JANUARY))
    count(
        place,
        "2026-05",
        {
            ("coop_type_activite", "collectif"): 2,
            ("coop_accompagnements", "collectif"): 13,
            ("coop_genre", "feminin"): 7,
            ("coop_genre", "masculin"): 6,
            ("permanence", "Médiathèque de Vinça"): 4,
            ("mandat", "signe"): 9,
        },
    )
    second = Periode(first=Trimestre(2026, 2), last=Trimestre(2026, 2))
    bilan_id = drafting.begin(place, "activite", second)
    found = tables(place, bilan_id)
    assert found["Ateliers réalisés"] == [("Ateliers", 2)]
    assert found["Participants"] == [("Participants", 13)]
    assert found["Genre"] == [("Féminin", 7), ("Masculin", 6)]
    assert found["Permanences tenues"] == [("Médiathèque de Vinça", 4)]
    assert place.convention.bilans[0].validateur == "le responsable de la structure d’accueil"
    states.validate(place, bilan_id, par="La directrice du réseau", le=place.clock.today())
    assert drafting.load(place, bilan_id).valide_par == "La directrice du réseau"


@pytest.mark.obligation("S3-06")
def test_neuilly_plaisance_writes_under_the_five_headings(new_workplace: MakeWorkplace) -> None:
    """003, l. 191-196: contribution, difficulties, feedback, improvements, wish to extend."""
    place = new_workplace(NEUILLY, WallClock(at=JANUARY))
    bilan_id = drafting.begin(place, "retour", HALF)
    for code in ("apports", "difficultes", "retours", "ameliorations", "extension"):
        drafting.write(place, bilan_id, code, f"Texte {code}.")
    parts = content(place, bilan_id).parties
    assert [one.texte for one in parts[:5]] == [
        "Texte apports.",
        "Texte difficultes.",
        "Texte retours.",
        "Texte ameliorations.",
        "Texte extension.",
    ]
    assert place.convention.bilans[0].echeance == "le 1er septembre 2021"


def test_carnets_found_again_in_a_later_period_are_told_as_such(
    new_workplace: MakeWorkplace,
) -> None:
    """Three were lost in 2025; what takes them back is no loss under zero that stops the paper."""
    place = new_workplace(NEUILLY, WallClock(at=JANUARY))
    count(place, "2025-11", {("carnet_perdu", "perte"): 3})
    count(place, "2026-02", {("carnet_perdu", "perte"): -3})
    bilan_id = drafting.begin(place, "retour", HALF)
    assert tables(place, bilan_id)["Carnets perdus ou volés"] == [("Perte", -3)]
    assert "négatif" in content(place, bilan_id).methode[-1]
    text = read(files.file_of(place, bilan_id, FormatBilan.PDF).content)
    assert "\u22123" in text
    both = drafting.begin(place, "retour", Periode.of_year(2025))
    assert not [one for one in content(place, both).methode if "négatif" in one]


TWO_LAPTOPS: Final[Mapping[str, Mapping["Fact", int]]] = {
    "2026-01": {("entretien", "1"): 40, ("canal", "sur_place"): 37, ("canal", "telephone"): 3},
    "2026-04": {("entretien", "1"): 50, ("canal", "sur_place"): 50},
}


def received_file(
    folder: Path,
    structure: str = "CCASILL",
    *,
    on: date = date(2027, 1, 4),
    months: Mapping[str, Mapping["Fact", int]] = TWO_LAPTOPS,
) -> Path:
    """A year of the structure with two laptops; three people of a kind are hidden in it."""
    file = FigureFile(
        structure=structure,
        nom="CCAS d’Illustration",
        annee=annee(months, 2026, QUARTERS),
        manquants=("Poste accueil : mars 2026",),
        etabli_le=on,
    )
    path = folder / "indicateurs.json"
    path.write_bytes(write_figures(file, KEY))
    return path


@pytest.mark.obligation("S0-17")
def test_the_indicators_of_the_departement_are_received_and_reported(
    new_workplace: MakeWorkplace, tmp_path: Path
) -> None:
    """000, l. 73: « communiquer au Partenaire des indicateurs de suivi »."""
    place = new_workplace(LOT_ET_GARONNE, WallClock(at=JANUARY))
    with pytest.raises(FiguresMissingError):
        drafting.begin(place, "comite", HALF, SourceChiffres.STRUCTURE)
    path = received_file(tmp_path)
    assert "telephone" in path.read_text(encoding="utf-8")
    assert "[3," not in path.read_text(encoding="utf-8")  # what is small never left the service
    receiving.receive(place, path)
    found = shown(place, SourceChiffres.STRUCTURE)
    assert found.figure(("entretien", "1"), HALF) == 90
    assert found.figure(("canal", "telephone"), HALF) is None
    assert found.missing_in(HALF) == ("Poste accueil : mars 2026",)
    assert found.missing_in(Periode.of_year(2028)) == ()  # a report says what its own years lack
    bilan_id = drafting.begin(place, "comite", HALF, SourceChiffres.STRUCTURE)
    assert tables(place, bilan_id)["Entretiens terminés"] == [("Total", 90)]
    assert any("mars 2026" in one for one in content(place, bilan_id).methode)


def test_a_structure_that_began_in_april_says_nothing_of_its_first_quarter(
    new_workplace: MakeWorkplace, tmp_path: Path
) -> None:
    place = new_workplace(LOT_ET_GARONNE, WallClock(at=JANUARY))
    began: dict[str, dict[Fact, int]] = {"2026-04": {("entretien", "1"): 50}}
    receiving.receive(place, received_file(tmp_path, months=began))
    bilan_id = drafting.begin(place, "comite", HALF, SourceChiffres.STRUCTURE)
    assert any("2ᵉ trimestre 2026" in one for one in content(place, bilan_id).methode)


def test_another_structures_figures_and_other_files_are_refused(
    new_workplace: MakeWorkplace, tmp_path: Path
) -> None:
    place = new_workplace(LOT_ET_GARONNE, WallClock(at=JANUARY))
    with pytest.raises(UnusableFileError, match="sont ceux de"):
        receiving.receive(place, received_file(tmp_path, "AUTRE"))
    path = tmp_path / "autre.json"
    path.write_text(json.dumps({"contenu": {"format": "autre"}}), encoding="utf-8")
    with pytest.raises(UnusableFileError, match="pas un fichier d’indicateurs"):
        receiving.receive(place, path)
    assert receiving.received(place) == []


def test_an_older_file_of_the_same_year_does_not_take_the_place_of_a_later_one(
    new_workplace: MakeWorkplace, tmp_path: Path
) -> None:
    place = new_workplace(LOT_ET_GARONNE, WallClock(at=JANUARY))
    receiving.receive(place, received_file(tmp_path))
    (kept,) = receiving.received(place)
    with pytest.raises(UnusableFileError, match="plus récents"):
        receiving.receive(place, received_file(tmp_path, on=date(2026, 7, 2)))
    assert receiving.received(place) == [kept]


def test_a_signed_file_that_somebody_changed_is_not_read(tmp_path: Path) -> None:
    path = received_file(tmp_path)
    keys = replace(
        samples.key_list(),
        keys=(
            ListedKey(use=KeyUse.SIGN, state=KeyState.CURRENT, public=public_of(KEY)),
            *(one for one in samples.key_list().keys if one.use is KeyUse.RECEIVE),
        ),
    )
    assert read_figures(path.read_bytes(), keys).structure == "CCASILL"
    changed = path.read_bytes().replace(b'"annee":2026', b'"annee":2025')
    assert changed != path.read_bytes()
    with pytest.raises(ProtocolError):
        read_figures(changed, keys)


@pytest.mark.obligation("S1-53")
def test_erasing_everybody_changes_no_figure(new_workplace: MakeWorkplace) -> None:
    """001, l. 201: the whole term is evaluated, also once the records are gone (decision 0008)."""
    place = new_workplace(clock=WallClock(at=JANUARY))
    year_of_strasbourg(place)
    entretien = receiving_desk.load_interview(place, interview(place))
    before = shown(place, SourceChiffres.POSTE)
    bilan_id = drafting.begin(place, "annuel", YEAR)
    told = content(place, bilan_id)
    assert entretien.personne_id is not None
    erasing.erase(place, entretien.personne_id)
    with pytest.raises(PersonGoneError):
        persons.open_record(place, entretien.personne_id)
    assert shown(place, SourceChiffres.POSTE) == before
    assert content(place, bilan_id) == told


def test_an_answer_of_earlier_the_same_day_replaces_no_later_file(
    new_workplace: MakeWorkplace,
) -> None:
    """A stick may come after Synchroniser; files of 0.1.0 say the day alone."""
    place = new_workplace(LOT_ET_GARONNE, WallClock(at=JANUARY))

    def made(hour: int | None, quarters: int, day: int = 3) -> bytes:
        names = QUARTERS[:quarters]
        file = FigureFile(
            structure=place.structure.code,
            nom=place.structure.name,
            annee=Annee(year=2026, quarters=names, cells={}),
            manquants=(),
            etabli_le=date(2027, 1, day),
            etabli_a=None if hour is None else datetime(2027, 1, day, hour, tzinfo=UTC),
        )
        return write_figures(file, KEY)

    def held() -> bytes:
        return receiving.received(place)[0].contenu.encode()

    def bring(file: bytes) -> None:
        with place.database.writing() as session:
            receiving.keep_brought(session, place, [file])

    noon, morning, evening = made(12, 3), made(8, 3), made(18, 4)
    for file, stands in ((noon, noon), (morning, noon), (evening, evening), (noon, evening)):
        bring(file)
        assert held() == stands
    before = made(None, 3)  # of a service of 0.1.0
    bring(before)
    assert held() == evening
    bring(made(20, 2))  # of a service that was put back: no quarter disappears
    assert held() == evening
    next_day = made(None, 4, day=4)
    for file in (next_day, evening, made(None, 3, day=4)):
        bring(file)
        assert held() == next_day


def test_a_file_that_nobody_signed_keeps_none_of_the_departement_away(
    new_workplace: MakeWorkplace, tmp_path: Path
) -> None:
    """A laptop that is not activated takes a file by hand, whatever day it states."""
    place = new_workplace(LOT_ET_GARONNE, WallClock(at=JANUARY))
    receiving.receive(place, received_file(tmp_path, on=date(2029, 1, 1)))
    signed = received_file(tmp_path, on=date(2026, 10, 2)).read_bytes()
    for _ in range(2):
        with place.database.writing() as session:
            receiving.keep_brought(session, place, [signed])
    (kept,) = receiving.received(place)
    assert (kept.contenu.encode(), kept.signe) == (signed, True)


def test_a_report_of_the_structure_is_not_validated_without_its_figures(
    new_workplace: MakeWorkplace,
) -> None:
    place = new_workplace(CONFLENT, WallClock(at=JANUARY))
    cells = {(("entretien", "1"), quarter): 40 for quarter in (*QUARTERS, petits_effectifs.YEAR)}
    file = FigureFile(
        structure=place.structure.code,
        nom=place.structure.name,
        annee=Annee(year=2026, quarters=QUARTERS, cells=cells),
        manquants=(),
        etabli_le=date(2027, 1, 3),
    )
    with place.database.writing() as session:
        receiving.keep_brought(session, place, [write_figures(file, KEY)])
    modele = place.convention.bilans[0].code
    bilan_id = drafting.begin(place, modele, YEAR, SourceChiffres.STRUCTURE)
    with place.database.writing() as session:
        session.connection().exec_driver_sql("DELETE FROM indicateurs_recus")
    with pytest.raises(FiguresMissingError):
        states.validate(place, bilan_id, par="La Présidente", le=place.clock.today())
