from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from app.storage.journal_sceaux import Etat, Mois
from app.ui.pages.reglages.journal import words
from app.ui.pages.reglages.journal.kinds import KINDS
from app.ui.pages.reglages.journal.paper_words import paper_words, table_of
from app.ui.pages.reglages.journal.presenter import JournalPresenter
from app.ui.pages.reglages.journal.state import JournalState
from app.ui.tasks import InlineRunner
from app.ui.widgets.tones import Tone
from app.usecases import journal
from app.usecases.journal import Famille, Ligne, Periode
from app.usecases.workplace import Workplace
from tests.documents.examples import text_of
from tests.ui.paths import Paths
from tests.ui.workplace import MakeWorkplace, WallClock, add_colleague, as_agent

PARIS = ZoneInfo("Europe/Paris")
AT = datetime(2026, 11, 22, 9, 12, tzinfo=UTC)


@dataclass
class _View:
    shown: list[JournalState] = field(default_factory=list[JournalState])

    def show_state(self, state: JournalState) -> None:
        self.shown.append(state)


def _presenter(place: Workplace, navigate: Paths | None = None) -> tuple[JournalPresenter, _View]:
    view = _View()
    presenter = JournalPresenter(view, (InlineRunner(), InlineRunner()), place, navigate or Paths())
    presenter.load()
    return presenter, view


def _titles(view: _View) -> list[str]:
    return [row.title for row in view.shown[-1].rows]


def _line(kind: str, detail: str = "", dossier: str = "", agent: str = "Camille Martin") -> Ligne:
    return Ligne(at=AT, agent=agent, kind=kind, detail=detail, dossier=dossier)


@pytest.mark.parametrize(
    ("line", "title", "about"),
    [
        (
            _line("ouverture", "essais_3"),
            "Camille Martin\u00a0: poste ouvert",
            "22\u00a0novembre 2026, 10\u00a0h\u00a012 · après 3\u00a0mauvaises phrases de passe",
        ),
        (
            _line("acces_collegue", "accueil", "3f2a91c0d4e5f607"),
            "Camille Martin\u00a0: dossier d’un collègue consulté",
            "22\u00a0novembre 2026, 10\u00a0h\u00a012 · la personne était là · dossier 3F2A-91C0",
        ),
        (
            _line("acceptee", agent=""),
            "Le Département\u00a0: prescription acceptée",
            "22\u00a0novembre 2026, 10\u00a0h\u00a012",
        ),
    ],
)
def test_an_entry_in_words(line: Ligne, title: str, about: str) -> None:
    row = words.row_of(0, line, PARIS)
    assert (row.title, row.about) == (title, about)


def test_a_whole_journal_says_so_with_its_numbers() -> None:
    months = [
        Mois(segment="2025-11", entrees=40, etat=Etat.RETIRE),
        Mois(segment="2026-10", entrees=3, etat=Etat.SCELLE),
        Mois(segment="2026-11", entrees=1, etat=Etat.OUVERT),
    ]
    assert words.verdict(months) == (
        Tone.SUCCESS,
        "Le journal est entier\u00a0: 4\u00a0lignes vérifiées. 1\u00a0mois effacé à son terme.",
    )


def test_a_changed_journal_says_which_month_and_whom_to_tell() -> None:
    tone, said = words.verdict([Mois(segment="2026-10", entrees=3, etat=Etat.ENTREE, rang=2)])
    assert tone is Tone.DANGER
    assert "Octobre 2026\u00a0: une ligne a été modifiée (ligne 2)." in said
    assert "Prévenez votre référent" in said


def test_the_paper_has_the_result_the_months_and_every_line_by_day() -> None:
    made = paper_words(
        [
            _line("impression", "notice", "3f2a91c0d4e5f607"),
            replace(_line("sauvegarde", agent=""), at=datetime(2026, 11, 21, 23, 30, tzinfo=UTC)),
            replace(_line("ouverture"), at=datetime(2026, 11, 21, 9, tzinfo=UTC)),
        ],
        [
            Mois(segment="2026-10", entrees=3, etat=Etat.MANQUE, rang=2, empreinte="a" * 64),
            Mois(segment="2026-11", entrees=1, etat=Etat.OUVERT, empreinte="0123456789abcdef" * 4),
        ],
        segment="2026-11",
        famille=Famille.SORTIES,
        who="Camille Martin",
        zone=PARIS,
        today=date(2026, 11, 22),
    )
    assert (made.period, made.choice, made.name, made.whole) == (
        "novembre 2026",
        "Papiers, fichiers, envois, Camille Martin seulement",
        "journal-2026-11",
        False,
    )
    assert "Octobre 2026\u00a0: il manque des lignes, ou il y en a trop (ligne 2)" in made.result
    assert made.months == [
        ("Octobre 2026", "3", "MODIFIÉ : des lignes manquent, ou sont de trop", "a" * 16),
        ("Novembre 2026", "1", "entier, en cours", "0123456789abcdef"),
    ]
    assert made.days == [
        (
            "Dimanche 22\u00a0novembre 2026",
            [
                ("10\u00a0h\u00a012", "Camille Martin", "Papier imprimé (notice)", "3F2A-91C0"),
                ("0\u00a0h\u00a030", "Passerelle", "Sauvegarde faite et relue", ""),
            ],
        ),
        (
            "Samedi 21\u00a0novembre 2026",
            [("10\u00a0h\u00a000", "Camille Martin", "Poste ouvert", "")],
        ),
    ]


def test_every_month_kept_is_the_period_of_a_whole_paper() -> None:
    months = [
        Mois(segment="2025-11", entrees=40, etat=Etat.RETIRE),
        Mois(segment="2026-10", entrees=3, etat=Etat.SCELLE),
        Mois(segment="2026-11", entrees=1, etat=Etat.OUVERT),
    ]
    made = paper_words(
        [], months, segment="", famille=Famille.TOUT, who="", zone=PARIS, today=date(2026, 11, 22)
    )
    assert (made.period, made.choice, made.name) == (
        "d’octobre 2026 à novembre 2026",
        "Tout, de tous les collègues",
        "journal-jusqu-au-2026-11-22",
    )
    assert made.left_out == 0
    assert (made.whole, made.months[0][2]) == (True, "effacé à son terme, sceau valable")


def test_a_paper_stops_at_three_thousand_entries_and_says_how_many_more_there_are() -> None:
    made = paper_words(
        [_line("ouverture")] * 3_002,
        [],
        segment="2026-11",
        famille=Famille.TOUT,
        who="",
        zone=PARIS,
        today=date(2026, 11, 22),
    )
    assert (len(made.days[0][1]), made.left_out) == (3_000, 2)


def test_the_table_opens_in_a_french_spreadsheet_and_holds_no_formula() -> None:
    made = table_of([_line("acces_collegue", "droits", "3f2a91c0d4e5f607", agent="=1+1")], PARIS)
    assert made.decode("utf-8-sig").split("\r\n") == [
        "Jour;Heure;Qui;Quoi;Précision;Dossier",
        "22/11/2026;10:12:00;'=1+1;Dossier d’un collègue consulté;droits de la personne;3F2A-91C0",
        "",
    ]


@pytest.mark.parametrize(
    ("kind", "detail", "said"),
    [
        ("reglage_change", "verrouillage_5", "verrouillage après 5\u00a0minutes"),
        ("restauration", "du_20261103", "celle du 3\u00a0novembre 2026"),
        ("sauvegarde_echouee", "pleine", "plus de place"),
        ("synchronisation", "partielle", "en partie"),
        ("impression", "prescription", "fiche de prescription"),
        ("corrigee", "adresse", "adresse"),
    ],
)
def test_what_more_is_known_of_an_entry(kind: str, detail: str, said: str) -> None:
    assert words.detail(_line(kind, detail)) == said


def test_every_kind_that_the_program_writes_has_a_word() -> None:
    assert {*journal.ACCES, *journal.SORTIES, *journal.POSTE} <= KINDS.keys()


def test_the_paper_and_the_table_follow_the_choice(workplace: Workplace, tmp_path: Path) -> None:
    other = add_colleague(workplace)
    journal.note(as_agent(workplace, other), "export_complet")
    navigate = Paths()
    presenter, view = _presenter(workplace, navigate)
    presenter.pick_famille(Famille.SORTIES)
    presenter.make_paper()
    (paper,) = navigate.shown
    said = text_of(tmp_path, paper.content)
    assert "Tout exporté dans un fichier chiffré" in said
    assert "Dominique Petit" in said
    assert "Poste ouvert" not in said
    tables: list[bytes] = []
    presenter.make_table(tables.append)
    assert tables[0].count(b"\r\n") == 2
    assert view.shown[-1].working
    presenter.kept()
    assert "n’est pas chiffré" in view.shown[-1].message
    assert (journal.read(workplace)[0].kind, journal.read(workplace)[0].detail) == (
        "enregistrement",
        "journal",
    )


def test_a_month_is_chosen(new_workplace: MakeWorkplace) -> None:
    clock = WallClock()
    place = new_workplace(clock=clock)
    clock.go_on(days=30)
    journal.note(place, "phrase_changee")
    presenter, view = _presenter(place)
    assert _titles(view) == ["Camille Martin\u00a0: phrase de passe changée"]
    presenter.pick_periode(Periode.MOIS_DERNIER)
    assert "Camille Martin\u00a0: poste ouvert" in _titles(view)
    presenter.pick_periode(Periode.TOUS)
    assert len(_titles(view)) > 1


def test_entries_are_filtered_by_family_and_by_agent(workplace: Workplace) -> None:
    other = add_colleague(workplace)
    journal.note(as_agent(workplace, other), "phrase_changee")
    presenter, view = _presenter(workplace)
    assert _titles(view)[0] == "Dominique Petit\u00a0: phrase de passe changée"
    assert "Camille Martin\u00a0: collègue ajouté" in _titles(view)
    assert _titles(view)[-1] == "Camille Martin\u00a0: poste ouvert"
    assert [name for _, name in view.shown[-1].agents] == ["Camille Martin", "Dominique Petit"]
    presenter.pick_agent(other.id)
    assert [row.title for row in view.shown[-1].rows] == [
        "Dominique Petit\u00a0: phrase de passe changée"
    ]
    presenter.pick_famille(Famille.ACCES)
    assert not view.shown[-1].rows
    presenter.pick_agent(None)
    presenter.pick_famille(Famille.POSTE)
    assert "Camille Martin\u00a0: collègue ajouté" in _titles(view)
    assert _titles(view)[-1] == "Camille Martin\u00a0: poste ouvert"


def test_a_check_says_what_it_found_before_and_after_a_change(workplace: Workplace) -> None:
    presenter, view = _presenter(workplace)
    presenter.check()
    assert view.shown[-1].message.startswith("Le journal est entier")
    with workplace.database.writing() as session:
        session.execute(text("UPDATE journal SET kind = 'rien'"))
    presenter.check()
    assert (view.shown[-1].tone, view.shown[-1].working) == (Tone.DANGER, False)
    assert "Novembre 2026\u00a0: une ligne a été modifiée (ligne 1)." in view.shown[-1].message
