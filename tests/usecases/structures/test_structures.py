"""The catalogue of places through its use cases; expected values from the conventions' lines."""

from collections.abc import Callable
from datetime import date
from math import acos, cos, degrees, radians, sin
from pathlib import Path

import pytest

from app.conventions.structures.report import Ligne, Remarque
from app.documents.kinds import PapierKind
from app.domain.convenance import Besoin, Candidat, Tri, ordered
from app.domain.distance import distance_km
from app.domain.failures import UnusableFileError
from app.domain.mediation import V01_SERVICES, AcceptePass, PriseEnCharge, Public, Service
from app.domain.territoire import Commune
from app.storage import indicateurs
from app.storage.structures_recherche import Criteres
from app.ui.tasks import CancelledError
from app.usecases.interview import papers as interview_papers
from app.usecases.structures import (
    appointments,
    catalogue,
    importing,
    needs,
    origins,
    own,
    papers,
    reporting,
    searching,
    verifying,
)
from app.usecases.structures.importing import Imported, Progress
from app.usecases.structures.searching import Recherche
from app.usecases.workplace import Workplace
from tests.conventions.structures.test_reading import DEMO, HEAD, only, v1
from tests.documents.examples import text_of
from tests.ui.workplace import LOT_ET_GARONNE, WallClock, new_workplace, workplace
from tests.usecases.test_day import follow, interview

__all__ = ["new_workplace", "workplace"]  # fixtures
NERAC, AGEN, STRASBOURG_INSEE = "47195", "47001", "67482"
NewWorkplace = Callable[..., Workplace]


def take(place: Workplace, path: Path = DEMO) -> Imported:
    return importing.import_file(place, path, tell=lambda _: None)


def names(place: Workplace, asked: Recherche) -> list[str]:
    return [one.place.structure.nom for one in searching.find(place, asked).trouvees]


def written(folder: Path, *lines: str, name: str = "liste.csv") -> Path:
    path = folder / name
    rows = [lines[0].split("\n")[0], *(line.split("\n")[1] for line in lines)]
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def number_of(place: Workplace, nom: str) -> int:
    found = searching.find(place, Recherche(montrees=None)).trouvees
    return next(one.place.numero for one in found if one.place.structure.nom.startswith(nom))


@pytest.fixture
def nerac(new_workplace: NewWorkplace) -> Workplace:
    place = new_workplace(LOT_ET_GARONNE)
    take(place)
    return place


@pytest.mark.obligation("S0-20")
def test_a_neutral_list_is_whole_and_sorted_by_distance_or_alphabet(nerac: Workplace) -> None:
    """000 l. 81: « rester neutre vis-à-vis des structures de formation labellisées »."""
    assert searching.orders(nerac) == (Tri.DISTANCE, Tri.ALPHABET)
    near = searching.find(nerac, Recherche(depuis=NERAC))
    assert (near.total, near.tri) == (11, Tri.DISTANCE)
    assert [one.place.structure.commune for one in near.trouvees[:3]] == [
        "Nérac",
        "Agen",
        "Marmande",
    ]
    fits = Recherche(depuis=NERAC, tri=Tri.CONVENANCE, besoin=Besoin(avec_pass=True))
    assert searching.find(nerac, fits).trouvees == near.trouvees  # the fittest is not offered
    assert all(one.raisons is None for one in near.trouvees)
    by_name = searching.find(nerac, Recherche(tri=Tri.ALPHABET)).trouvees
    listed = [one.place.structure.nom for one in by_name]
    assert (len(listed), listed[0], listed[-1]) == (
        11,
        "Atelier Numérique des Remparts (fictif)",
        "Permanence numérique de Vinça (fictif)",
    )
    assert papers.printed_list(nerac, Recherche(depuis=NERAC)).code == PapierKind.LIEUX


@pytest.mark.obligation("S1-06", "S1-26", "S1-27")
def test_strasbourg_puts_the_fittest_first_and_says_why(workplace: Workplace) -> None:
    """001 l. 122: « la plus apte à répondre à ses besoins », near home or work."""
    take(workplace)
    state = catalogue.state(workplace)
    assert state.catalogue is not None
    assert catalogue.day_of(state.catalogue) == date(2026, 11, 1)
    assert searching.first_criteria(workplace) == Criteres(accepte_pass=True)
    assert searching.orders(workplace)[0] is Tri.CONVENANCE
    need = Besoin(services=frozenset({Service.EMPLOI, Service.DEMARCHES}), avec_pass=True)
    asked = Recherche(depuis="67043", tri=Tri.CONVENANCE, besoin=need)  # work: Bischheim
    found = searching.find(workplace, asked)
    assert found.total == 11
    # near and both needs; then near and one; then near and none; both needs, far away, come last
    listed = [one.place.structure.id for one in found.trouvees]
    assert listed[:4] == ["demo-67-1", "demo-67-3", "demo-67-2", "demo-93-1"]
    first = found.trouvees[0].raisons
    assert first is not None
    assert (first.services, first.services_demandes, first.accepte_pass, first.proche) == (
        2,
        2,
        True,
        True,
    )
    # whoever asks for nothing finds nothing fitter: the page and the paper must not say so
    nothing = searching.find(workplace, Recherche(depuis="67043", tri=Tri.CONVENANCE))
    assert (nothing.tri, nothing.trouvees[0].raisons) == (Tri.DISTANCE, None)
    assert searching.find(workplace, Recherche(tri=Tri.CONVENANCE)).tri is Tri.ALPHABET
    # the commune of work is asked with the search, and stands nowhere afterwards
    with workplace.database.reading() as session:
        raw = session.connection().exec_driver_sql("SELECT key, value FROM parametres").fetchall()
    assert "67043" not in str(raw)


@pytest.mark.obligation("S0-10")
def test_filters_open_hours_and_search_find_what_they_say(nerac: Workplace) -> None:
    def found(criteres: Criteres) -> set[str]:
        return set(names(nerac, Recherche(criteres=criteres, montrees=None)))

    assert found(Criteres(texte="remparts")) == {"Atelier Numérique des Remparts (fictif)"}
    assert found(Criteres(texte="REMP ner")) == {"Atelier Numérique des Remparts (fictif)"}
    assert found(Criteres(texte="66320")) == {"Permanence numérique de Vinça (fictif)"}
    assert found(Criteres(services=frozenset({Service.PARENTALITE, Service.COMPREHENSION}))) == {
        "Espace Rhin Clic (fictif)"
    }
    assert found(Criteres(prises_en_charge=frozenset({PriseEnCharge.VISUEL}))) == {
        "Espace Rhin Clic (fictif)"
    }
    assert len(found(Criteres(accepte_pass=True))) == 6
    assert (
        len(found(Criteres(publics=frozenset({Public.JEUNES})))) == 9
    )  # two are for seniors alone
    # Sunday 22 November 2026, 10 h 12: nothing is open; two days later at 10 h 12 some are
    sunday = searching.find(nerac, Recherche(ouvert=True))
    assert (sunday.total, sunday.sans_horaires) == (0, 0)
    assert isinstance(nerac.clock, WallClock)
    nerac.clock.go_on(days=2)
    tuesday = names(nerac, Recherche(ouvert=True))
    assert "Atelier Numérique des Remparts (fictif)" in tuesday
    assert "Bus Clic 47 (fictif)" not in tuesday


@pytest.mark.obligation("S0-22", "S0-57")
def test_ones_own_structure_in_the_list_is_told_and_barred(
    nerac: Workplace, tmp_path: Path
) -> None:
    """000 l. 83 (not to be labelled) and l. 158 (the Département may terminate)."""
    assert own.about(nerac).avis is own.Avis.RIEN
    head = HEAD + ",accepte_pass_numerique"
    own_line = v1(id="nous", nom="CCAS d'Illustration", pivot="21470001500011")
    own_line = f"{head}\n{own_line.split(chr(10))[1]},oui\n"
    take(nerac, written(tmp_path, own_line))
    about = own.about(nerac)
    assert (about.avis, about.noms) == (own.Avis.LABELLISEE, ("CCAS d'Illustration",))
    (only,) = searching.find(nerac, Recherche()).trouvees
    assert only.barree
    with pytest.raises(appointments.BarredPlaceError):
        appointments.slip(nerac, only.place.numero, appointments.RendezVous())
    other_name = own_line.replace("CCAS d'Illustration", "Pôle social")
    take(nerac, written(tmp_path, other_name))
    assert own.about(nerac).avis is own.Avis.RIEN
    with pytest.raises(own.BadSiretError):
        own.keep_siret(nerac, "2147")
    own.keep_siret(nerac, "214 700 015 00029")  # another place of the same structure
    assert own.about(nerac).avis is own.Avis.LABELLISEE
    day = nerac.clock.today()
    verifying.verify(nerac, only.place.numero, accepte=AcceptePass.NON, on=day, note="")
    assert own.about(nerac).avis is own.Avis.PRESENTE
    assert not searching.find(nerac, Recherche()).trouvees[0].barree


@pytest.mark.obligation("S1-33")
def test_strasbourg_wants_its_own_line_there_and_fresh(
    workplace: Workplace, tmp_path: Path
) -> None:
    """001 l. 137: « s'identifier sur la cartographie » and « mettre régulièrement à jour »."""
    take(workplace)
    assert own.about(workplace).avis is own.Avis.ABSENTE
    line = v1(nom="CCAS d’Illustration", date_maj="2026-05-22")
    take(workplace, written(tmp_path, line))
    assert own.about(workplace).avis is own.Avis.A_VERIFIER  # six months, to the day
    numero = number_of(workplace, "CCAS")
    day = workplace.clock.today()
    verifying.verify(workplace, numero, accepte=AcceptePass.INCONNU, on=day, note="")
    assert own.about(workplace).avis is own.Avis.RIEN
    # verified by hand in winter, put right on the map in summer: that is not « longtemps »
    verifying.verify(
        workplace, numero, accepte=AcceptePass.INCONNU, on=date(2026, 1, 5), note="", known="a"
    )
    take(workplace, written(tmp_path, line.replace("2026-05-22", "2026-07-01")))
    assert own.about(workplace).avis is own.Avis.RIEN


def test_each_refused_line_is_told_however_many_were_put_right(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reporting, "MOST_KEPT", 2)
    tally = reporting.Tally()
    said = (Remarque(colonne="id", lu="", garde="", raison="vide"),)
    taken = only(v1())
    for numero in range(2, 8):
        structure = taken if numero < 6 else None
        tally.note(Ligne(numero=numero, nom="", structure=structure, remarques=said))
    found = tally.report(())
    assert [one.numero for one in found.lignes] == [2, 3, 6, 7]
    assert (found.corrigees, found.refusees, found.tues) == (4, 2, 2)


@pytest.mark.obligation("S3-02")
def test_what_was_verified_by_hand_survives_the_next_list(nerac: Workplace, tmp_path: Path) -> None:
    numero = number_of(nerac, "Médiathèque du Canigou")
    day = date(2026, 11, 20)
    note = "Prend les Pass depuis novembre"
    verifying.verify(nerac, numero, accepte=AcceptePass.OUI, on=day, note=note)
    other_id = tmp_path / "liste.csv"
    other_id.write_bytes(DEMO.read_bytes().replace(b'"demo-66-1"', b'"autre"'))
    take(nerac, other_id)
    found = searching.one(nerac, number_of(nerac, "Médiathèque du Canigou"))
    assert found is not None
    assert (found.place.accepte_pass, found.place.verifiee_le) == (AcceptePass.OUI, day)
    assert found.place.verification is not None
    assert found.place.verification.note == note
    with pytest.raises(verifying.FutureVerificationError):
        verifying.verify(nerac, numero, accepte=AcceptePass.NON, on=date(2026, 11, 23), note="")


def test_what_was_verified_stays_with_its_place_when_a_list_numbers_its_lines_again(
    nerac: Workplace, tmp_path: Path
) -> None:
    """A spreadsheet sorted otherwise: « 1 » is the other place now, of the same town and SIRET."""

    def listed(*ids_and_names: tuple[str, str, str]) -> None:
        lines = [v1(id=one, nom=nom, pivot=pivot) for one, nom, pivot in ids_and_names]
        take(nerac, written(tmp_path, *lines))

    def said(nom: str) -> AcceptePass:
        found = searching.one(nerac, number_of(nerac, nom))
        assert found is not None
        return found.place.accepte_pass

    town, other = "21330001300013", "21470001200019"
    listed(("1", "Nord", town), ("2", "Sud", town), ("3", "Est", other))
    for nom, accepte in (("Nord", AcceptePass.OUI), ("Sud", AcceptePass.NON),
                         ("Est", AcceptePass.OUI)):  # fmt: skip
        day = date(2026, 11, 20)
        verifying.verify(nerac, number_of(nerac, nom), accepte=accepte, on=day, note="")
    listed(("1", "Sud", town), ("2", "Nord", town), ("3", "Ouest", town))
    assert (said("Sud"), said("Nord")) == (AcceptePass.NON, AcceptePass.OUI)
    assert said("Ouest") is AcceptePass.INCONNU  # nobody verified it
    listed(("1", "Sud", town), ("hub-9", "Est", other))
    assert said("Est") is AcceptePass.OUI  # it was put aside, not lost
    listed(("2", "Sud", town), ("hub-9", "Est renommé", other))
    assert (said("Sud"), said("Est renommé")) == (AcceptePass.NON, AcceptePass.OUI)
    listed(("2", "Est", other), ("hub-9", "Est renommé", other))
    number = number_of(nerac, "Est")
    verifying.verify(nerac, number, accepte=AcceptePass.NON, on=date(2026, 11, 20), note="")
    listed(("hub-9", "Est", other))  # both could be it: the identifier decides, nothing breaks
    assert said("Est") is AcceptePass.OUI


def test_an_import_stopped_or_refused_leaves_the_list_in_force(
    nerac: Workplace, tmp_path: Path
) -> None:
    lines = DEMO.read_bytes().split(b"\n")
    many = [one.replace(b'"demo-', b'"n%d-' % at) for at in range(60) for one in lines[1:] if one]
    big = tmp_path / "grande.csv"
    big.write_bytes(b"\n".join([lines[0], *many]))
    seen: list[Progress] = []

    def stop(progress: Progress) -> None:
        seen.append(progress)
        if progress.done:
            raise CancelledError

    with pytest.raises(CancelledError):
        importing.import_file(nerac, big, tell=stop)
    assert [(one.done, one.expected) for one in seen] == [(0, 660), (250, 660)]
    nothing = written(tmp_path, v1(nom=""), name="vide.csv")
    refused = take(nerac, nothing)
    assert (refused.kept, refused.rapport.refusees) == (False, 1)
    (tmp_path / "faux.csv").write_text("bonjour")
    with pytest.raises(UnusableFileError):
        take(nerac, tmp_path / "faux.csv")
    assert searching.find(nerac, Recherche()).total == 11
    with nerac.database.reading() as session:
        count = "SELECT (SELECT count(*) FROM structures_mediation), count(*) "
        query = f"{count}FROM catalogues_structures"
        assert session.connection().exec_driver_sql(query).fetchone() == (11, 1)
    assert take(nerac, big).kept
    assert searching.find(nerac, Recherche()).total == 660
    with pytest.raises(papers.LongListError):  # a part of it would not be the whole list
        papers.printed_list(nerac, Recherche())
    assert catalogue.last_report(nerac).lues == 660


def test_the_report_is_kept_and_its_table_holds_no_formula(
    nerac: Workplace, tmp_path: Path
) -> None:
    evil = v1(nom='=HYPERLINK(""http://x"")', telephone="+1;cmd", services="@SUM(1)")
    refused = v1(id="b", nom="")
    take(nerac, written(tmp_path, evil, refused))
    rapport = catalogue.last_report(nerac)
    assert (rapport.lues, rapport.prises, rapport.corrigees, rapport.refusees) == (2, 1, 1, 1)
    table = papers.report_csv(rapport).decode("utf-8-sig").split("\r\n")
    assert len(table) == 5  # titles, two remarks, one refusal, the end
    for line in table[1:-1]:
        cells = line.replace('"', "").split(";")
        assert not any(cell[:1] in {"=", "+", "-", "@"} for cell in cells)
    assert "Ligne 3, sans nom" in papers.report_text(rapport, file="liste.csv")


@pytest.mark.obligation("S3-34")
def test_an_appointment_gives_a_paper_a_number_and_nothing_else(
    workplace: Workplace, tmp_path: Path
) -> None:
    """003 l. 171: « aide à la localisation du lieu ou à la prise d'un premier rendez-vous »."""
    take(workplace)
    entretien = interview(workplace, nom="Exemplier")
    follow(workplace, entretien)
    whom = needs.of_interview(workplace, entretien)
    assert (whom.depuis, whom.qui) == ("67218", "Simone EXEMPLIER")
    numero = number_of(workplace, "Comptoir")
    agreed = appointments.RendezVous(jour=date(2026, 12, 1), heure="14 h 30")
    paper = appointments.slip(workplace, numero, agreed, whom)
    assert "exemplier" not in paper.file_name.lower()
    for what in (appointments.APPOINTMENT, ""):  # printed, then saved
        appointments.went_out(workplace, "impression", paper.code, what)
    assert paper.subject_id == ""
    with workplace.database.reading() as session:
        counted = indicateurs.exact_by_month(session)["2026-11"]
        dump = str(session.connection().exec_driver_sql("SELECT * FROM evenements").fetchall())
    assert counted[indicateurs.Fait("orientation", "rendez_vous")] == 1
    assert "Comptoir" not in dump
    kinds = {one.kind: one.id for one in interview_papers.papers_of(workplace, entretien)}
    sheet = interview_papers.produce(workplace, kinds[PapierKind.FEUILLE]).content
    said = text_of(tmp_path, sheet)
    assert "mardi 1er décembre 2026, à 14 h 30" in said
    assert "Comptoir Numérique du Neudorf (fictif), 8 RUE DE LA DEMONSTRATION" in said
    # another list came while the place was on screen: its number is another place's
    take(workplace, written(tmp_path, *[v1(id=f"n{at}") for at in range(20)]))
    for known in ("demo-67-1", ""):
        with pytest.raises(verifying.StructureGoneError):
            appointments.slip(workplace, numero, agreed, whom, known=known)
    with pytest.raises(verifying.StructureGoneError):
        verifying.verify(
            workplace,
            numero,
            accepte=AcceptePass.OUI,
            on=date(2026, 11, 20),
            note="",
            known="demo-67-1",
        )
    late = appointments.RendezVous(jour=date(2026, 11, 21))
    with pytest.raises(appointments.PastAppointmentError):
        appointments.slip(workplace, numero, late, whom)


@pytest.mark.obligation("S3-15", "S3-02")
def test_the_operators_of_the_pass_are_printed_for_whoever_gets_a_carnet(
    new_workplace: NewWorkplace, tmp_path: Path
) -> None:
    """003 l. 97: « identifiant les opérateurs de Pass »; l. 21: qualified beforehand."""
    place = new_workplace("neuilly-plaisance")
    take(place)
    criteres = searching.first_criteria(place)
    paper = papers.printed_list(place, Recherche(criteres=criteres, depuis="93049"))
    said = text_of(tmp_path, paper.content)
    assert "Liste du 1er novembre 2026, 6 lieux. Source : « structures.csv »." in said
    assert "Du plus proche au plus loin depuis Neuilly-Plaisance" in said
    assert said.index("Clic Plaisance (fictif)") < said.index("Comptoir Numérique du Neudorf")
    assert said.count("Accepte le Pass numérique (vérifié le 1er novembre 2026)") == 6
    assert "Médiathèque du Canigou" not in said  # it does not accept the Pass


@pytest.mark.obligation("S0-10")
def test_the_modules_of_the_pass_are_services_of_the_list(nerac: Workplace) -> None:
    """000 l. 50: prise en main, bases, démarches, réseaux sociaux."""
    modules = nerac.questionnaire.guide.modules
    assert modules
    for module in modules:
        service = Service(module.service_standard_v1)
        assert V01_SERVICES[module.service_standard_v0.replace("’", "'")] in Service
        asked = Criteres(services=frozenset({service}))
        listed = searching.find(nerac, Recherche(criteres=asked)).trouvees
        assert all(service in one.place.structure.services for one in listed)
    titles = " ".join(module.titre for module in modules)
    assert "Prise en main" in titles
    assert "démarches" in titles


def test_the_order_is_that_of_a_brute_force_count(nerac: Workplace) -> None:
    """Great circles by the law of cosines, from the communes' own table, over 400 of them."""
    communes = [one for one in nerac.communes.by_insee.values() if one.centre][::85]
    origin = nerac.communes.by_insee[AGEN].centre
    assert origin is not None
    for one in communes:
        assert one.centre is not None

    def brute(commune: Commune) -> float:
        there = commune.centre
        assert there is not None
        a, b = radians(origin.latitude), radians(there.latitude)
        angle = sin(a) * sin(b) + cos(a) * cos(b) * cos(radians(there.longitude - origin.longitude))
        return degrees(acos(max(-1.0, min(1.0, angle)))) * 111.1951

    candidates = [
        Candidat(
            numero=at,
            nom=one.code_insee,
            services=0,
            prises_en_charge=0,
            accepte_pass=AcceptePass.INCONNU,
            distance_km=distance_km(origin, one.centre) if one.centre else None,
        )
        for at, one in enumerate(communes)
    ]
    by_force = sorted(range(len(communes)), key=lambda at: (brute(communes[at]), at))
    sorted_ = ordered(candidates, Tri.DISTANCE, Besoin())
    assert [one.numero for one in sorted_] == by_force
    for candidate in candidates[::20]:
        brutally = brute(communes[candidate.numero])
        assert candidate.distance_km == pytest.approx(brutally, rel=1e-4, abs=0.01)


@pytest.mark.parametrize(
    ("typed", "first", "count"),
    [("67640", "Fegersheim", 3), ("nerac", "Nérac", 1), ("saint-jean", None, 8), ("n", None, 0)],
)
def test_a_commune_is_found_by_code_or_name(
    nerac: Workplace, typed: str, first: str | None, count: int
) -> None:
    found = origins.communes_like(nerac, typed)
    assert len(found) == count
    assert first is None or found[0].nom == first
