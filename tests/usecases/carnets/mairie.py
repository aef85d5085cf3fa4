"""Neuilly-Plaisance in the spring of 2021: a référent de projet and two prescripteurs."""

import shutil
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.conventions.communes import Communes
from app.domain.carnets_registre import STRUCTURE, of_prescripteur
from app.domain.entretien import Canal, Choix
from app.domain.habilitation import Role
from app.domain.identifiers import AgentId, PersonneId, PrescriptionId
from app.domain.personne import AdressePostale
from app.storage import agents, carnets
from app.usecases.carnets import holders, moving, receiving
from app.usecases.carnets.moving import Part
from app.usecases.carnets.receiving import Livraison
from app.usecases.interview import deciding, interviewing
from app.usecases.interview import receiving as interviews
from app.usecases.interview.answers import answers_by_name
from app.usecases.laptop import opening
from app.usecases.laptop.habilitations import assign
from app.usecases.laptop.installing import NewAgent, NewVault, install
from app.usecases.people import persons
from app.usecases.workplace import Resources, Surroundings, Workplace
from tests.fast_vault import fast_vaults
from tests.in_force import IN_FORCE
from tests.paths import RESOURCES
from tests.ui.workplace import CCAS, PASSPHRASE, WallClock, add_colleague, as_agent
from tests.usecases.test_day import answers_of, consent, typed

NEUILLY = "neuilly-plaisance"
HOME = AdressePostale(
    voie="4 rue des Exemples",
    code_postal="93360",
    commune="Neuilly-Plaisance",
    code_insee="93049",
)
MAIRIE = replace(CCAS, adresse=("Mairie d’Illustration", "93360 Neuilly-Plaisance"))
COLLEAGUES = (("Alice", "Bernard"), ("Bruno", "Costa"))
LAST_DAY = date(2022, 1, 31)  # 003 l. 95


@dataclass(slots=True)
class Mairie:
    """The laptop, its clock, who is at work, and how a person comes to a prescription."""

    place: Workplace
    clock: WallClock
    prescripteur: Workplace
    other: Workplace
    people: int = 0

    def on(self, year: int, month: int, day: int) -> None:
        self.clock.at = datetime(year, month, day, 9, tzinfo=UTC)

    def delivered(self, numbers: str = "1-40", name: str = "2021-A") -> str:
        """A delivery of the référent; returns the lot's id."""
        receiving.receive(
            self.place,
            Livraison(
                name=name,
                operator="#APTIC",
                numbers=numbers,
                valid_until=LAST_DAY,
                lieu="Armoire du secrétariat",
                prefix="NP-",
                digits=5,
            ),
        )
        with self.place.database.reading() as session:
            lot = carnets.lot_named(session, name)
        assert lot is not None
        return lot.id

    def entrusted(self, lot_id: str, numbers: str = "1-10", to: str = "") -> str:
        """Entrust carnets to the first prescripteur; returns his place in the ledger."""
        target = to or self.holder(self.prescripteur)
        moving.transfer(self.place, Part(lot_id=lot_id, numbers=numbers, source=STRUCTURE), target)
        return target

    def holder(self, who: Workplace) -> str:
        made = holders.add(self.place, "", "Tiroir fermé à clé", agent_id=who.agent.id)
        return of_prescripteur(made.id)

    def prescribed(self) -> tuple[PersonneId, PrescriptionId]:
        """Somebody is received up to the prescription of a carnet."""
        self.people += 1
        place = self.prescripteur
        entretien = interviews.receive(place, Canal.SUR_PLACE)
        interviews.record_consent(place, entretien.id, consent(place))
        person = replace(typed(f"Exemplier{'abcdefghijkl'[self.people]}"), adresse=HOME)
        fields = place.convention.fields_kept
        bare = replace(person, civilite="", tranche_age="") if len(fields) == 3 else person
        kept = persons.register(place, entretien.id, bare)
        taken = interviewing.take(place, entretien.id)
        paths = {path.rpartition("/")[2]: path for path in taken.questionnaire.form.by_path}
        for question, value in answers_of("X01").items():
            if question in paths:
                path = paths[question]
                interviewing.keep_answer(place, entretien.id, path, value, position=path)
        taken = interviewing.take(place, entretien.id)
        answers = answers_by_name(taken.questionnaire, taken.answers, place.clock)
        diagnosis = interviewing.assess(place, taken, answers)
        interviewing.keep_diagnosis(place, taken, diagnosis)
        taken = interviewing.take(place, entretien.id)
        (advised, *_) = deciding.offers(place, taken.entretien, diagnosis)
        choix = Choix(service=advised.service, carnets=1, advised=diagnosis.service)
        if not choix.follows:
            choix = replace(choix, reason=place.convention.autre_choix[0])
        decided = deciding.decide(place, entretien.id, choix)
        assert decided.prescription is not None
        return kept.id, decided.prescription.id


@dataclass(frozen=True, slots=True)
class Kept:
    """A vault at rest, whom it belongs to, and the communes that every opening shares."""

    folder: Path
    agents: tuple[AgentId, AgentId, AgentId]
    communes: Communes


def keep_vault(folder: Path) -> Kept:
    """Install the laptop in `folder`, with its three agents, and lock it."""
    clock = WallClock(at=datetime(2021, 3, 1, 9, tzinfo=UTC))
    new = NewVault(
        profile=NEUILLY,
        structure=MAIRIE,
        first=NewAgent(prenom="Rachida", nom="Duval", fonction="référente de projet"),
        passphrase=PASSPHRASE,
        vie=IN_FORCE[NEUILLY],
    )
    with fast_vaults():
        agent = install(folder, new, clock).agent.id
        surroundings = Surroundings(resources=Resources(folder=RESOURCES), clock=clock)
        place = opening.open_workplace(folder, agent, PASSPHRASE, surroundings)
        others = [add_colleague(place, *name).id for name in COLLEAGUES]
        assign(place, agent, {Role.REFERENT})
        place.close()
    return Kept(folder, (agent, others[0], others[1]), place.communes)


def open_mairie(kept: Kept, folder: Path) -> Mairie:
    """Open a copy of the laptop that stands in `folder`."""
    shutil.copytree(kept.folder, folder)
    clock = WallClock(at=datetime(2021, 3, 1, 9, tzinfo=UTC))
    surroundings = Surroundings(resources=Resources(folder=RESOURCES), clock=clock)
    referent, one, two = kept.agents
    with fast_vaults(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "load_communes", lambda _file: kept.communes)
        place = opening.open_workplace(folder, referent, PASSPHRASE, surroundings)
    with place.database.reading() as session:
        alice, bruno = agents.load(session, one), agents.load(session, two)
    assert alice is not None
    assert bruno is not None
    return Mairie(place, clock, as_agent(place, alice), as_agent(place, bruno))
