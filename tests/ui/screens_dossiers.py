"""The screens of what follows an interview: diagnosis, papers, persons, prescriptions, sending."""

import atexit
import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.domain.entretien import Issue
from app.domain.identifiers import EntretienId
from app.domain.prescription import Prescription
from app.storage.rapports import Rapport
from app.storage.tranches import EtatTranche
from app.sync.outcomes import Outcome
from app.sync.protocol.answers import DecisionSens
from app.ui.dossiers.fold import Fold
from app.ui.pages.diagnostic import open_diagnostic
from app.ui.pages.diagnostic.person_screen import PersonScreen
from app.ui.pages.papiers import open_papiers
from app.ui.pages.personnes import open_dossier, open_personnes
from app.ui.pages.prescriptions import open_prescription, open_prescriptions
from app.ui.pages.synchroniser import open_synchroniser
from app.ui.pages.synchroniser.page import SynchroniserPage
from app.ui.pages.synchroniser.state import SyncState
from app.ui.shell.window import MainWindow
from app.ui.tasks import InlineRunner
from app.usecases.exchange import sending
from app.usecases.exchange.sending import Progress
from app.usecases.interview import deciding, papers
from app.usecases.people import persons
from app.usecases.workplace import Workplace
from tests.screens import screen
from tests.ui.paths import Paths
from tests.ui.screens_frame import workspace
from tests.ui.slices import kept_slice
from tests.ui.workplace import LOT_ET_GARONNE, STRASBOURG, add_colleague, as_agent, make_workplace
from tests.usecases.test_day import follow, interview
from tests.usecases.test_sending import Line

Make = Callable[[Workplace], QWidget]
RUNNER = InlineRunner()
NOT_SEEN = "screens never synchronise by themselves"


@cache
def _workplace(profile: str) -> Workplace:
    opened = make_workplace(Path(tempfile.mkdtemp(prefix="passerelle-ecrans-")) / "coffre", profile)
    atexit.register(opened.close)
    return opened


def _day() -> Workplace:
    return _workplace(STRASBOURG)


@cache
def _empty() -> Workplace:
    opened = make_workplace(Path(tempfile.mkdtemp(prefix="passerelle-ecrans-")) / "coffre")
    atexit.register(opened.close)
    return opened


def _on(place: Callable[[], Workplace], make: Make) -> Callable[[MainWindow], None]:
    def draw(window: MainWindow) -> None:
        page = make(place())
        workspace(window, QWidget()).open_task(page)

    return draw


@cache
def _at(person: str, nom: str, *, drop: str = "") -> EntretienId:
    """Return an interview that stands at the diagnosis; the answers `drop` were not given."""
    place = _day()
    entretien_id = interview(place, person, nom=nom)
    for question in drop.split():
        _forget(place, entretien_id, question)
    return entretien_id


def _forget(place: Workplace, entretien_id: EntretienId, question: str) -> None:
    from app.usecases.interview import interviewing  # noqa: PLC0415 - used here alone

    taken = interviewing.take(place, entretien_id)
    path = next(p for p in taken.questionnaire.form.by_path if p.endswith(f"/{question}"))
    interviewing.keep_answer(place, entretien_id, path, "", position=path)


def _diagnostic(person: str, nom: str, *, drop: str = "", steps: str = "") -> Make:
    def make(place: Workplace) -> QWidget:
        page = open_diagnostic(place, RUNNER, Paths(), _at(person, nom, drop=drop))
        if "u" in steps:  # unfold everything for the agent
            for fold in page.findChildren(Fold):
                fold.open_up()
        if "f" in steps:
            page.follow_asked.emit()
        if "o" in steps:
            page.otherwise_asked.emit()
        if "!" in steps:
            page.confirm_asked.emit()
        return page

    return make


screen("diagnostic", _on(_day, _diagnostic("X02", "Essaidi-Modèle")))
screen("diagnostic-suivi", _on(_day, _diagnostic("X01", "Exemplier", steps="f")))
screen("diagnostic-autre", _on(_day, _diagnostic("X02", "Essaidi-Modèle", steps="o!")))
screen("diagnostic-pour-vous", _on(_day, _diagnostic("X18", "Maquette", steps="u")))
screen("diagnostic-manque", _on(_day, _diagnostic("X05", "Marquise", drop="F4 F1")))


def _in_large(window: MainWindow) -> QWidget:
    place = _day()
    page = open_diagnostic(place, RUNNER, Paths(), _at("X01", "Exemplier"))
    workspace(window, QWidget()).open_task(page)
    shown = PersonScreen(page.said, window)
    shown.resize(window.size())
    shown.show()
    return shown


screen("diagnostic-en-grand", _in_large)


@cache
def _decided(person: str, nom: str, profile: str = STRASBOURG) -> EntretienId:
    place = _workplace(profile)
    entretien_id = interview(place, person, nom=nom)
    follow(place, entretien_id)
    return entretien_id


def _papers(person: str, nom: str, *, steps: str = "", profile: str = "") -> Make:
    def make(place: Workplace) -> QWidget:
        entretien_id = _decided(person, nom, profile) if profile else _decided(person, nom)
        page = open_papiers(place, RUNNER, Paths(), entretien_id)
        known = papers.papers_of(place, entretien_id)
        if "p" in steps:
            page.open_asked.emit(known[0].id)
            page.printed.emit("")
            page.signed.emit(known[1].id)
        if "v" in steps:
            page.open_asked.emit(known[-1].id)
        if "!" in steps:
            page.finish_asked.emit()
        return page

    return make


screen("papiers", _on(_day, _papers("X05", "Papillon-Exemple", steps="p")))
screen("papiers-apercu", _on(_day, _papers("X05", "Papillon-Exemple", steps="v")))
screen("papiers-sans-pass", _on(_day, _papers("X14", "Croquis", steps="!")))


@cache
def _sent() -> Workplace:
    """Return a workplace after a week: sent, decided, undone, one waiting."""
    place = make_workplace(Path(tempfile.mkdtemp(prefix="passerelle-ecrans-")) / "coffre")
    atexit.register(place.close)
    line = Line()
    line.activate(place)
    first, second = _prescribed(place, "X05", "Maquette"), _prescribed(place, "X02", "Fictif")
    line.run(place)
    line.departement.decide(first.id, DecisionSens.ACCEPTEE)
    line.departement.decide(second.id, DecisionSens.REFUSEE, motif="stock")
    line.run(place)
    third = _prescribed(place, "X07", "Marquise")
    if line.gateway is not None:
        line.gateway.breaks_with = [None, Outcome.COUPURE]
        line.gateway.after_arrival = True
    line.run(place)
    deciding.undo(place, _prescribed(place, "X10", "Brouillon").id)
    _prescribed(place, "X01", "Exemplier")
    assert third.reference.endswith("0003")
    colleague = as_agent(place, add_colleague(place))
    _prescribed(colleague, "X24", "Martinot-Modèle")
    return place


def _prescribed(place: Workplace, person: str, nom: str) -> Prescription:
    entretien_id = interview(place, person, nom=nom)
    made = follow(place, entretien_id).prescription
    assert made is not None
    deciding.finish(place, entretien_id, Issue.PRESCRIPTION)
    return made


def _person(nom: str, *, steps: str = "") -> Make:
    def make(place: Workplace) -> QWidget:
        found = persons.find(place, nom, everyone=True)[0].personne
        page = open_dossier(place, RUNNER, Paths(), found.id)
        if "c" in steps:
            page.correct_asked.emit()
        if "!" in steps:
            page.reason_given.emit()
        return page

    return make


def _everyone(place: Workplace) -> QWidget:
    page = open_personnes(place, RUNNER, Paths())
    page.everyone_asked.emit(True)
    return page


def _list(place: Workplace) -> QWidget:
    return open_prescriptions(place, RUNNER, Paths())


def _of(nom: str) -> Make:
    def make(place: Workplace) -> QWidget:
        found = persons.find(place, nom)[0].personne
        known = persons.open_record(place, found.id).prescriptions[0]
        return open_prescription(place, RUNNER, Paths(), known.prescription.id)

    return make


screen("personnes", _on(_sent, lambda place: open_personnes(place, RUNNER, Paths())))
screen("personnes-toutes", _on(_sent, _everyone))
screen("personnes-aucune", _on(_empty, lambda place: open_personnes(place, RUNNER, Paths())))
screen("dossier", _on(_sent, _person("Maquette")))
screen("dossier-correction", _on(_sent, _person("Maquette", steps="c")))
screen("dossier-collegue", _on(_sent, _person("Martinot", steps="!")))
screen("prescriptions", _on(_sent, _list))
screen("prescriptions-aucune", _on(_empty, _list))
screen("prescription-attente", _on(_sent, _of("Exemplier")))
screen("prescription-acceptee", _on(_sent, _of("Maquette")))
screen("prescription-refusee", _on(_sent, _of("Fictif")))
screen("prescription-coupure", _on(_sent, _of("Marquise")))


def _never(progress: Callable[[Progress], None], cancelled: Callable[[], bool]) -> Rapport:
    del progress, cancelled
    raise AssertionError(NOT_SEEN)


def _sync(*, report: bool = False) -> Make:
    def make(place: Workplace) -> QWidget:
        page = open_synchroniser(place, RUNNER, RUNNER, Paths(), _never)
        reports = sending.outbox_state(place).reports
        if report:
            page.report_opened.emit(str(reports[0].id))
        return page

    return make


def _with_slices(place: Workplace) -> QWidget:
    kept_slice(place, 3, first=481)
    kept_slice(place, 5, first=601, state=EtatTranche.A_RENDRE)
    return open_synchroniser(place, RUNNER, RUNNER, Paths(), _never)


def _running(window: MainWindow) -> None:
    page = SynchroniserPage()
    page.show_state(
        replace(
            SyncState(loaded=True, active=True, service="Service des Pass"),
            waiting="5\u00a0prescriptions à envoyer.",
            running=True,
            progress=Progress(sent=2, total=5, decisions=1),
        )
    )
    workspace(window, QWidget()).open_task(page)


screen("synchroniser", _on(_sent, _sync()))
screen("synchroniser-carnets", _on(_sent, _with_slices))
screen("synchroniser-rapport", _on(_sent, _sync(report=True)))
screen("synchroniser-en-cours", _running)
screen("synchroniser-non-active", _on(_empty, _sync()))
screen(
    "papiers-47",
    _on(
        lambda: _workplace(LOT_ET_GARONNE),
        _papers("X11", "Esquisse", profile=LOT_ET_GARONNE),
    ),
)
