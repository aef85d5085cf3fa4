"""The first-run assistant with what it needs of the program."""

from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.bootstrap.french import speak_french
from app.conventions.loading import load_convention
from app.domain.agent import Structure
from app.domain.convention import Convention, Remise
from app.domain.failures import AppError
from app.domain.habilitation import Role
from app.domain.vie_convention import Phase, etat
from app.storage.vault.calibration import calibrated
from app.storage.vault.strength import strength_of
from app.ui.dates import day_words
from app.ui.messages import failure_text
from app.ui.pages.first_run.presenter import FirstRunPorts
from app.ui.pages.first_run.state import FirstRunForm, KeyEntry, ProfileEntry, RoleEntry
from app.ui.pages.first_run.wiring import create_first_run
from app.usecases.laptop.habilitations import check_roles
from app.usecases.laptop.installing import Installed, NewAgent, NewVault, install
from app.usecases.laptop.opening import note_sheet_checked
from app.usecases.laptop.recovering import read_structure_key
from app.usecases.versions.convention_files import named_in

if TYPE_CHECKING:
    from app.bootstrap.program import Program

_UNKNOWN = (
    "Le fichier ouvert est celui d’une convention que ce programme ne propose pas ici. Choisissez "
    "la vôtre, ou demandez à votre Département une version de Passerelle qui la connaît."
)
EXPLANATIONS = {
    Remise.ENVOI: "Vous prescrivez, le Département décide et envoie les Pass par courrier.",
    Remise.MAIN_PROPRE: "Diagnostic, prescription, et carnet de Pass remis sur place.",
    Remise.AUCUNE: "Accompagnement gratuit, sans Pass.",
}


def create_assistant(program: "Program") -> QWidget:
    """Return the assistant; the profile named on the command line comes first."""
    speak_french()  # the recovery sheet is printed from here
    chosen: dict[str, str] = {}  # the passphrase until the session opens; emptied right then

    def create(form: FirstRunForm, passphrase: str) -> Installed:
        installed = install(program.folder, _new_vault(program, form, passphrase), program.clock)
        chosen["passphrase"] = passphrase
        return installed

    def checked(installed: Installed) -> None:
        note_sheet_checked(
            program.folder, installed.agent.id, chosen["passphrase"], program.surroundings()
        )

    def finished(installed: Installed) -> None:
        program.open_installed(installed, chosen.pop("passphrase"))

    profiles = _profiles(program)
    proposed, problem = _proposed(program, {one.code for one in profiles})
    ports = FirstRunPorts(
        profiles=profiles,
        proposed=proposed,
        problem=problem,
        create=create,
        read_key=_key_entry,
        key_file=program.policies.cle_structure or program.options.structure_key,
        key_is_imposed=program.policies.cle_structure is not None,
        estimate=strength_of,
        on_checked=checked,
        on_finished=finished,
    )
    page = create_first_run(program.database_runner, ports)
    page.restore_asked.connect(program.backups.show_restore)
    return page


def _proposed(program: "Program", known: Collection[str]) -> tuple[str, str]:
    """Return the profile that an opened file proposes, or in a sentence why it proposes none.

    The version in the file is taken in once the laptop is active: only then is there a root to
    check its signature with.
    """
    if program.options.file is None:
        return "", ""
    try:
        profile = named_in(program.options.file)
    except AppError as failure:
        return "", failure_text(failure)
    return (profile, "") if profile in known else ("", _UNKNOWN)


def _new_vault(program: "Program", form: FirstRunForm, passphrase: str) -> NewVault:
    convention = load_convention(program.resources / "conventions" / form.profile)
    roles = frozenset({Role.REFERENT, *map(Role, form.roles)})
    check_roles(convention.habilitations, roles)
    key = read_structure_key(form.structure_key) if form.structure_key else None
    return NewVault(
        profile=form.profile,
        structure=Structure(
            code=form.structure_code,
            name=form.structure_name,
            adresse=form.adresse,
            telephone=form.telephone,
            courriel=form.courriel,
        ),
        first=NewAgent(
            prenom=form.prenom,
            nom=form.nom,
            fonction=form.fonction,
            roles=roles,
        ),
        passphrase=passphrase,
        structure_key=key.public_key if key else None,
        cost=calibrated(),
    )


def _key_entry(file: Path) -> KeyEntry:
    key = read_structure_key(file)
    return KeyEntry(file=file, name=key.name, fingerprint=key.fingerprint)


def _profiles(program: "Program") -> list[ProfileEntry]:
    folder = program.resources / "conventions"
    found = [load_convention(path) for path in sorted(folder.iterdir()) if path.is_dir()]
    if imposed := program.policies.profil:
        found = [convention for convention in found if convention.profile == imposed]
    found.sort(key=lambda convention: convention.profile != program.options.profile)
    return [_entry(convention, program.clock.today()) for convention in found]


def _entry(convention: Convention, today: date) -> ProfileEntry:
    explanation = EXPLANATIONS[convention.pass_numerique.remise]
    found = etat(convention, (), today)
    if found.phase is Phase.CLOSE and found.terme:
        explanation += f" Terminée le {day_words(found.terme)}\u00a0: il faut un avenant."
    elif found.phase is Phase.ATTENTE:
        explanation += " En vigueur une fois sa prise d’effet notée."
    return ProfileEntry(
        code=convention.profile,
        title=f"{convention.departement.name} : {convention.title[:1].lower()}"
        f"{convention.title[1:]}",
        explanation=explanation,
        roles=tuple(
            RoleEntry(code=one.role.value, label=one.label, explanation=one.explanation)
            for one in convention.habilitations.regles
            if one.role is not Role.REFERENT
        ),
    )
