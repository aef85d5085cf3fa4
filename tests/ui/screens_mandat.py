"""The screens of mandates: each step of taking one, the list, one of them, its end."""

import atexit
import tempfile
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.bootstrap.mandate_person import open_person
from app.domain.entretien import LectureNotice
from app.domain.identifiers import MandatId
from app.domain.mandat import LectureFaite, Mandant
from app.domain.mandat_listes import (
    CanalMandat,
    CanalRetrait,
    DureeMandat,
    Explication,
    Famille,
    Mode,
    NatureActe,
    Piece,
    Portee,
    Resultat,
)
from app.domain.personne import AdressePostale
from app.ui.pages.aujourdhui import open_aujourdhui
from app.ui.pages.mandats import open_end, open_ended, open_mandat, open_mandats
from app.ui.pages.mandats.prise import open_step
from app.ui.pages.mandats.prise.desk import Desk
from app.ui.pages.mandats.prise.form_page import FormStep
from app.ui.pages.mandats.prise.lines_page import LinesPage
from app.ui.pages.mandats.prise.steps import Step
from app.ui.pages.mandats.state import Asking
from app.ui.shell.window import MainWindow
from app.ui.tasks import InlineRunner
from app.usecases.mandats import (
    acting,
    drafting,
    ending,
    identity,
    informing,
    overview,
    papers,
    signing,
)
from app.usecases.people.persons import Typed
from app.usecases.workplace import Workplace
from tests.screens import screen, settle
from tests.ui.mandate_ways import Ways
from tests.ui.paths import Paths
from tests.ui.screens_frame import workspace
from tests.ui.workplace import CONFLENT, WallClock, make_workplace

RUNNER = InlineRunner()
_HOME = AdressePostale(
    voie="12 rue de l’Exemple", code_postal="66500", commune="Prades", code_insee="66149"
)


def _new() -> Workplace:
    folder = Path(tempfile.mkdtemp(prefix="passerelle-ecrans-")) / "coffre"
    opened = make_workplace(folder, CONFLENT, WallClock())
    atexit.register(opened.close)
    return opened


def draft(place: Workplace, prenom: str, nom: str, *, number: str = "") -> MandatId:
    """Begin a mandate with a new person; `number` is that of a blank signed by hand."""
    mandat_id = drafting.begin(place, reference=number)
    typed = Typed(civilite="", nom=nom, prenom=prenom, tranche_age="", adresse=_HOME)
    drafting.name_new(place, mandat_id, typed)
    return mandat_id


def written(
    place: Workplace,
    prenom: str,
    nom: str,
    *,
    days: DureeMandat = DureeMandat.SEMESTRE,
    number: str = "",
) -> MandatId:
    """Draft a mandate with a line of each kind."""
    mandat_id = draft(place, prenom, nom, number=number)
    lines = (
        drafting.new_line(
            place,
            Portee.FAIRE,
            "CAF des Pyrénées-Orientales",
            "Actualiser ma situation et déclarer mes ressources",
            CanalMandat.EN_LIGNE,
            Famille.SOCIAL_SANTE,
        ),
        drafting.new_line(place, Portee.DEMANDER, "CARSAT (retraite)", "Relevé de carrière"),
    )
    drafting.write(place, mandat_id, lines, Mode.A_DISTANCE, days)
    return mandat_id


def ready(place: Workplace, mandat_id: MandatId) -> None:
    """Inform, look at a proof of identity, have it read: it can be printed."""
    for quoi in Explication:
        informing.explain(place, mandat_id, quoi)
    personne = overview.load(place, mandat_id).personne
    assert personne is not None
    drafting.name_known(place, mandat_id, personne, Mandant(nom_usage="Exemplaire"))
    identity.check(place, mandat_id, Piece.CNI, en_cours_de_validite=True)
    identity.declare(place, mandat_id, LectureFaite(maniere=LectureNotice.A_VOIX_HAUTE))


def signed(place: Workplace, mandat_id: MandatId) -> None:
    """Print, sign, hand over: it runs."""
    ready(place, mandat_id)
    papers.originals(place, mandat_id)
    both = signing.Signed(lieu="Vinça", par_le_mandant=True, par_le_mandataire=True)
    signing.sign(place, mandat_id, both)
    signing.hand_over(place, mandat_id)


@cache
def _place() -> tuple[Workplace, dict[str, MandatId]]:
    place = _new()
    clock = place.clock
    assert isinstance(clock, WallClock)
    clock.go_on(days=-25)
    early = written(place, "Paul", "Croquis", days=DureeMandat.MOIS)
    signed(place, early)
    clock.go_on(days=25)
    known = {
        "soon": early,
        "named": draft(place, "Simone", "Maquette"),
        "written": written(place, "Lucienne", "Esquisse"),
        "told": written(place, "Maria", "Figure"),
        "ready": written(place, "Ana", "Modèle"),
        "running": written(place, "Odette", "Exemplier"),
        "gone": written(place, "Zoé", "Rature"),
    }
    for quoi in (Explication.DONNEES, Explication.DROITS):
        informing.explain(place, known["told"], quoi)
    ready(place, known["ready"])
    papers.originals(place, known["ready"])
    for name in ("running", "gone"):
        signed(place, known[name])
    first, second = overview.load(place, known["running"]).mandat.lignes
    acting.act(place, known["running"], first.id, NatureActe.DECLARATION, Resultat.EN_ATTENTE)
    acting.act(place, known["running"], first.id, NatureActe.CONSULTATION, Resultat.FAIT)
    acting.act(place, known["running"], second.id, NatureActe.DEMANDE, Resultat.REPONSE_FAVORABLE)
    acting.told(place, known["running"], overview.load(place, known["running"]).actes[1].id)
    ending.withdraw(place, known["gone"], canal=CanalRetrait.ORAL)
    return place, known


def _desk() -> Desk:
    return Desk(_place()[0], RUNNER, Paths(), Ways())


def _open(window: MainWindow, page: QWidget) -> None:
    workspace(window, QWidget(), mandates=True).open_task(page)
    settle()


def _step(window: MainWindow, name: str, step: Step) -> QWidget:
    page = open_step(_desk(), _place()[1][name], step)
    _open(window, page)
    return page


def _drawn(window: MainWindow, name: str, step: Step) -> None:
    _step(window, name, step)


def _person(window: MainWindow) -> None:
    page = open_person(_desk())
    _open(window, page)
    page.search_changed.emit("esq")
    settle()


def _blocked(window: MainWindow) -> None:
    page = _step(window, "named", Step.CAPACITE)
    assert isinstance(page, FormStep)
    page.edited.emit("majeure", ("oui",))
    page.edited.emit("mesure", ("curatelle",))
    settle()


def _line_form(window: MainWindow) -> None:
    page = _step(window, "written", Step.DEMARCHES)
    assert isinstance(page, LinesPage)
    page.add_asked.emit("faire")
    page.edited.emit("famille", ("social_sante",))
    page.kept.emit()
    settle()


def _removed(window: MainWindow) -> None:
    place, known = _place()
    page = _step(window, "written", Step.DEMARCHES)
    assert isinstance(page, LinesPage)
    before = overview.load(place, known["written"]).mandat
    page.remove_asked.emit(before.lignes[1].id)
    settle()
    drafting.write(place, before.id, before.lignes, before.mode, before.duree, before.forme)


def _terms(window: MainWindow) -> None:
    page = _step(window, "written", Step.DUREE)
    assert isinstance(page, FormStep)
    page.edited.emit("mode", ("a_distance",))
    page.edited.emit("duree", ("182",))
    settle()


def _list(window: MainWindow, *, empty: bool = False) -> None:
    desk = replace(_desk(), place=_new()) if empty else _desk()
    workspace(window, open_mandats(desk), mandates=True).go_to("mandats")
    settle()


def _one(window: MainWindow, asking: Asking = Asking.NOTHING) -> None:
    place, known = _place()
    page = open_mandat(_desk(), known["running"])
    _open(window, page)
    if asking is not Asking.NOTHING:
        page.asked.emit(asking, overview.load(place, known["running"]).mandat.lignes[0].id)
        settle()


def _end(window: MainWindow, *, confirming: bool) -> None:
    page = open_end(_desk(), _place()[1]["running"], ())
    _open(window, page)
    page.edited.emit("fin", ("retire",))
    if confirming:
        page.edited.emit("canal", ("oral",))
        page.go_on_asked.emit()
    settle()


def _ended(window: MainWindow) -> None:
    place = _new()
    mandat_id = written(place, "Odette", "Exemplier")
    signed(place, mandat_id)
    over = ending.withdraw(place, mandat_id, canal=CanalRetrait.ORAL)
    _open(window, open_ended(replace(_desk(), place=place), (over,), None))


def _today(window: MainWindow) -> None:
    page = open_aujourdhui(_place()[0], RUNNER, Paths())
    workspace(window, page, mandates=True).go_to("aujourdhui")
    settle()


screen("mandat-0-aujourdhui", _today)
screen("mandat-1-personne", _person)
screen("mandat-2-peut-signer", partial(_drawn, name="named", step=Step.CAPACITE))
screen("mandat-2-bloque", _blocked)
screen("mandat-3-demarches", _removed)
screen("mandat-3-une-ligne", _line_form)
screen("mandat-4-duree", _terms)
screen("mandat-5-information", partial(_drawn, name="told", step=Step.INFORMATION))
screen("mandat-6-identite", partial(_drawn, name="told", step=Step.IDENTITE))
screen("mandat-7-signature", partial(_drawn, name="ready", step=Step.SIGNATURE))
screen("mandats-1-liste", _list)
screen("mandats-1-liste-vide", lambda w: _list(w, empty=True))
screen("mandats-2-un", _one)
screen("mandats-2-un-acte", lambda w: _one(w, Asking.ACT))
screen("mandats-3-fin", lambda w: _end(w, confirming=False))
screen("mandats-4-confirmer", lambda w: _end(w, confirming=True))
screen("mandats-5-termine", _ended)
