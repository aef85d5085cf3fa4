"""Prepare the demonstration that opens on a display: a vault with people already received."""

from pathlib import Path

from app.bootstrap.clock import SystemClock
from app.bootstrap.network import ServiceConnector
from app.bootstrap.places import resources_folder
from app.domain.conformite import Renseignements
from app.usecases.conformity import conformite
from app.usecases.exchange import activating
from app.usecases.laptop import colleagues
from app.usecases.laptop.installing import NewVault, install
from app.usecases.laptop.opening import open_workplace
from app.usecases.practice.receiving import address_here, receive
from app.usecases.structures import importing
from app.usecases.workplace import Resources, Surroundings, Workplace
from demonstration.departement import Departement
from demonstration.persons import examples
from demonstration.settings import (
    CAMILLE,
    COLLEAGUE_PASSPHRASE,
    DOMINIQUE,
    IN_FORCE,
    PASSPHRASE,
    PROFILE,
    STRUCTURE,
)


def make_vault(folder: Path) -> Workplace:
    """Install the structure with its two agents and open it as Camille."""
    clock = SystemClock()
    new = NewVault(
        profile=PROFILE, structure=STRUCTURE, first=CAMILLE, passphrase=PASSPHRASE, vie=IN_FORCE
    )
    agent = install(folder, new, clock).agent
    surroundings = Surroundings(resources=Resources(folder=resources_folder()), clock=clock)
    place = open_workplace(folder, agent.id, PASSPHRASE, surroundings)
    colleagues.add(place, DOMINIQUE, COLLEAGUE_PASSPHRASE)
    colleagues.sheet_checked(place)
    conformite.keep(place, _said(place))
    return place


def _said(place: Workplace) -> Renseignements:
    """Return what a fictitious structure says of its data protection."""
    return Renseignements(
        representant="la présidence du CCAS d’exemple",
        dpo="Délégué d’exemple, dpo@ccas.example",
        responsable="Service inclusion numérique",
        aipd_on=place.clock.today(),
        aipd_par="la présidence du CCAS d’exemple",
    )


def activate(place: Workplace, departement: Departement, code: str) -> None:
    """Make the laptop known to the Département of the demonstration."""
    activating.activate(place, departement.url, code, ServiceConnector())


def list_places(place: Workplace) -> None:
    """Take in the fictitious list of places, as the référent does with a file."""
    file = place.resources.folder / "demonstration" / "structures.csv"
    importing.import_file(place, file, tell=lambda _: None)


def receive_everybody(place: Workplace) -> None:
    """Receive the example persons of the profile; whoever left in the middle waits in the tray."""
    for person in examples().values():
        if person.guide == place.convention.guide_profile:
            receive(place, person, address_here(place, person, 0))
