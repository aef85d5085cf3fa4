"""The motive of a refusal, from the platform through the Département's service to the worker."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from app.department.keys import ServiceKeys, make_keys
from app.domain.identifiers import PrescriptionId
from app.domain.prescription import Decision, Prescription, Sens
from app.storage import effacement, reponses_relayees
from app.storage.rapports import EtatRapport, Rapport
from app.sync.department_service import DepartmentService
from app.sync.gateway import Gateway
from app.sync.keys import DeviceKeys, Link
from app.sync.line import Surroundings
from app.usecases.demarches_simplifiees import demarches
from app.usecases.demarches_simplifiees.relayed import relay_of, settled
from app.usecases.exchange import activating, sending
from app.usecases.exchange.activating import gateway_of
from app.usecases.people import overview, persons
from tests.demarches_simplifiees import example
from tests.demarches_simplifiees.bench import Laptop
from tests.demarches_simplifiees.test_whole_way import Day, nowhere, prescribe
from tests.department.demarches import Relay
from tests.department.serving import served
from tests.department.support import Departement
from tests.ui.workplace import CCAS, STRASBOURG, MakeWorkplace, WallClock, new_workplace

__all__ = ["new_workplace"]  # a fixture
NOBODY = "http://127.0.0.1:9"


@dataclass
class Days(Day):
    """A day on which the laptop also asks the service that reads the motives."""

    relay: Relay
    address: str = ""

    def connect(self, address: str, keys: DeviceKeys, link: Link | None) -> Gateway:
        return DepartmentService(
            address, keys=keys, link=link, now=self.clock.now, surroundings=Surroundings()
        )

    def activate(self) -> None:
        code = self.relay.departement.code(self.place.structure.code).text()
        activating.activate(self.place, self.address, code, self.connect)

    def both(self, relay: Gateway | None = None) -> Rapport:
        self.relay.departement.clock.at = self.clock.at
        gateway = demarches.way(self.place, nowhere, self.open_form, cancelled=lambda: False)
        return sending.synchronise(
            self.place,
            gateway,
            progress=lambda _: None,
            cancelled=lambda: False,
            relay=relay or relay_of(self.place, self.connect),
        )

    def unreachable(self) -> Gateway:
        """Return the way to a service that does not run."""
        return gateway_of(self.place, lambda _, keys, link: self.connect(NOBODY, keys, link))

    def deposit(self, prescription: Prescription) -> None:
        (draft,) = self.laptop.drafts(prescription.id)
        self.laptop.deposit(draft)

    def decide(self, prescription: Prescription, state: str, motivation: str) -> None:
        (draft,) = self.laptop.drafts(prescription.id)
        self.laptop.platform.decide(draft, state, motivation)

    def read(self) -> int:
        return self.relay.read().relayed

    def told(self, prescription: Prescription) -> tuple[Sens, str, str] | None:
        found = overview.detail(self.place, prescription.id).known.decision
        return None if found is None else (found.sens, found.motif, found.message)

    def history(self, prescription: Prescription) -> list[str]:
        kinds = [event.kind for event in overview.detail(self.place, prescription.id).history]
        return [kind for kind in kinds if kind in {"acceptee", "refusee", "decision_precisee"}]


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ServiceKeys]:
    """A closed service that knows the structure, to copy: migrations run once."""
    folder, keys = tmp_path_factory.mktemp("service"), make_keys(WallClock().at)
    made = Departement.open(folder, keys)
    made.add_structure(CCAS.code, CCAS.name)
    made.close()
    return folder, keys


@pytest.fixture
def day(
    new_workplace: MakeWorkplace,
    laptop: Laptop,
    tmp_path: Path,
    first: tuple[Path, ServiceKeys],
) -> Iterator[Days]:
    clock = WallClock()
    laptop.platform.now = clock.at
    place = new_workplace(STRASBOURG, clock)
    place = replace(place, convention=example.convention(laptop.site.origin, STRASBOURG))
    folder, keys = first
    shutil.copytree(folder, tmp_path / "service")
    departement = Departement.open(tmp_path / "service", keys)
    relay = Relay(departement, laptop.site)
    relay.give_token()
    with served(departement) as (host, port):
        made = Days(place, clock, laptop, relay, f"http://{host}:{port}")
        made.activate()
        yield made
    departement.close()


REFUSED = (Sens.REFUSEE, "stock", "revenez en avril")


def test_the_motive_comes_after_the_state_and_is_one_decision(day: Days) -> None:
    prescription = prescribe(day)
    day.both()
    day.deposit(prescription)
    day.decide(prescription, "refuse", "Rupture du stock de Pass numériques : revenez en avril")
    assert day.both().decisions == 1
    assert day.told(prescription) == (Sens.REFUSEE, "", "")
    assert day.read() == 1
    assert day.both().decisions == 1
    assert day.told(prescription) == REFUSED
    for _ in range(2):  # the state is told again by the platform: the motive stays
        day.go_on(minutes=5)
        assert day.both().decisions == 0
    other = prescribe(day, "Maquette")
    day.both()
    day.deposit(other)
    day.decide(other, "accepte", "")
    assert day.both().decisions == 1
    assert day.told(prescription) == REFUSED
    assert day.history(prescription) == ["refusee", "decision_precisee"]


def test_the_motive_comes_first_and_the_platform_adds_nothing(day: Days) -> None:
    prescription = prescribe(day)
    day.both()
    day.deposit(prescription)
    day.decide(prescription, "sans_suite", "stock")
    assert day.read() == 1
    day.laptop.platform.demarches[example.NUMBER].state = "close"  # the campaign is over
    report = day.both()
    assert (report.state, report.code, report.decisions) == (
        EtatRapport.PARTIELLE,
        "campagne_fermee",
        1,
    )
    words = "Classé sans suite sur Démarches simplifiées."
    assert day.told(prescription) == (Sens.REFUSEE, "stock", words)
    day.laptop.platform.demarches[example.NUMBER].state = "publiee"
    assert day.both().decisions == 0
    assert day.told(prescription) == (Sens.REFUSEE, "stock", words)
    assert day.history(prescription) == ["refusee"]


def test_a_decision_changed_there_is_not_undone_by_older_words(day: Days) -> None:
    prescription = prescribe(day)
    day.both()
    day.deposit(prescription)
    day.decide(prescription, "refuse", "stock")
    assert day.read() == 1
    day.go_on(days=1)
    day.decide(prescription, "accepte", "finalement oui")
    day.both()  # the platform tells the acceptance, the service still the refusal
    assert day.told(prescription) == (Sens.ACCEPTEE, "", "")
    assert day.read() == 1
    day.both()
    assert day.told(prescription) == (Sens.ACCEPTEE, "", "finalement oui")


def test_a_service_that_does_not_answer_costs_the_motives_alone(day: Days) -> None:
    prescription = prescribe(day)
    report = day.both(day.unreachable())
    assert report.state is EtatRapport.PARTIELLE
    assert [(one.item_id, one.code) for one in report.items] == [
        (prescription.id, "a_deposer"),
        ("", "motifs_en_attente"),
    ]


def test_the_words_go_with_the_person(day: Days) -> None:
    prescription = prescribe(day)
    day.both()
    day.deposit(prescription)
    day.decide(prescription, "refuse", "Madame Exemplier a déjà un carnet")
    day.read()
    day.both()
    personne = persons.find(day.place, "exempl")[0].personne
    assert effacement.effacer_pour_de_bon(day.place.database, personne.id)
    with day.place.database.reading() as session:
        assert reponses_relayees.load(session, prescription.id) is None
    assert day.both().decisions == 0


def test_of_two_words_the_later_day_stands_else_the_platforms() -> None:
    item = PrescriptionId("01935a6e-7b00-7abc-8def-000000000001")
    there = Decision(prescription_id=item, sens=Sens.ACCEPTEE, decided_on=date(2026, 11, 23))
    refused = replace(there, sens=Sens.REFUSEE, motif="stock")
    assert settled(there, None) == there
    assert settled(there, replace(there, message="oui")) == replace(there, message="oui")
    assert settled(there, refused) == there
    assert settled(there, replace(refused, decided_on=date(2026, 11, 22))) == there
    later = replace(refused, decided_on=date(2026, 11, 24))
    assert settled(there, later) == later
