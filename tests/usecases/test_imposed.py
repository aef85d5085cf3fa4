"""What an IT department imposes is done by itself, and nobody undoes it on the laptop."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.politiques import FixedByPolicyError, Politiques
from app.storage.sauvegarde import choice
from app.storage.vault import structure_key
from app.sync.gateway import GatewayError
from app.sync.outcomes import Outcome
from app.sync.protocol import convention_file
from app.usecases.backup import saving
from app.usecases.exchange import activating
from app.usecases.exchange.activating import device_state
from app.usecases.laptop import idling, imposed, recovering
from app.usecases.laptop.imposed import ImposedActivationError, ImposedConventionError
from app.usecases.workplace import Workplace
from tests.fast_vault import fast_vaults
from tests.usecases.test_convention_versions import PROFILE, toml
from tests.usecases.test_sending import ADDRESS, Line, line, new_workplace, workplace

__all__ = ["line", "new_workplace", "workplace"]  # fixtures


def under(place: Workplace, **rules: object) -> Workplace:
    return replace(place, politiques=Politiques(source="essai", **rules))  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def test_a_code_that_was_deployed_activates_once_and_only_at_its_address(
    workplace: Workplace, line: Line
) -> None:
    code = line.departement.new_code(workplace.structure.code).text()
    place = under(workplace, adresse_service=ADDRESS, code_activation=code)

    def cut(*_: object) -> None:
        raise GatewayError(Outcome.RESEAU_ABSENT)

    assert not imposed.impose_activation(place, cut)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    assert not device_state(place).active
    with pytest.raises(FixedByPolicyError):
        activating.activate(place, "https://ailleurs.example", code, line.connect)
    assert imposed.impose_activation(place, line.connect)
    assert not imposed.impose_activation(place, line.connect)
    assert device_state(place).active


def test_a_code_that_is_refused_is_said_without_the_code(workplace: Workplace, line: Line) -> None:
    code = line.departement.new_code("AUTRE").text()
    place = under(workplace, adresse_service=ADDRESS, code_activation=code)
    with pytest.raises(ImposedActivationError) as refused:
        imposed.impose_activation(place, line.connect)
    assert code not in repr(refused.value)
    assert not imposed.impose_activation(under(workplace, code_activation=code), line.connect)


def test_the_backup_folder_is_made_followed_and_kept(workplace: Workplace, tmp_path: Path) -> None:
    share = tmp_path / "partage"
    share.mkdir()
    place = under(workplace, dossier_sauvegardes=share / "POSTE-1")
    assert imposed.impose_backup_folder(place)
    assert not imposed.impose_backup_folder(place)
    assert saving.state(place).imposed
    with fast_vaults():
        assert saving.back_up(place).vault_id == place.vault.place.vault_id
    other = tmp_path / "cle"
    other.mkdir()
    with pytest.raises(FixedByPolicyError):
        saving.choose_folder(place, other)
    away = under(workplace, dossier_sauvegardes=tmp_path / "absent" / "POSTE-1")
    assert imposed.impose_backup_folder(away)  # chosen all the same: Réglages says it is absent
    found = choice.load(place.vault.folder)
    assert (found.folder, found.former) == (tmp_path / "absent" / "POSTE-1", (share / "POSTE-1",))


def test_the_backup_folder_is_made_once_its_share_answers(
    workplace: Workplace, tmp_path: Path
) -> None:
    share = tmp_path / "partage"
    place = under(workplace, dossier_sauvegardes=share / "POSTE-1")
    assert imposed.impose_backup_folder(place)  # away from the network
    share.mkdir()
    imposed.impose_backup_folder(place)
    with fast_vaults():
        assert saving.back_up(place).vault_id == place.vault.place.vault_id


def test_an_idle_time_is_cut_to_the_longest(workplace: Workplace) -> None:
    place = under(workplace, verrouillage_minutes=7)
    assert idling.idle_minutes(place) == 7  # ten without a choice
    idling.keep_idle_minutes(place, 30)
    assert idling.idle_minutes(workplace) == 7
    idling.keep_idle_minutes(place, 5)
    assert idling.idle_minutes(place) == 5


def test_the_structures_key_is_the_imposed_one_and_stays(
    workplace: Workplace, tmp_path: Path
) -> None:
    keys: list[structure_key.StructureKey] = []
    with fast_vaults():
        for name in ("bonne", "autre"):
            key, _, public = structure_key.create(name, "douze girafes peignent le clocher")
            (tmp_path / f"{name}.cle-publique").write_bytes(public)
            keys.append(key)
        place = under(workplace, cle_structure=tmp_path / "bonne.cle-publique")
        recovering.put_structure_key(place, keys[0])
        for refused in (keys[1], None):
            with pytest.raises(FixedByPolicyError):
                recovering.put_structure_key(place, refused)
        assert recovering.structure_fingerprint(place) == keys[0].fingerprint


def test_the_convention_of_a_file_is_kept_for_the_referent(
    workplace: Workplace, line: Line, tmp_path: Path
) -> None:
    file = tmp_path / "c.passerelle-convention"
    place = under(workplace, fichier_convention=file)
    assert not imposed.impose_convention(place)  # before the activation there is no root to ask
    line.activate(place)
    with pytest.raises(ImposedConventionError):
        imposed.impose_convention(place)
    proposed = convention_file.propose(PROFILE, toml(place), at=place.clock.now())
    signed = convention_file.signed(proposed, line.departement.root)
    file.write_bytes(convention_file.write(signed))
    assert imposed.impose_convention(place)
    assert not imposed.impose_convention(place)
