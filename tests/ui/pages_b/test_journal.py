from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from app.storage.journal_sceaux import Etat, Mois
from app.ui.pages.reglages import journal_words as words
from app.ui.pages.reglages.journal_presenter import JournalPresenter
from app.ui.pages.reglages.journal_state import JournalState
from app.ui.tasks import InlineRunner
from app.ui.widgets.tones import Tone
from app.usecases import journal
from app.usecases.journal import Famille, Ligne
from app.usecases.workplace import Workplace
from tests.ui.workplace import add_colleague, as_agent

PARIS = ZoneInfo("Europe/Paris")
AT = datetime(2026, 11, 22, 9, 12, tzinfo=UTC)


@dataclass
class _View:
    shown: list[JournalState] = field(default_factory=list[JournalState])

    def show_state(self, state: JournalState) -> None:
        self.shown.append(state)


def _presenter(place: Workplace) -> tuple[JournalPresenter, _View]:
    view = _View()
    presenter = JournalPresenter(view, InlineRunner(), place)
    presenter.load()
    return presenter, view


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


def test_the_text_to_print_has_the_result_and_every_line() -> None:
    made = words.text_of(
        [_line("ouverture")],
        [Mois(segment="2026-11", entrees=1, etat=Etat.OUVERT)],
        structure="CCAS d’Illustration",
        zone=PARIS,
        today=date(2026, 11, 22),
    )
    assert made.split("\n") == [
        "Journal de Passerelle, CCAS d’Illustration",
        "Établi le 22\u00a0novembre 2026",
        "Le journal est entier\u00a0: 1\u00a0ligne vérifiée.",
        "",
        "22\u00a0novembre 2026, 10\u00a0h\u00a012 · Camille Martin\u00a0: poste ouvert",
        "",
    ]


def test_entries_are_filtered_by_family_and_by_agent(workplace: Workplace) -> None:
    other = add_colleague(workplace)
    journal.note(as_agent(workplace, other), "phrase_changee")
    presenter, view = _presenter(workplace)
    assert [row.title for row in view.shown[-1].rows][:3] == [
        "Dominique Petit\u00a0: phrase de passe changée",
        "Camille Martin\u00a0: collègue ajouté",
        "Camille Martin\u00a0: poste ouvert",
    ]
    assert [name for _, name in view.shown[-1].agents] == ["Camille Martin", "Dominique Petit"]
    presenter.pick_agent(other.id)
    assert [row.title for row in view.shown[-1].rows] == [
        "Dominique Petit\u00a0: phrase de passe changée"
    ]
    presenter.pick_famille(Famille.ACCES)
    assert not view.shown[-1].rows
    presenter.pick_agent(None)
    presenter.pick_famille(Famille.POSTE)
    assert [row.title for row in view.shown[-1].rows][1:3] == [
        "Camille Martin\u00a0: collègue ajouté",
        "Camille Martin\u00a0: poste ouvert",
    ]


def test_a_check_says_what_it_found_before_and_after_a_change(workplace: Workplace) -> None:
    presenter, view = _presenter(workplace)
    presenter.check()
    assert view.shown[-1].message.startswith("Le journal est entier")
    with workplace.database.writing() as session:
        session.execute(text("UPDATE journal SET kind = 'rien'"))
    presenter.check()
    assert (view.shown[-1].tone, view.shown[-1].working) == (Tone.DANGER, False)
    assert "Novembre 2026\u00a0: une ligne a été modifiée (ligne 1)." in view.shown[-1].message
