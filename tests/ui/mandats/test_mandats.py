"""The pages of mandates on a real workplace: what the journey by keys does not come to."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from app.bootstrap.allowed import hidden_pages
from app.domain.convention import Porte
from app.domain.identifiers import MandatId
from app.domain.mandat_listes import CanalRetrait, DureeMandat, EtatMandat, Explication, Portee
from app.ui.pages.aujourdhui.presenter import AujourdhuiPresenter
from app.ui.pages.aujourdhui.state import TodayState
from app.ui.pages.mandats import end_page, ended_page, open_end, open_ended, open_mandats
from app.ui.pages.mandats.prise import open_step, step_of
from app.ui.pages.mandats.prise.desk import Desk
from app.ui.pages.mandats.prise.form_page import FormStep
from app.ui.pages.mandats.prise.lines_page import LinesPage
from app.ui.pages.mandats.prise.signing_page import SigningPage
from app.ui.pages.mandats.prise.steps import Step
from app.ui.pages.mandats.prise.telling_page import TellingPage
from app.ui.tasks import InlineRunner
from app.ui.widgets.banner import Banner
from app.usecases import journal
from app.usecases.mandats import destroying, drafting, ending, informing, overview, signing
from app.usecases.mandats.ended import Ended
from app.usecases.people import persons
from app.usecases.people.exporting import track_paper
from app.usecases.people.openings import ReasonNeededError
from app.usecases.workplace import Workplace
from tests.ui.mandate_ways import Ways
from tests.ui.pages_b.reading import seen
from tests.ui.paths import Paths
from tests.ui.screens_mandat import draft, ready, signed, written
from tests.ui.workplace import CONFLENT, make_workplace

if TYPE_CHECKING:
    from app.ui.widgets.confirm_dialog import Question

RUNNER = InlineRunner()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workplace]:
    """Open one workplace for all tests here; each has its own person."""
    opened = make_workplace(tmp_path_factory.mktemp("mandats") / "coffre", CONFLENT)
    yield opened
    opened.close()


@pytest.fixture
def desk(place: Workplace, qapp: QApplication) -> Desk:
    assert qapp.platformName() == "offscreen"
    return Desk(place, RUNNER, Paths(), Ways())


def ways(desk: Desk) -> Ways:
    assert isinstance(desk.ways, Ways)
    return desk.ways


def paths(desk: Desk) -> Paths:
    assert isinstance(desk.navigate, Paths)
    return desk.navigate


def shown(page: QWidget, name: str) -> bool:
    (found,) = page.findChildren(QWidget, name)
    return found.isVisibleTo(page)


def click(page: QWidget, name: str) -> None:
    (button,) = page.findChildren(QAbstractButton, name)
    button.click()


def form_step(desk: Desk, mandat_id: MandatId, step: Step) -> FormStep:
    page = open_step(desk, mandat_id, step)
    assert isinstance(page, FormStep)
    return page


@pytest.mark.obligation("S2-23")
@pytest.mark.parametrize(
    ("code", "answer"),
    [("majeure", "non"), ("mesure", "tutelle")],
)
def test_nothing_is_kept_of_who_may_not_sign(desk: Desk, code: str, answer: str) -> None:
    mandat_id = draft(desk.place, "Blanche", f"Refus{code}")
    page = form_step(desk, mandat_id, Step.CAPACITE)
    for asked in ("majeure", "comprend", "souhaite"):
        page.edited.emit(asked, ("oui",))
    page.edited.emit("mesure", ("non",))
    page.edited.emit(code, (answer,))
    assert page.go_on.isHidden()
    click(page, "printOrientation")
    assert "REFUS" not in paths(desk).shown[-1].title.upper()
    click(page, "endBlocked")
    assert paths(desk).last == ("home",)
    assert persons.find(desk.place, f"Refus{code}", everyone=True) == []
    assert mandat_id not in [one.mandat.id for one in overview.listing(desk.place)]


def test_who_comes_back_to_the_capacity_is_asked_anew(desk: Desk) -> None:
    mandat_id = written(desk.place, "Inès", "Retour")
    page = form_step(desk, mandat_id, Step.CAPACITE)
    page.go_on_asked.emit()
    assert ways(desk).taken == []  # nothing was answered: it stays where it is


def test_lines_that_were_explained_change_only_once_they_are_to_be_explained_again(
    desk: Desk,
) -> None:
    mandat_id = written(desk.place, "Ana", "Relecture")
    ready(desk.place, mandat_id)
    page = open_step(desk, mandat_id, Step.DEMARCHES)
    assert isinstance(page, LinesPage)
    assert not shown(page, "addDo")
    click(page, "reopenLines")
    assert overview.load(desk.place, mandat_id).mandat.etat is EtatMandat.BROUILLON
    page.remove_asked.emit(overview.load(desk.place, mandat_id).mandat.lignes[0].id)
    page.undo_asked.emit()
    objets = [one.objet for one in overview.load(desk.place, mandat_id).mandat.lignes]
    assert objets == ["Actualiser ma situation et déclarer mes ressources", "Relevé de carrière"]


def test_another_duration_after_the_explanations_asks_for_them_again(desk: Desk) -> None:
    mandat_id = written(desk.place, "Eva", "Durée")
    ready(desk.place, mandat_id)
    page = form_step(desk, mandat_id, Step.DUREE)
    page.go_on_asked.emit()
    assert overview.load(desk.place, mandat_id).mandat.etat is EtatMandat.IDENTITE_VERIFIEE
    page = form_step(desk, mandat_id, Step.DUREE)
    page.edited.emit("duree", ("1",))
    page.go_on_asked.emit()
    changed = overview.load(desk.place, mandat_id).mandat
    assert (changed.duree, changed.explique, changed.piece) == (DureeMandat.JOUR, (), None)
    assert ways(desk).last == ("step", mandat_id, Step.INFORMATION)


def test_a_draft_is_taken_up_at_the_first_step_whose_facts_are_missing(desk: Desk) -> None:
    place = desk.place
    named, drawn = draft(place, "Zoé", "Étape"), written(place, "Luc", "Étape")
    assert step_of(overview.load(place, named).mandat) is Step.CAPACITE
    assert step_of(overview.load(place, drawn).mandat) is Step.DUREE
    informing.explain(place, drawn, Explication.DROITS)
    assert step_of(overview.load(place, drawn).mandat) is Step.INFORMATION
    ready(place, drawn)
    assert step_of(overview.load(place, drawn).mandat) is Step.SIGNATURE


def fail(*_: object) -> None:
    raise ReasonNeededError


@pytest.mark.obligation("S2-23")
def test_nothing_is_signed_before_the_originals_are_printed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    mandat_id = written(desk.place, "Iris", "Original")
    ready(desk.place, mandat_id)
    page = open_step(desk, mandat_id, Step.SIGNATURE)
    assert isinstance(page, SigningPage)
    assert page.go_on.isHidden()
    click(page, "printOriginals")
    assert page.go_on.isHidden()  # seen, not printed
    done = paths(desk).done
    assert done is not None
    done("impression")
    assert not page.go_on.isHidden()
    page.signing_edited.emit("signatures", ("les_deux", "remis"))
    with monkeypatch.context() as broken:
        broken.setattr(signing, "hand_over", fail)
        page.go_on_asked.emit()
    assert overview.load(desk.place, mandat_id).mandat.etat is EtatMandat.SIGNE
    page.go_on_asked.emit()  # it is not signed twice
    assert overview.load(desk.place, mandat_id).mandat.etat is EtatMandat.ACTIF


@pytest.mark.obligation("S2-18")
def test_a_mandate_that_replaces_another_shows_the_papers_of_the_other(desk: Desk) -> None:
    place = desk.place
    older = written(place, "Rose", "Double")
    signed(place, older)
    personne = overview.load(place, older).personne
    assert personne is not None
    newer = drafting.begin(place)
    drafting.name_known(place, newer, personne)
    old = overview.load(place, older).mandat
    again = [
        drafting.new_line(place, one.portee, one.organisme, one.objet, one.canal, one.famille)
        for one in old.lignes
    ]
    first = old.lignes[0]
    other = drafting.new_line(place, Portee.DEMANDER, first.organisme, first.objet)
    drafting.write(place, newer, [*again, other], old.mode, old.duree)
    ready(place, newer)
    lines = open_step(desk, newer, Step.DEMARCHES)
    said = " ".join(one.text for one in lines.findChildren(Banner))
    assert said.count(f"Le mandat {old.reference}, en cours, a déjà cette ligne") == len(again)
    assert "C’est sa dernière\u00a0: ses données seront détruites." in said
    page = open_step(desk, newer, Step.SIGNATURE)
    assert isinstance(page, SigningPage)
    click(page, "printOriginals")
    done = paths(desk).done
    assert done is not None
    done("impression")
    page.signing_edited.emit("signatures", ("les_deux", "remis"))
    page.go_on_asked.emit()
    kind, ended, then, printed = ways(desk).last
    assert (kind, then, printed) == ("ended", newer, False)
    assert isinstance(ended, tuple)
    (over,) = ended
    assert isinstance(over, Ended)
    assert over.mandat.reference == old.reference
    assert [one.mandat.id for one in overview.of_person(place, personne.id)] == [newer]


@pytest.mark.obligation("S2-17")
def test_the_last_line_that_leads_home_destroys_the_data_the_same_day(desk: Desk) -> None:
    place = desk.place
    mandat_id = written(place, "Noé", "Abouti")
    signed(place, mandat_id)
    first, last = overview.load(place, mandat_id).mandat.lignes
    page = open_end(desk, mandat_id, (first.id,), by="reponse")
    assert not shown(page, "endAndDestroy")
    click(page, "endLines")
    page = open_end(desk, mandat_id, (last.id,), by="personne")
    assert shown(page, "endAndDestroy")
    page.end_asked.emit()
    assert ways(desk).last[0] == "ended"
    assert persons.find(place, "Abouti", everyone=True) == []
    (proof, *_) = overview.destroyed(place)
    assert proof.numero


def test_death_and_protection_end_a_whole_mandate_never_one_line(desk: Desk) -> None:
    mandat_id = written(desk.place, "Ida", "Partielle")
    signed(desk.place, mandat_id)
    line = overview.load(desk.place, mandat_id).mandat.lignes[0]
    for lines, count in (((line.id,), 2), ((), 4)):
        page = open_end(desk, mandat_id, lines)
        (choices,) = page.findChildren(QWidget, "fin")
        rows = choices.findChildren(QAbstractButton)
        assert len([one for one in rows if not one.isHidden()]) == count


def test_leaving_what_ended_without_its_paper_is_asked_about(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Question] = []
    monkeypatch.setattr(ended_page, "ask", lambda question, *_: asked.append(question))
    mandat_id = written(desk.place, "Léa", "Partie")
    signed(desk.place, mandat_id)
    over = ending.withdraw(desk.place, mandat_id, canal=CanalRetrait.ORAL)
    page = open_ended(desk, (over,), None)
    click(page, "leaveEnded")
    assert [one.confirm for one in asked] == ["Terminer sans elle"]
    assert paths(desk).last == ()
    click(page, "showWithdrawal-0")
    done = paths(desk).done
    assert done is not None
    done("impression")
    click(page, "leaveEnded")
    assert paths(desk).last == ("back",)


def test_a_certificate_in_a_file_alone_goes_with_the_data_and_is_asked_about(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[Question] = []
    monkeypatch.setattr(end_page, "ask", lambda question, *_: asked.append(question))
    place, file = desk.place, tmp_path / "retrait.pdf"
    mandat_id = written(place, "Rose", "Fichier")
    signed(place, mandat_id)
    page = open_end(desk, mandat_id, ())
    page.show()
    for code, value in (("fin", "retire"), ("canal", "oral")):
        page.edited.emit(code, (value,))
    click(page, "endNext")
    click(page, "showWithdrawal")
    done, paper = paths(desk).done, paths(desk).shown[-1]
    assert done is not None
    file.write_bytes(paper.content)
    done("enregistrement")  # as the paper's window does, which tracks the file too
    assert track_paper(place, paper, file)
    assert "est effacé avec les données" in seen(page)
    click(page, "endAndDestroy")
    assert asked[-1].text.startswith("L’attestation de fin n’est pas imprimée")
    done("impression")
    assert "Remettez-la à la personne." in seen(page)
    click(page, "endAndDestroy")
    assert not asked[-1].text.startswith("L’attestation de fin n’est pas imprimée")
    page.edited.emit("fin", ("renonce",))  # another end, another paper
    assert "Remettez-la à la personne." not in seen(page)
    page.edited.emit("fin", ("retire",))
    page.end_asked.emit()
    assert not file.exists()
    assert [one.kind for one in journal.read(place)[:3]].count("impression") == 1


def test_the_list_finds_by_name_or_number_and_names_nobody_who_is_gone(desk: Desk) -> None:
    mandat_id = written(desk.place, "Nina", "Trouvée")
    signed(desk.place, mandat_id)
    reference = overview.load(desk.place, mandat_id).mandat.reference
    page = open_mandats(desk)
    for typed in ("trou", "nina", reference.rpartition("-")[2].lower()):
        page.looked_for.emit(typed)
        assert page.search.suggestions.count() == 1, typed
    page.looked_for.emit("")
    ending.withdraw(desk.place, mandat_id, canal=CanalRetrait.ORAL)
    page.came.emit()
    page.looked_for.emit("trou")
    assert page.search.suggestions.count() == 0


def test_the_door_and_the_page_are_there_for_who_may_and_where_the_convention_has_mandates(
    place: Workplace,
) -> None:
    states: list[TodayState] = []

    class View:
        def show_state(self, state: TodayState) -> None:
            states.append(state)

    def doors(at: Workplace) -> tuple[Porte, ...]:
        AujourdhuiPresenter(View(), RUNNER, at, Paths())
        return states[-1].doors

    assert doors(place) == (Porte.AIDE_RAPIDE, Porte.MANDAT, Porte.ATELIER)
    assert {"mandats", "prescriptions"} & hidden_pages(place) == {"prescriptions"}
    stranger = replace(place.agent, id=type(place.agent.id)("inconnu"))
    assert Porte.MANDAT not in doors(replace(place, agent=stranger))
    without = replace(place.convention, mandat=None, carnets=None, portes=(Porte.DIAGNOSTIC,))
    elsewhere = replace(place, convention=without)
    assert Porte.MANDAT not in doors(elsewhere)
    assert hidden_pages(elsewhere) == {"mandats", "carnets"}


@pytest.mark.parametrize("days", [DureeMandat.SEMESTRE, DureeMandat.JOUR])
def test_a_mandate_signed_by_hand_takes_its_hours_from_the_paper(
    desk: Desk, days: DureeMandat
) -> None:
    place = desk.place
    mandat_id = written(place, "Yvon", "Carnet", number=f"S-K7QM2P-{days}", days=days)
    page = open_step(desk, mandat_id, Step.INFORMATION)
    assert isinstance(page, TellingPage)
    page.edited.emit("jour", ("hier",))
    page.told.emit("donnees")
    assert overview.load(place, mandat_id).mandat.explique == ()
    page.edited.emit("jour", ("20/11/2026",))
    page.edited.emit("heure", ("14:05",))
    for quoi in Explication:
        page.told.emit(quoi.value)
    seen = form_step(desk, mandat_id, Step.IDENTITE)
    seen.edited.emit("piece", ("passeport",))
    seen.edited.emit("valide", ("oui",))
    seen.go_on_asked.emit()
    last = open_step(desk, mandat_id, Step.SIGNATURE)
    assert isinstance(last, SigningPage)
    assert not shown(last, "printOriginals")
    last.edited.emit("lecture", ("lue_par_la_personne",))
    last.signing_edited.emit("heure", ("14:20",))
    last.signing_edited.emit("signatures", ("les_deux", "remis"))
    last.go_on_asked.emit()
    if days is DureeMandat.JOUR:  # signed on the 20th, entered on the 22nd
        assert paths(desk).messages[-1].startswith("C’est noté. Le terme de ce mandat est déjà")
        (proof,) = destroying.expire(place)
        assert proof.reference == "S-K7QM2P-1"
        return
    mandat = overview.load(place, mandat_id).mandat
    assert mandat.etat is EtatMandat.ACTIF
    paris = place.clock.zone()
    assert [one.at.astimezone(paris).strftime("%d %H:%M") for one in mandat.explique] == [
        "20 14:05"
    ] * 3
    assert mandat.signature is not None
    assert mandat.signature.at.astimezone(paris).strftime("%d %H:%M") == "20 14:20"
