"""What the machine gives to every use case of the program."""

from typing import TYPE_CHECKING

from app.bootstrap.places import release_keys
from app.storage.vault.keyring_pepper import KeyringPepper
from app.storage.vault.pepper import Remembering
from app.usecases.workplace import Resources, Surroundings

if TYPE_CHECKING:
    from app.bootstrap.program import Program


def surroundings_of(program: "Program") -> Surroundings:
    """Return the surroundings of a program."""
    return Surroundings(
        resources=Resources(folder=program.resources),
        clock=program.clock,
        pepper=Remembering(KeyringPepper()),
        politiques=program.policies,
        release_keys=release_keys(),
    )
