"""From the interview to the decision, on a real workplace and the platform behind HTTP."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from app.domain.demarche import Demarche
from app.domain.dossier import EtatDossier
from app.domain.entretien import Canal, Choix
from app.domain.identifiers import PrescriptionId
from app.domain.prescription import MotifRetrait, Prescription, Sens, Suivi
from app.storage import effacement, outbox
from app.storage.rapports import EtatRapport, Rapport
from app.sync.demarches.body import KnowsCommune
from app.sync.demarches.gateway import DemarchesSimplifiees
from app.sync.demarches.ledger import Ledger
from app.sync.gateway import Gateway
from app.sync.line import Surroundings
from app.usecases.demarches_simplifiees import demarches, demarches_check
from app.usecases.demarches_simplifiees.demarches import DossierGoneError, NotSentAgainError
from app.usecases.demarches_simplifiees.demarches_words import fault_words
from app.usecases.exchange import revising, sending
from app.usecases.exchange.activating import NotActivatedError
from app.usecases.exchange.revising import NotRevisableError
from app.usecases.interview import deciding, receiving
from app.usecases.interview.deciding import Decided
from app.usecases.people import overview, persons
from app.usecases.workplace import Workplace
from tests.demarches_simplifiees import example
from tests.demarches_simplifiees.bench import AGENT, Laptop
from tests.ui.examples import came_to_the_decision
from tests.ui.workplace import STRASBOURG, MakeWorkplace, WallClock, new_workplace
from tests.usecases.test_day import ILLKIRCH, consent, typed

__all__ = ["new_workplace"]  # a fixture


def nowhere(*_: object) -> Gateway:
    raise AssertionError("the Département's own service is not this convention's way")


@dataclass
class Day:
    """A worker's laptop whose convention sends to the platform."""

    place: Workplace
    clock: WallClock
    laptop: Laptop

    def open_form(
        self,
        demarche: Demarche,
        ledger: Ledger,
        knows: KnowsCommune,
        cancelled: Callable[[], bool],
    ) -> Gateway:
        return DemarchesSimplifiees(
            demarche,
            ledger=ledger,
            clock=self.clock,
            pace=self.laptop.pace,
            surroundings=Surroundings(cancelled=cancelled),
            knows_commune=knows,
        )

    def run(self, *, cancelled: Callable[[], bool] = lambda: False) -> Rapport:
        gateway = demarches.way(self.place, nowhere, self.open_form, cancelled=cancelled)
        return sending.synchronise(
            self.place, gateway, progress=lambda _: None, cancelled=cancelled
        )

    def go_on(self, **duration: float) -> None:
        self.clock.go_on(**duration)
        self.laptop.platform.go_on(**duration)

    def suivi(self, prescription: Prescription) -> Suivi:
        return overview.detail(self.place, prescription.id).known.suivi

    def etat(self, prescription: Prescription) -> EtatDossier | None:
        found = demarches.dossier_of(self.place, prescription.id)
        return found.etat if found else None


@pytest.fixture
def day(new_workplace: MakeWorkplace, laptop: Laptop) -> Day:
    clock = WallClock()
    laptop.platform.now = clock.at
    place = new_workplace(STRASBOURG, clock)
    origin = laptop.site.origin
    convention = example.convention(origin, STRASBOURG)
    return Day(replace(place, convention=convention), clock, laptop)


def prescribe(day: Day, nom: str = "Exemplier") -> Prescription:
    made = decide(day, nom).prescription
    assert made is not None
    return made


def decide(day: Day, nom: str = "Exemplier") -> Decided:
    """Prescribe without asking the questions: the form takes nothing of the answers."""
    place = day.place
    entretien = receiving.receive(place, Canal.SUR_PLACE)
    receiving.record_consent(place, entretien.id, consent(place))
    persons.register(place, entretien.id, typed(nom))
    came_to_the_decision(place, entretien.id)
    choix = Choix(service="assistance", carnets=1, advised="assistance")
    return deciding.decide(place, entretien.id, choix)


def codes(report: Rapport) -> list[str]:
    return [item.code for item in report.items]


def test_a_prescription_is_prepared_deposited_by_hand_followed_and_decided(day: Day) -> None:
    prescription = prescribe(day)
    report = day.run()
    assert (report.state, codes(report)) == (EtatRapport.REUSSIE, ["a_deposer"])
    assert day.suivi(prescription) is Suivi.REMISE  # never shown as received
    (waiting,) = demarches.to_deposit(day.place)
    assert waiting.known.prescription.id == prescription.id
    assert waiting.before is not None
    assert (waiting.before - day.clock.at).total_seconds() == 4.5 * 86400

    url = demarches.open_dossier(day.place, prescription.id)
    day.laptop.platform.claim(url.rpartition("prefill_token=")[2], AGENT)
    assert codes(day.run()) == ["reprise"]
    (waiting,) = demarches.to_deposit(day.place)
    assert waiting.before is None

    (draft,) = day.laptop.drafts(prescription.id)
    day.laptop.platform.deposit(draft)
    assert codes(day.run()) == ["accusee"]
    assert day.suivi(prescription) is Suivi.ACCUSEE
    assert not demarches.to_deposit(day.place)

    day.laptop.platform.decide(draft, "accepte")
    report = day.run()
    assert (report.state, report.decisions, codes(report)) == (EtatRapport.REUSSIE, 1, [])
    decision = overview.detail(day.place, prescription.id).known.decision
    assert decision is not None
    assert (decision.sens, decision.decided_on) == (Sens.ACCEPTEE, day.clock.today())
    assert day.run().decisions == 0
    kinds = [event.kind for event in overview.detail(day.place, prescription.id).history]
    assert [kind for kind in kinds if kind.startswith("dossier_")] == [
        "dossier_prerempli",
        "dossier_ouvert",
        "dossier_brouillon",
        "dossier_en_construction",
        "dossier_accepte",
    ]


def test_the_first_to_expire_stands_first_and_an_expired_one_is_made_again(day: Day) -> None:
    first = prescribe(day)
    day.run()
    day.go_on(days=2)
    second = prescribe(day, "Maquette")
    day.run()
    order = [one.known.prescription.id for one in demarches.to_deposit(day.place)]
    assert order == [first.id, second.id]
    day.go_on(days=4)
    assert codes(day.run()) == ["a_deposer", "a_deposer"]
    assert [one.known.prescription.id for one in demarches.to_deposit(day.place)] == [
        second.id,
        first.id,
    ]


def test_what_the_form_would_not_take_is_said_at_the_interview_and_goes_once_corrected(
    day: Day,
) -> None:
    prescription = prescribe(day)
    found = persons.find(day.place, "exempl")[0].personne
    persons.correct(day.place, replace(found, adresse=replace(ILLKIRCH, code_insee="67482")))
    assert day.suivi(prescription) is Suivi.A_CORRIGER
    faults = demarches_check.faults_of(day.place, prescription.id)
    assert [fault_words(fault) for fault in faults] == [
        "«\u00a0Commune\u00a0»\u00a0: la démarche ne reconnaît pas cette valeur"
    ]
    other = prescribe(day, "Maquette")
    assert codes(day.run()) == ["a_deposer"]  # the other one: nothing is held back
    assert day.etat(other) is EtatDossier.PREREMPLI
    persons.correct(day.place, replace(found, adresse=ILLKIRCH))
    day.run()
    assert day.etat(prescription) is EtatDossier.PREREMPLI
    assert not demarches_check.faults_of(day.place, prescription.id)


def test_a_service_that_the_form_does_not_know_is_set_aside_when_it_is_decided(day: Day) -> None:
    text = example.text(day.laptop.site.origin, STRASBOURG)
    shorter = text.replace('assistance = "Assistance", ', "")
    assert shorter != text
    day.place = replace(day.place, convention=example.parsed(shorter, STRASBOURG))
    decided = decide(day)
    assert decided.to_correct == (
        "«\u00a0Service prescrit\u00a0»\u00a0: la démarche n’a pas ce choix",
    )
    assert decided.prescription is not None
    assert day.suivi(decided.prescription) is Suivi.A_CORRIGER
    assert codes(day.run()) == []


def test_erasing_the_person_leaves_the_number_to_remove_there_and_nothing_else(day: Day) -> None:
    prescription = prescribe(day)
    day.run()
    (draft,) = day.laptop.drafts(prescription.id)
    day.laptop.deposit(draft)
    day.run()
    personne = persons.find(day.place, "exempl")[0].personne
    assert effacement.effacer_pour_de_bon(day.place.database, personne.id)
    (left,) = demarches.to_remove(day.place)
    assert (left.numero, left.jeton, left.url) == (draft.number, "", "")
    report = day.run()
    assert (report.state, codes(report)) == (EtatRapport.PARTIELLE, ["a_retirer"])
    demarches.note_removed(day.place, prescription.id)
    assert not demarches.to_remove(day.place)
    assert codes(day.run()) == []


def test_erasing_the_person_before_anybody_took_the_draft_asks_for_nothing(day: Day) -> None:
    prescription = prescribe(day)
    day.run()
    personne = persons.find(day.place, "exempl")[0].personne
    effacement.effacer_pour_de_bon(day.place.database, personne.id)
    assert codes(day.run()) == ["rien_a_retirer"]
    assert not demarches.to_remove(day.place)
    with day.place.database.reading() as session:
        assert not outbox.of_item(session, prescription.id)


def test_what_left_is_corrected_and_withdrawn_there_and_not_from_here(day: Day) -> None:
    prescription = prescribe(day)
    day.run()
    with pytest.raises(NotRevisableError):
        revising.withdraw(day.place, prescription.id, MotifRetrait.RENONCEMENT)


def test_only_a_person_sends_again_what_vanished_after_somebody_took_it(day: Day) -> None:
    prescription = prescribe(day)
    with pytest.raises(NotSentAgainError):
        demarches.send_again(day.place, prescription.id)
    day.run()
    (draft,) = day.laptop.drafts(prescription.id)
    day.laptop.deposit(draft)
    day.run()
    day.laptop.platform.hide(draft)
    day.run()
    assert day.etat(prescription) is EtatDossier.RETIRE
    with pytest.raises(DossierGoneError):
        demarches.open_dossier(day.place, prescription.id)
    demarches.send_again(day.place, prescription.id)
    assert codes(day.run()) == ["a_deposer"]
    with pytest.raises(NotSentAgainError):
        demarches.send_again(day.place, prescription.id)
    draft.hidden = False  # taken out of the bin there within two weeks
    day.laptop.deposit(day.laptop.drafts(prescription.id)[1])
    assert codes(day.run())[:1] == ["doublon"]


def test_a_run_cancelled_between_two_drafts_goes_on_next_time(day: Day) -> None:
    for nom in ("Un", "Deux", "Trois"):
        prescribe(day, nom)
    report = day.run(cancelled=lambda: day.laptop.site.wire.posts >= 2)
    assert report.state is EtatRapport.INTERROMPUE
    assert day.laptop.site.wire.posts == 2
    assert codes(day.run()) == ["a_deposer"] * 3
    assert len(day.laptop.platform.dossiers) == 3


def test_a_closed_form_keeps_everything_here(day: Day) -> None:
    prescription = prescribe(day)
    day.laptop.platform.demarches[example.NUMBER].state = "depubliee"
    report = day.run()
    assert (report.state, report.code) == (EtatRapport.ECHOUEE, "campagne_fermee")
    assert day.etat(prescription) is None


def test_a_convention_without_a_form_goes_to_its_own_service(
    new_workplace: MakeWorkplace,
) -> None:
    def no_form(*_: object) -> Gateway:
        raise AssertionError

    with pytest.raises(NotActivatedError):
        demarches.way(new_workplace(), nowhere, no_form, cancelled=lambda: False)


def test_nobody_opens_the_dossier_of_an_unknown_prescription(day: Day) -> None:
    with pytest.raises(DossierGoneError):
        demarches.open_dossier(day.place, PrescriptionId("inconnue"))
