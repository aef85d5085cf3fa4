"""The end of a laptop: its certificate first, the keys next, and nothing that opens halfway."""

from pathlib import Path

import pytest

from app.storage import fin_du_poste
from app.storage.fin_du_poste import EndNotBegunError, EndUnfinishedError
from app.storage.vault.failures import VaultError, WrongPassphraseError
from app.ui.messages import failure_text
from app.usecases.backup import saving
from app.usecases.destruction.erasing_certificate import check
from app.usecases.laptop import ending_laptop
from app.usecases.laptop.ending_laptop import CertificatePlaceError
from app.usecases.laptop.habilitations import NotAllowedError
from app.usecases.workplace import Workplace
from tests.leaks import leaks
from tests.ui.workplace import (
    PASSPHRASE,
    WallClock,
    add_colleague,
    as_agent,
    new_workplace,
    workplace,
)
from tests.usecases.backing import NAME, opened, quick, stick
from tests.usecases.test_day import interview
from tests.usecases.test_erasing import prescribed

__all__ = ["new_workplace", "quick", "stick", "workplace"]  # fixtures


class Keyring:
    """A keyring in memory."""

    def __init__(self) -> None:
        self.secrets: dict[str, bytes] = {}

    def read(self, name: str) -> bytes | None:
        return self.secrets.get(name)

    def keep(self, name: str, secret: bytes) -> None:
        self.secrets[name] = secret

    def erase(self, name: str) -> None:
        self.secrets.pop(name, None)


def test_everything_goes_and_the_certificate_says_so(
    workplace: Workplace, stick: Path, tmp_path: Path
) -> None:
    prescribed(workplace, NAME)
    saving.choose_folder(workplace, stick)
    saving.back_up(workplace)
    (stick / "photo.jpg").write_bytes(b"not ours")
    data, paper = workplace.vault.folder, tmp_path / "attestation.pdf"
    held = ending_laptop.holding(workplace)
    assert dict(held.counts)["Personnes"] == 1
    assert (held.unsent, held.number, held.backups) == (1, "2026-CCASILL-D0001", (stick,))

    farewell = ending_laptop.prepare(workplace, PASSPHRASE, paper)
    begun = check(paper.read_bytes())
    assert begun.statement.ended.startswith("engagée")
    assert begun.statement.event == "Fin d’utilisation de ce poste"
    assert ending_laptop.holding(workplace) == held, "nothing is destroyed by preparing"

    ending_laptop.destroy(workplace)
    workplace.close()
    assert ending_laptop.finish(data, farewell).remade
    assert not data.exists()
    assert [path.name for path in stick.iterdir()] == ["photo.jpg"]
    done = check(paper.read_bytes())
    assert done.statement.ended.replace("\xa0", " ") == "22 novembre 2026 à 10 h 12"
    assert "1 envoi en attente : rien ne partira plus d’ici." in done.statement.beyond
    assert leaks([tmp_path], [NAME]) == []


def test_only_the_referent_with_his_passphrase_and_a_place_elsewhere(
    workplace: Workplace, tmp_path: Path
) -> None:
    colleague = add_colleague(workplace)
    paper = tmp_path / "attestation.pdf"
    with pytest.raises(NotAllowedError):
        ending_laptop.prepare(as_agent(workplace, colleague), PASSPHRASE, paper)
    with pytest.raises(WrongPassphraseError):
        ending_laptop.prepare(workplace, "une autre phrase de passe", paper)
    for place in (workplace.vault.folder / "attestation.pdf", tmp_path / "absent" / "a.pdf"):
        with pytest.raises(CertificatePlaceError):
            ending_laptop.prepare(workplace, PASSPHRASE, place)
    assert not paper.exists()
    assert not fin_du_poste.is_under_way(workplace.vault.folder)


def test_an_end_that_cannot_begin_says_so_and_takes_its_certificate_back(
    workplace: Workplace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prescribed(workplace, NAME)
    paper, data = tmp_path / "attestation.pdf", workplace.vault.folder
    monkeypatch.setattr(fin_du_poste, "write_whole", _refused)
    with pytest.raises(EndNotBegunError) as refused:
        ending_laptop.engage(workplace, PASSPHRASE, paper)
    said = failure_text(refused.value)
    assert "n’a pas commencé" in said
    assert "plus rien ne s’ouvre" not in said
    assert "il continue" not in said, "the next start knows nothing of it"
    assert not fin_du_poste.is_under_way(data)
    assert not paper.exists(), "a signed paper must not say that it was engaged"
    assert ending_laptop.holding(workplace).number == "2026-CCASILL-D0001"
    monkeypatch.undo()
    farewell = ending_laptop.engage(workplace, PASSPHRASE, paper)
    workplace.close()
    assert ending_laptop.finish(data, farewell).remade


def test_one_file_that_is_refused_keeps_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "donnees"
    (folder / "journal").mkdir(parents=True)
    names = ("apparence.json", "passerelle.db", "vault.json", "zone.json", "journal/1.log")
    for name in names:
        (folder / name).write_bytes(b"noise")
    fin_du_poste.begin(folder, fin_du_poste.FinDuPoste(vault_id="coffre"))
    real = fin_du_poste._destroy

    def refusing(path: Path) -> None:
        if path.name == "apparence.json":
            raise PermissionError
        real(path)

    with monkeypatch.context() as patch:
        patch.setattr(fin_du_poste, "_destroy", refusing)
        with pytest.raises(EndUnfinishedError):
            fin_du_poste.finish(folder)
    assert [name for name in names if (folder / name).exists()] == ["apparence.json"]
    assert fin_du_poste.is_under_way(folder)
    fin_du_poste.finish(folder)
    assert not folder.exists()


def test_backups_of_another_vault_are_left_alone(
    workplace: Workplace, stick: Path, tmp_path: Path
) -> None:
    saving.choose_folder(workplace, stick)
    saving.back_up(workplace)
    mine = set(stick.glob("*.sauvegarde"))
    end = fin_du_poste.FinDuPoste(vault_id="another", folders=[stick])
    folder = tmp_path / "autre"
    folder.mkdir()
    fin_du_poste.begin(folder, end)
    fin_du_poste.finish(folder)
    assert set(stick.glob("*.sauvegarde")) == mine
    assert (stick / "effacements.registre").exists()


def test_what_killed_writers_left_goes_too(
    workplace: Workplace, stick: Path, tmp_path: Path
) -> None:
    saving.choose_folder(workplace, stick)
    saving.back_up(workplace)
    (made,) = stick.glob("*.sauvegarde")
    cut = made.read_bytes()[:-100]
    ours = [
        "effacements.registre.0a1b2c3d.partiel",
        "passerelle-20261122-090000.sauvegarde.partiel",
    ]
    for name in (*ours, "chez-nous.sauvegarde.partiel"):
        (stick / name).write_bytes(cut)
    for name in ("photo.jpg.partiel", "ailleurs.sauvegarde.partiel"):
        (stick / name).write_bytes(b"not ours")
    data = workplace.vault.folder
    outside = data.parent / f".{data.name}.essais.json.0a1b2c3d.partiel"
    outside.write_text("{}")
    farewell = ending_laptop.prepare(workplace, PASSPHRASE, tmp_path / "attestation.pdf")
    ending_laptop.destroy(workplace)
    workplace.close()
    ending_laptop.finish(data, farewell)
    left = {path.name for path in stick.iterdir()}
    assert left == {"photo.jpg.partiel", "ailleurs.sauvegarde.partiel"}
    assert not outside.exists()


def test_every_draft_of_the_slots_goes_before_anything_else(
    tmp_path: Path, counted_removals: list[int]
) -> None:
    folder = tmp_path / "donnees"
    (folder / "avant-mise-a-jour").mkdir(parents=True)
    slots = ["vault.json", "vault.json.0a1b2c3d.partiel", "vault.json.abime", "vault.json.tmp"]
    slots += ["vault.json.next.0a1b2c3d.partiel", "avant-mise-a-jour/vault.json"]
    for name in (*slots, "apparence.json", "passerelle.db"):
        (folder / name).write_bytes(b"slots")
    fin_du_poste.begin(folder, fin_du_poste.FinDuPoste(vault_id="coffre"))
    counted_removals[0] = len(slots)
    with pytest.raises(KeyboardInterrupt):
        fin_du_poste.finish(folder)
    assert [name for name in slots if (folder / name).exists()] == []
    assert (folder / "passerelle.db").exists()


def test_the_keyring_forgets_too(tmp_path: Path) -> None:
    folder = tmp_path / "donnees"
    folder.mkdir()
    (folder / "vault.json").write_bytes(b"slots")
    keyring = Keyring()
    keyring.keep("coffre:abc", b"secret")
    keyring.keep("autre:def", b"secret")
    fin_du_poste.begin(folder, fin_du_poste.FinDuPoste(vault_id="coffre", keyring=["coffre:abc"]))
    fin_du_poste.finish(folder, keyring)
    assert list(keyring.secrets) == ["autre:def"]


@pytest.fixture
def counted_removals(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Let the process « die » at the removal whose number is in the list's first place."""
    left = [10**6]
    real = fin_du_poste._destroy

    def dying(path: Path) -> None:
        if left[0] == 0:
            raise KeyboardInterrupt
        left[0] -= 1
        real(path)

    monkeypatch.setattr(fin_du_poste, "_destroy", dying)
    return left


def test_killed_at_any_removal_it_never_opens_and_the_next_start_finishes(
    workplace: Workplace, stick: Path, counted_removals: list[int]
) -> None:
    interview(workplace, nom=NAME)
    saving.choose_folder(workplace, stick)
    saving.back_up(workplace)
    data, agent = workplace.vault.folder, workplace.agent.id
    ending_laptop.destroy(workplace)
    workplace.close()
    deaths = 0
    while fin_du_poste.is_under_way(data) and deaths < 20:
        counted_removals[0] = deaths + 1  # trying to open leaves a file of its own each time
        try:
            fin_du_poste.finish(data)
        except KeyboardInterrupt:
            deaths += 1
            assert not (data / "vault.json").exists(), "the slots go first"
            with pytest.raises(VaultError):
                opened(data, agent, WallClock())
    assert deaths > 2
    assert not data.exists()
    assert not list(stick.glob("*.sauvegarde"))


def test_a_folder_that_refuses_is_told_and_the_next_start_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "donnees"
    folder.mkdir()
    (folder / "vault.json").write_bytes(b"slots")
    fin_du_poste.begin(folder, fin_du_poste.FinDuPoste(vault_id="coffre"))
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", _refused)
        with pytest.raises(EndUnfinishedError):
            fin_du_poste.finish(folder)
    assert fin_du_poste.is_under_way(folder)
    fin_du_poste.finish(folder)
    assert not folder.exists()


def _refused(*_: object, **__: object) -> None:
    raise PermissionError


def test_what_stands_beside_the_folder_goes_too_and_nobody_elses(
    workplace: Workplace, tmp_path: Path
) -> None:
    data, paper = workplace.vault.folder, tmp_path / "attestation.pdf"
    name = data.name
    ours = [f"{name}.entrainement", f"{name}.entrainement.preparation", f"{name}.installation"]
    for folder in ours:
        (data.parent / folder).mkdir()
        (data.parent / folder / "passerelle.db").write_bytes(b"noise")
    counts = [f".{name}.essais.json", f".{name}.entrainement.essais.json"]
    for file in counts:
        (data.parent / file).write_text("{}")
    (data / "passerelle.log").write_text("a fault")
    (data / "avant-mise-a-jour").mkdir()
    (data / "avant-mise-a-jour" / "copie.db").write_bytes(b"noise")
    (data.parent / f"{name}.autre").mkdir()
    (data.parent / f"{name}2.entrainement").mkdir()
    farewell = ending_laptop.prepare(workplace, PASSPHRASE, paper)
    ending_laptop.destroy(workplace)
    workplace.close()
    ending_laptop.finish(data, farewell)
    left = {path.name for path in data.parent.iterdir()}
    assert not left & {name, *ours, *counts}
    assert {f"{name}.autre", f"{name}2.entrainement"} <= left
