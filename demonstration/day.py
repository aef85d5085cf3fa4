"""The day of an agent, played on the real window by keyboard, with pictures and papers kept."""

import shutil
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.bootstrap.options import Options
from app.bootstrap.program import Program
from app.usecases.exchange import sending
from app.usecases.interview import papers
from app.usecases.people import overview
from app.usecases.workplace import Workplace
from demonstration import first_hours, gestures, outing
from demonstration.departement import Departement
from demonstration.hand import Hand, Key
from demonstration.persons import examples
from demonstration.settings import (
    COLLEAGUE_PASSPHRASE,
    DOMINIQUE,
    NOTE,
    PASSPHRASE,
    PROFILE,
    STRUCTURE,
)
from demonstration.telling import Account

CONTROL = Qt.KeyboardModifier.ControlModifier


class Day:
    """Plays one day and tells it; everything is real but the persons."""

    def __init__(self, folder: Path, out: Path, application: QApplication) -> None:
        self._vault = folder / "coffre"
        self._pictures = out / "captures"
        self._papers = out / "papiers"
        self.account = Account(out)
        self._departement = Departement(folder / "departement", PROFILE)
        self._people = examples()
        self._program = Program(application, Options(data_dir=self._vault, note=NOTE))
        self._program.start()
        self._hand = Hand(self._program.window)
        self._number = 0

    def play(self) -> None:
        """Play the day from the first start to the decision of the Département."""
        with self._departement, ThreadPoolExecutor(max_workers=1) as beside:
            code = beside.submit(self._start_departement)
            self._first_hours(code)
            self._receive_simone()
            self._others()
            self._outing()
            self._colleague()
            self._evening()
        self._program.window.close()

    def _place(self) -> Workplace:
        session = self._program.session
        if session is None:
            raise RuntimeError("the vault is locked")
        return session.workplace

    # -- the morning --------------------------------------------------------------------------

    def _start_departement(self) -> str:
        """Prepare and start the service while the assistant is gone through; return a code."""
        code = self._departement.prepare(STRUCTURE.name, STRUCTURE.code)
        self._departement.start()
        return code

    def _first_hours(self, code: "Future[str]") -> None:
        hand = self._hand
        first_hours.install(hand, self._picture)
        self.account.say("Premier démarrage : coffre créé, feuille de secours vérifiée.")
        self._picture("aujourdhui-cloture")
        first_hours.put_in_force(hand)
        self._picture("reglages-avenant")
        self.account.say("La convention était à son terme : prise d’effet et avenant notés.")
        first_hours.add_colleague(hand)
        self._picture("reglages-collegues")
        made = code.result()
        first_hours.activate(hand, self._departement.url, made)
        self._picture("reglages-departement")
        self.account.say("Deux agents ont accès au poste, que le Département a activé.")
        hand.go_to("aujourdhui")
        hand.find("doorInterview")
        self._picture("aujourdhui")

    def _receive_simone(self) -> None:
        hand, person = self._hand, self._people["X01"]
        place = self._place()
        guide, convention = place.questionnaire.guide, place.convention
        gestures.receive(hand)
        self._picture("notice")
        gestures.give_notice(hand)
        self._picture("personne-recherche")
        gestures.enter_person(hand, person, convention)
        self._picture("questionnaire")
        gestures.answer(hand, person, guide, until=4)
        self._picture("questionnaire-suite")
        gestures.answer(hand, person, guide)
        gestures.end_questions(hand)
        hand.until(lambda: hand.shows("startExercise") or hand.shows("reviewAnswers"), "the advice")
        if hand.shows("startExercise"):
            self._picture("exercice")
            gestures.exercise(hand, person.simulation)
        hand.find("confirmDecision")
        self._picture("diagnostic")
        hand.push("agentDetails")
        self._picture("diagnostic-raisons")
        gestures.follow_advice(hand)
        self._picture("papiers")
        known = overview.listing(place)[0]
        self._keep_papers()
        gestures.finish(hand)
        self.account.prescribed(known.prescription.reference)

    def _keep_papers(self) -> None:
        """Keep the four papers as PDF, as « Enregistrer sous » does."""
        place = self._place()
        prescription = overview.listing(place)[0].prescription
        self._papers.mkdir(parents=True, exist_ok=True)
        for paper in papers.papers_of(place, prescription.entretien_id):
            made = papers.produce(place, paper.id)
            (self._papers / made.file_name).write_bytes(made.content)
            self.account.paper(made.title, made.file_name)

    def _others(self) -> None:
        """Receive somebody who leaves in the middle, and two others."""
        hand = self._hand
        place = self._place()
        guide, convention = place.questionnaire.guide, place.convention
        for code in ("X02", "X16"):
            gestures.interview(hand, self._people[code], guide, convention)
            self._picture(f"diagnostic-{code.lower()}")
            gestures.follow_advice(hand)
            gestures.finish(hand)
        gestures.interview(hand, self._people["X23"], guide, convention)
        self._picture("diagnostic-incomplet")
        gestures.on_hold(hand)
        self._picture("aujourdhui-a-finir")
        self.account.say(
            "Trois personnes ont reçu une prescription ; une quatrième, partie trop tôt, attend."
        )

    def _outing(self) -> None:
        """Begin to type two questionnaires that were filled in on paper."""
        hand, people = self._hand, self._people
        guide = self._place().questionnaire.guide
        outing.type_two(hand, people["X02"], people["X16"], guide)
        self._picture("questionnaires-papier")
        outing.leave(hand)
        self.account.say("Deux questionnaires remplis sur papier sont en cours de saisie.")

    def _colleague(self) -> None:
        """Lock, and let the colleague open her own session."""
        hand = self._hand
        hand.press(Key.Key_F12)
        self._picture("ecran-masque")
        hand.press(Key.Key_F12)
        hand.press(Key.Key_L, CONTROL)
        hand.find("passphrase")
        self._picture("ouverture")
        gestures.unlock(hand, COLLEAGUE_PASSPHRASE, agent=DOMINIQUE.prenom)
        hand.go_to("personnes")
        self._picture("personnes-collegue")
        hand.press(Key.Key_L, CONTROL)
        gestures.unlock(hand, PASSPHRASE, agent="Camille")
        self.account.say("Dominique a ouvert sa session et n’y voit que ses personnes.")

    # -- the evening --------------------------------------------------------------------------

    def _evening(self) -> None:
        hand = self._hand
        place = self._place()
        hand.go_to("synchroniser")
        hand.find("synchronise")
        self._picture("synchroniser-avant")
        self._run()
        self._picture("synchroniser-apres")
        listed = overview.listing(place)
        for known in reversed(listed):
            self.account.acknowledged(known.prescription.reference, known.suivi.value)
        first, *others = [known.prescription for known in reversed(listed)]
        self._departement.decide(first.id, accept=True)
        self._departement.decide(others[0].id, accept=False, motif="stock")
        hand.go_to("synchroniser")
        self._run()
        for known in reversed(overview.listing(place)):
            if known.decision is not None:
                self.account.decided(known.prescription.reference, known.decision, place.convention)
        hand.go_to("prescriptions")
        hand.see(first.reference)
        self._picture("prescriptions")
        hand.go_to("aujourdhui")
        hand.see("Dernières réponses")
        self._picture("aujourdhui-soir")

    def _run(self) -> None:
        """Press « Synchroniser » and wait until the durable report says that the run has ended."""
        place = self._place()
        before = len(sending.outbox_state(place, reports=100).reports)

        def ended() -> bool:
            reports = sending.outbox_state(place, reports=100).reports
            return len(reports) > before and reports[0].finished_at is not None

        self._hand.push("synchronise")
        self._hand.until(ended, "the end of the synchronisation")
        self._hand.find("synchronise")
        self._hand.settle()

    def _picture(self, name: str) -> None:
        self._number += 1
        file = self._pictures / f"{self._number:02}-{name}.png"
        self._hand.photograph(file)
        self.account.picture(file.name)


def play(folder: Path, out: Path) -> Account:
    """Play the day in `folder`, made anew, and leave pictures, papers and account in `out`."""
    for place in (folder, out):
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
    application = QApplication([])
    day = Day(folder, out, application)
    day.play()
    day.account.close()
    return day.account
