"""Reports: figures of whole quarters, texts kept from year to year, validated, then sent."""

import csv
import errno
import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from app.domain.bilan import BilanId, EtatBilan, SourceChiffres, Tableau
from app.domain.bilan_modele import FormatBilan
from app.domain.chiffres import Chiffres
from app.domain.trimestre import Periode, Trimestre
from app.storage import indicateurs
from app.storage.failures import DiskFullError
from app.usecases.bilans import coop, drafting, files, states
from app.usecases.bilans.contents import columns_of, content
from app.usecases.bilans.errors import (
    NotValidatedError,
    PeriodNotOverError,
    ReportAlteredError,
    ReportDateError,
    ReportSentError,
    ReportValidatedError,
    SignatoryMissingError,
)
from app.usecases.bilans.figures import shown
from app.usecases.echeances import calendrier
from app.usecases.laptop.habilitations import NotAllowedError
from app.usecases.workplace import Workplace
from tests.documents.reading import read
from tests.faults.commits import refused_commits
from tests.ui.workplace import (
    LOT_ET_GARONNE,
    MakeWorkplace,
    WallClock,
    add_colleague,
    as_agent,
)
from tests.usecases.bilans.counted import JANUARY, count, year_of_strasbourg

YEAR = Periode.of_year(2026)
PRESIDENT = "Le Président de la Collectivité européenne d’Alsace"


@pytest.fixture
def place(new_workplace: MakeWorkplace) -> Workplace:
    made = new_workplace(clock=WallClock(at=JANUARY))
    year_of_strasbourg(made)
    return made


def calendar(workplace: Workplace) -> dict[str, date | None]:
    return {one.cle: one.faite_le for one in calendrier.load(workplace).items}


def tableau(workplace: Workplace, bilan_id: BilanId, code: str) -> Tableau:
    return next(
        one
        for partie in content(workplace, bilan_id).parties
        for one in partie.tableaux
        if one.code == code
    )


@pytest.mark.obligation("S1-23")
@pytest.mark.obligation("S1-24")
@pytest.mark.obligation("S1-42")
@pytest.mark.obligation("S1-44")
@pytest.mark.obligation("S1-45")
def test_the_annual_report_tells_to_whom_and_for_what_the_pass_went(place: Workplace) -> None:
    """001, l. 118 and 171-172: categories × services, Pass handed out, age, sex, csp…"""
    bilan_id = drafting.begin(place, "annuel", YEAR)
    (handed,) = tableau(place, bilan_id, "carnet_remis").lignes
    assert handed.libelle == "Formation"
    assert handed.figures == (11, 15, 9, 21)  # interviews less the nine of the other category
    assert handed.total == 56
    (crossing,) = tableau(place, bilan_id, "carnet_categorie*service").lignes
    assert crossing.libelle == "Sans les compétences de base × Formation"
    sexes = tableau(place, bilan_id, "sexe")
    assert [one.libelle for one in sexes.lignes] == ["Femme", "Homme"]
    # 3 men in the third quarter are few: so are the 12 women beside them, and each one's year
    assert sexes.lignes[1].figures == (6, 9, None, None)
    assert sexes.lignes[0].figures == (11, 10, None, None)
    assert sexes.lignes[1].total == 31
    assert (sexes.n, sexes.manquants) == (92, 14)  # 92 got a Pass: 47 women, 31 men
    asked = {one.code for part in content(place, bilan_id).parties for one in part.tableaux}
    assert {"beneficiaire", "tranche_age", "sexe", "csp", "allophone", "handicap"} <= asked


@pytest.mark.obligation("S1-43")
def test_a_report_is_validated_before_it_is_sent_and_stays_as_it_left(place: Workplace) -> None:
    """001, l. 165: « validés par le Président […] préalablement à leur transmission »."""
    bilan_id = drafting.begin(place, "annuel", YEAR)
    drafting.write(place, bilan_id, "actions", "Trois journées portes ouvertes.")
    today = place.clock.today()
    with pytest.raises(NotValidatedError):
        states.transmit(place, bilan_id, le=today, comment="par courriel")
    with pytest.raises(SignatoryMissingError):
        states.validate(place, bilan_id, par="  ", le=today)
    for day in (date(2026, 12, 31), date(2027, 1, 5)):  # before the end of the year, or ahead
        with pytest.raises(ReportDateError):
            states.validate(place, bilan_id, par=PRESIDENT, le=day)
    states.validate(place, bilan_id, par=PRESIDENT, le=today)
    before = content(place, bilan_id)
    with pytest.raises(ReportValidatedError):
        drafting.write(place, bilan_id, "actions", "Autre chose.")
    states.undo_validation(place, bilan_id)
    drafting.write(place, bilan_id, "actions", "Quatre journées portes ouvertes.")
    states.validate(place, bilan_id, par=PRESIDENT, le=today)
    assert calendar(place)["livrables:2027-1"] is None
    states.transmit(place, bilan_id, le=today, comment="par courriel")
    assert calendar(place)["livrables:2027-1"] == today  # l. 197: « la période annuelle révolue »
    assert calendar(place)["livrables:2026-1"] is None  # that was the year 2025
    with pytest.raises(ReportSentError):
        states.undo_validation(place, bilan_id)
    kept = drafting.load(place, bilan_id)
    assert (kept.etat, kept.valide_par, kept.transmis_le) == (EtatBilan.TRANSMIS, PRESIDENT, today)
    after = content(place, bilan_id)
    assert [one.tableaux for one in after.parties] == [one.tableaux for one in before.parties]
    with place.database.writing() as session:  # its months are frozen: nothing is added to them
        assert indicateurs.open_month(session, "2026-03") == "2027-01"


def test_the_months_that_decide_what_a_report_hides_are_frozen_with_it(place: Workplace) -> None:
    """Decision 0048: a quarter hides by itself and by the earlier quarters of its year."""
    autumn = Periode(first=Trimestre(2026, 3), last=Trimestre(2026, 3))
    bilan_id = drafting.begin(place, "intermediaire", autumn)
    states.validate(place, bilan_id, par=PRESIDENT, le=place.clock.today())
    with place.database.reading() as session:
        assert indicateurs.open_month(session, "2026-01") == "2026-10"
        assert indicateurs.open_month(session, "2025-12") == "2025-12"


def test_what_somebody_changed_in_the_database_is_no_longer_sent(place: Workplace) -> None:
    bilan_id = drafting.begin(place, "annuel", YEAR)
    states.validate(place, bilan_id, par=PRESIDENT, le=place.clock.today())
    with place.database.writing() as session:
        session.connection().exec_driver_sql("UPDATE bilans SET fige = replace(fige, '56', '66')")
    with pytest.raises(ReportAlteredError):
        content(place, bilan_id)
    with pytest.raises(ReportAlteredError):
        states.transmit(place, bilan_id, le=place.clock.today(), comment="")


@pytest.mark.obligation("S1-25")
@pytest.mark.obligation("S1-53")
def test_a_report_of_any_run_of_quarters_shows_sums_of_shown_figures(place: Workplace) -> None:
    """001, l. 118 (interim) and l. 201 (whole term): no other figure than the quarters' own."""
    half = Periode(first=Trimestre(2026, 1), last=Trimestre(2026, 2))
    interim = drafting.begin(place, "intermediaire", half)
    assert [one.total for one in tableau(place, interim, "sexe").lignes] == [21, 15]
    late = Periode(first=Trimestre(2026, 2), last=Trimestre(2026, 3))
    assert [
        one.total for one in tableau(place, drafting.begin(place, "final", late), "sexe").lignes
    ] == [None, None]  # a quarter of it is hidden: its sum would tell it
    with pytest.raises(PeriodNotOverError):
        drafting.begin(place, "annuel", half)
    with pytest.raises(PeriodNotOverError):
        drafting.begin(
            place, "intermediaire", Periode(first=Trimestre(2026, 4), last=Trimestre(2027, 1))
        )


@pytest.mark.obligation("S1-41")
@pytest.mark.obligation("S1-49")
def test_texts_are_proposed_again_the_next_time(place: Workplace) -> None:
    first = drafting.begin(
        place, "intermediaire", Periode(first=Trimestre(2026, 1), last=Trimestre(2026, 2))
    )
    del first
    annual = drafting.begin(place, "annuel", Periode.of_year(2026))
    drafting.write(place, annual, "actions", "Un camion itinérant.")
    drafting.write(place, annual, "ecarts", "Moins de carnets que prévu : un poste vacant.")
    clock = place.clock
    assert isinstance(clock, WallClock)
    clock.go_on(days=366)
    again = drafting.load(place, drafting.begin(place, "annuel", Periode.of_year(2027)))
    assert again.textes["actions"] == "Un camion itinérant."
    assert again.repris == {"actions", "ecarts"}
    assert again.repris_de == "année 2026"
    drafting.write(place, again.id, "actions", "Un camion, et un bus.")
    assert drafting.load(place, again.id).repris == {"ecarts"}
    drafting.write(place, again.id, "ecarts", "")  # nothing to say: nothing to read again
    clock.go_on(days=365)
    third = drafting.load(place, drafting.begin(place, "annuel", Periode.of_year(2028)))
    assert third.repris == {"actions"}


def test_only_who_reports_writes_and_sends(place: Workplace) -> None:
    bilan_id = drafting.begin(place, "annuel", YEAR)
    colleague = as_agent(place, add_colleague(place))
    with pytest.raises(NotAllowedError):
        drafting.write(colleague, bilan_id, "actions", "x")
    with pytest.raises(NotAllowedError):
        states.validate(colleague, bilan_id, par=PRESIDENT, le=place.clock.today())
    assert content(colleague, bilan_id).titre == "Rapport annuel et livrables"


@pytest.mark.obligation("S1-51")
def test_every_file_says_the_same_figures(place: Workplace, tmp_path: Path) -> None:
    """001, l. 197: « l'ensemble des livrables et indicateurs », as files to hand over."""
    bilan_id = drafting.begin(place, "annuel", YEAR)
    drafting.write(place, bilan_id, "actions", "=HYPERLINK(1)")
    states.validate(place, bilan_id, par=PRESIDENT, le=place.clock.today())
    made = {kind: files.file_of(place, bilan_id, kind) for kind in FormatBilan}
    assert made[FormatBilan.PDF].name == "bilan-annuel-ccasill-2026.pdf"
    text = read(made[FormatBilan.PDF].content)
    assert PRESIDENT in text
    assert "n.c." in text
    rows = list(
        csv.reader(io.StringIO(made[FormatBilan.CSV].content.decode("utf-8-sig")), delimiter=";")
    )
    assert [
        "Pass numériques distribués",
        "Carnets remis, par prestation",
        "Formation",
        "total",
        "56",
        "carnets de 10 Pass",
    ] in rows
    assert ["Bénéficiaires", "Âge", "rien n’a été compté", "total", "", ""] in rows
    assert any("'=HYPERLINK(1)" in row for row in rows)
    book = openpyxl.load_workbook(io.BytesIO(made[FormatBilan.XLSX].content))
    cells = [cell.value for sheet in book for line in sheet for cell in line]
    assert 56 in cells
    assert "Carnets remis, par prestation (carnets de 10 Pass)" in cells
    assert "'=HYPERLINK(1)" in cells
    told = json.loads(made[FormatBilan.JSON].content)
    assert told["etat"] == "valide"
    assert told["parties"][0]["tableaux"][0]["lignes"][0]["total"] == 56
    place_to = tmp_path / made[FormatBilan.CSV].name
    files.save(place, made[FormatBilan.CSV], place_to)
    assert place_to.read_bytes() == made[FormatBilan.CSV].content


def test_a_file_says_whether_the_report_was_validated(place: Workplace) -> None:
    """001, l. 165: what nobody validated is not to be taken for the report."""
    bilan_id = drafting.begin(place, "annuel", YEAR)
    draft, said = "Brouillon\u00a0: pas encore validé", f"Validé par {PRESIDENT}, le 04/01/2027"
    for state in (draft, said):
        table = files.file_of(place, bilan_id, FormatBilan.CSV).content.decode("utf-8-sig")
        assert table.split("\r\n")[1] == f";état;{state};;;"
        book = files.file_of(place, bilan_id, FormatBilan.XLSX).content
        sheet = openpyxl.load_workbook(io.BytesIO(book)).worksheets[0]
        assert [cell.value for cell in sheet[2]] == ["État", state]
        if state == draft:
            states.validate(place, bilan_id, par=PRESIDENT, le=place.clock.today())
    states.transmit(place, bilan_id, le=place.clock.today(), comment="par courriel")
    table = files.file_of(place, bilan_id, FormatBilan.CSV).content.decode("utf-8-sig")
    sent = f"{said}\u00a0; transmis le 04/01/2027, par courriel"
    assert table.split("\r\n")[1] == f';état;"{sent}";;;'


def test_the_file_of_la_coop_says_its_last_day(place: Workplace) -> None:
    made = files.coop_file(place, drafting.begin(place, "annuel", YEAR))
    meta = json.loads(made.content)["meta"]
    assert (meta["du"], meta["au"]) == ("2026-01-01", "2026-12-31")


def test_the_file_of_la_coop_is_that_of_the_day_of_the_validation(
    place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    bilan_id = drafting.begin(place, "annuel", YEAR)
    before = files.coop_file(place, bilan_id).content
    states.validate(place, bilan_id, par=PRESIDENT, le=place.clock.today())

    def later(*_: object) -> Chiffres:  # as another file of the Département would give them
        return Chiffres(years={})

    monkeypatch.setattr(files, "shown_in", later)
    assert files.coop_file(place, bilan_id).content == before
    states.undo_validation(place, bilan_id)
    assert files.coop_file(place, bilan_id).content != before


def test_a_report_that_was_sent_outlives_a_convention_that_asks_for_it_no_more(
    place: Workplace,
) -> None:
    bilan_id = drafting.begin(place, "annuel", YEAR)
    states.validate(place, bilan_id, par=PRESIDENT, le=place.clock.today())
    later = replace(place, convention=replace(place.convention, bilans=()))
    assert PRESIDENT in read(files.file_of(later, bilan_id, FormatBilan.PDF).content)


def test_a_validated_report_keeps_the_head_of_its_day(place: Workplace) -> None:
    """001, l. 165: what the President validated is what is sent, whoever moves house meanwhile."""
    bilan_id = drafting.begin(place, "annuel", YEAR)
    states.validate(place, bilan_id, par=PRESIDENT, le=place.clock.today())
    departement = replace(place.convention.departement, name="Collectivité d’Ailleurs")
    later = replace(
        place,
        convention=replace(place.convention, departement=departement),
        structure=replace(place.structure, adresse=("9 rue Nouvelle",)),
    )

    def printed() -> str:
        return read(files.file_of(later, bilan_id, FormatBilan.PDF).content)

    kept = printed()
    assert "1 place de l’Exemple" in kept
    assert place.convention.departement.name in kept
    assert "9 rue Nouvelle" not in kept
    assert "Ailleurs" not in kept
    states.undo_validation(later, bilan_id)  # a draft is of today
    assert "9 rue Nouvelle" in printed()


def test_a_file_that_cannot_be_written_leaves_the_one_before_it(
    place: Workplace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = files.file_of(place, drafting.begin(place, "annuel", YEAR), FormatBilan.CSV)
    file = tmp_path / "clé" / made.name
    file.parent.mkdir()
    files.save(place, made, file)

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with refused_commits(), pytest.raises(DiskFullError):
        files.save(place, replace(made, content=b"unknown to the journal"), file)
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        files.save(place, replace(made, content=b"other"), file)
    assert [one.read_bytes() for one in file.parent.iterdir()] == [made.content]


def test_the_statistics_of_la_coop_have_its_shape(place: Workplace) -> None:
    """peers.md § 6.6: value, label, count, proportion with three decimals; hidden ones are null."""
    half = Periode(first=Trimestre(2026, 1), last=Trimestre(2026, 2))
    found = coop.statistics(shown(place, SourceChiffres.POSTE), half)
    assert found["totaux"]["accompagnements"]["total"] == 44
    women, men, unsaid = found["beneficiaires"]["genres"]
    assert women == {"value": "Feminin", "label": "Féminin", "count": 21, "proportion": 47.727}
    assert (men["count"], unsaid["count"]) == (15, 8)
    whole = coop.statistics(shown(place, SourceChiffres.POSTE), YEAR)
    theme = whole["activites"]["thematiques"][0]
    assert (theme["value"], theme["count"]) == ("DiagnosticNumerique", 92)


def test_a_report_says_where_counting_began_and_names_parts_of_years_shortly(
    new_workplace: MakeWorkplace,
) -> None:
    """b12, 11: missing values are stated; a zero of before the first act is none."""
    place = new_workplace(clock=WallClock(at=JANUARY))
    count(place, "2026-05", {("carnet_remis", "formation"): 12})
    wide = Periode(first=Trimestre(2025, 2), last=Trimestre(2026, 3))
    said = content(place, drafting.begin(place, "final", wide)).methode
    began = [one for one in said if "2ᵉ trimestre 2026\u00a0: avant" in one]
    assert len(began) == 1
    summer = Periode(first=Trimestre(2026, 2), last=Trimestre(2026, 3))
    later = content(place, drafting.begin(place, "final", summer)).methode
    assert not [one for one in later if "premiers actes" in one]
    columns = [title for title, _ in columns_of(wide)]
    assert columns == ["T2–T4 2025", "T1–T3 2026"]
    years = Periode(first=Trimestre(2024, 4), last=Trimestre(2026, 4))
    assert [title for title, _ in columns_of(years)] == ["T4 2024", "2025", "2026"]


def test_a_proportion_of_la_coop_rounds_its_halves_up(new_workplace: MakeWorkplace) -> None:
    """Its service computes in JavaScript: 5 of 320 are 1.5625, written 1.563."""
    place = new_workplace(clock=WallClock(at=JANUARY))
    few, many = ("coop_materiel", "tablette"), ("coop_materiel", "ordinateur")
    count(place, "2026-02", {few: 5, many: 315})
    found = coop.statistics(shown(place, SourceChiffres.POSTE), YEAR)["activites"]["materiels"]
    assert {one["value"]: one["proportion"] for one in found} == {
        "Ordinateur": 98.438,
        "Telephone": 0,
        "Tablette": 1.563,
        "Autre": 0,
        "Aucun": 0,
    }


@pytest.mark.obligation("S0-55")
@pytest.mark.obligation("S0-06")
@pytest.mark.obligation("S0-19")
def test_lot_et_garonne_reports_to_each_committee(new_workplace: MakeWorkplace) -> None:
    """000, l. 146 (three times a year) and l. 38 (how many Pass are asked for)."""
    place = new_workplace(LOT_ET_GARONNE, WallClock(at=JANUARY))
    for month, asked in (("2026-01", 12), ("2026-06", 9), ("2026-10", 15)):
        count(place, month, {("entretien", "1"): asked + 5, ("prescription", "preparee"): asked})
    reports = [
        drafting.begin(place, "comite", Periode(first=Trimestre(2026, n), last=Trimestre(2026, n)))
        for n in (1, 2, 4)
    ]
    found = [tableau(place, one, "prescription").lignes[0] for one in reports]
    assert [one.total for one in found] == [12, 9, 15]
    assert found[0].libelle == "Préparées"
    assert (
        drafting.begin(place, "comite", Periode(first=Trimestre(2026, 1), last=Trimestre(2026, 1)))
        == reports[0]
    )
    drafting.drop(place, reports[1])
    assert len(drafting.reports(place)) == 2


def test_a_period_is_told_twice_alike_whatever_was_asked_before(place: Workplace) -> None:
    """Decision 0048: what an interim report showed is what the year's shows."""
    clock = place.clock
    assert isinstance(clock, WallClock)
    july = replace(place, clock=WallClock(at=JANUARY.replace(year=2026, month=7)))
    early = shown(july, SourceChiffres.POSTE)
    late = shown(place, SourceChiffres.POSTE)
    for name in ("entretien", "sexe", "service", "categorie"):
        for value in late.values(name):
            for n in (1, 2):
                one = Periode(first=Trimestre(2026, n), last=Trimestre(2026, n))
                assert early.figure((name, value), one) == late.figure((name, value), one)


def test_each_page_asks_for_the_same_figures_and_they_are_decided_once(
    place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = shown(place, SourceChiffres.POSTE)
    monkeypatch.setattr("app.usecases.bilans.figures.annee", None)  # nobody calls it again
    assert shown(place, SourceChiffres.POSTE) == first
    monkeypatch.undo()
    count(place, "2026-05", {("entretien", "1"): 30})
    assert shown(place, SourceChiffres.POSTE) != first


def test_the_file_of_la_coop_writes_durations_and_totals_as_its_api_does(
    new_workplace: MakeWorkplace,
) -> None:
    """Its `/statistiques`: durations by key (« 60 ») with its own words, shares beside totals."""
    place = new_workplace(clock=WallClock(at=JANUARY))
    count(
        place,
        "2026-02",
        {
            ("coop_type_activite", "individuel"): 30,
            ("coop_type_activite", "collectif"): 10,
            ("coop_accompagnements", "individuel"): 30,
            ("coop_accompagnements", "collectif"): 90,
            ("coop_duree_stat", "60"): 120,
        },
    )
    sent = json.loads(files.coop_file(place, drafting.begin(place, "annuel", YEAR)).content)
    assert set(sent) == {"data", "links", "meta"}
    assert sent["data"]["id"] == "statistiques"
    found = sent["data"]["attributes"]
    assert [(one["value"], one["label"]) for one in found["activites"]["durees"]] == [
        ("30", "Moins de 30 min"),
        ("60", "30min à 1 h"),
        ("120", "1 h à 2 h"),
        ("more", "2 h et plus"),
    ]
    assert found["totaux"]["activites"] == {
        "total": 40,
        "individuels": {"total": 30, "proportion": 75.0},
        "collectifs": {"total": 10, "proportion": 25.0, "participants": 90},
    }
    assert found["totaux"]["accompagnements"] == {
        "total": 120,
        "individuels": {"total": 30, "proportion": 25.0},
        "collectifs": {"total": 90, "proportion": 75.0},
    }
    # nobody was asked who he is: there as here, each distribution sums to those who came
    for name in ("genres", "tranche_ages", "statuts_social"):
        assert sum(one["count"] for one in found["beneficiaires"][name]) == 120
