"""What was erased goes again on a new laptop, with what the Département's service keeps alone."""

import shutil
from pathlib import Path

import pytest

from app.bootstrap.certificates import verify_certificate
from app.storage import appareil, certifications, destructions, effacement, registre
from app.sync.protocol.activation_code import root_fingerprint
from app.sync.protocol.attestations import seal
from app.sync.protocol.signing import key_id, new_signing_key, public_of
from app.usecases.backup import saving
from app.usecases.destruction import certificate_claims, erasing
from app.usecases.destruction.erasing_certificate import (
    Checked,
    ForgedCertificateError,
    check,
)
from app.usecases.destruction.erasing_proof import FormerKeyError, certificate
from app.usecases.workplace import Workplace
from tests.ui.workplace import new_workplace, workplace
from tests.usecases.backing import (
    NAME,
    backups,
    names,
    new_laptop,
    opened,
    quick,
    restore,
    stick,
)
from tests.usecases.test_day import interview
from tests.usecases.test_erasing import prescribed
from tests.usecases.test_sending import Line, line

__all__ = ["line", "new_laptop", "new_workplace", "quick", "stick", "workplace"]  # fixtures


def old_backup(place: Workplace, stick: Path, drawer: Path) -> Path:
    """Back up, and put the backup away without any ledger beside it."""
    saving.choose_folder(place, stick)
    saving.back_up(place)
    drawer.mkdir()
    return Path(shutil.copy(backups(stick)[0], drawer))


def key_of(place: Workplace) -> str:
    with place.database.reading() as session:
        device = appareil.load(session)
    assert device is not None
    return key_id(public_of(device.signing_key))


def test_a_new_laptop_erases_at_its_activation_what_the_old_backup_brought_back(
    workplace: Workplace, line: Line, stick: Path, new_laptop: Path, tmp_path: Path
) -> None:
    line.activate(workplace)
    interview(workplace, nom="Restante")
    person = prescribed(workplace, NAME)
    path = old_backup(workplace, stick, tmp_path / "tiroir")
    erasing.erase(workplace, person)
    line.run(workplace)
    assert line.departement.marks, "the marks are at the service"
    deposited = str(line.departement.marks)
    assert person not in deposited
    assert NAME not in deposited
    workplace.close()

    preview = restore(new_laptop, path, workplace.agent.id)
    assert (preview.erased, preview.ledger_found) == (0, False)
    again = opened(new_laptop, workplace.agent.id)
    assert names(again) == [NAME], "nothing known here says that she was erased"
    line.gateway = None
    line.activate(again)
    assert names(again) == []
    with again.database.reading() as session:
        assert effacement.is_rewritten(session)
    again.close()


def test_what_was_erased_on_the_other_side_goes_before_anything_is_sent(
    workplace: Workplace, line: Line
) -> None:
    line.activate(workplace)
    person = prescribed(workplace, NAME)
    with workplace.database.writing() as session:
        ledger = registre.name_at_service(session)
        mark = registre.mark_of(registre.key(session), person)
    line.departement.marks[workplace.structure.code, ledger] = [mark]
    report, _ = line.run(workplace)
    assert names(workplace) == []
    assert report.code == ""
    sent = [held.payloads for held in line.departement.held.values()]
    assert all(not payloads for payloads in sent), "only a nameless withdrawal may have left"


def test_each_mark_is_deposited_once_and_all_again_at_a_service_that_was_put_back(
    workplace: Workplace, line: Line
) -> None:
    line.activate(workplace)
    erasing.erase(workplace, prescribed(workplace, NAME))
    line.run(workplace)
    (kept,) = line.departement.marks.values()
    assert len(kept) == len(set(kept)) == 3  # the person, her interview, her prescription
    line.departement.put_back()
    assert not line.departement.marks
    line.run(workplace)
    (again,) = line.departement.marks.values()
    assert sorted(again) == sorted(kept)


def test_a_service_of_the_first_days_hinders_nothing(workplace: Workplace, line: Line) -> None:
    line.departement.is_old = True
    line.activate(workplace)
    erasing.erase(workplace, prescribed(workplace, NAME))
    report, _ = line.run(workplace)
    assert report.code == ""
    assert certificate_of(workplace).certified is None
    line.departement.is_old = False  # it was updated: the next run brings what was missing
    line.run(workplace)
    assert line.departement.marks
    assert certificate_of(workplace).certified is not None


def certificate_of(place: Workplace, numero: str = "2026-CCASILL-D0001") -> Checked:
    return check(certificate(place, numero).content)


def test_a_certificate_says_which_departement_vouches_for_its_key(
    workplace: Workplace, line: Line
) -> None:
    erasing.erase(workplace, prescribed(workplace, NAME))
    assert certificate_of(workplace).certified is None
    line.activate(workplace)
    checked = certificate_of(workplace)
    assert checked.certified is not None
    assert checked.certified.service == "Département de démonstration"
    assert checked.fingerprint == root_fingerprint(public_of(line.departement.root))
    assert "Département de démonstration" in certificate_claims.whose(
        checked.certified, checked.root
    )


def test_the_command_says_whose_the_key_is_or_that_nobody_vouches(
    workplace: Workplace, line: Line, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    erasing.erase(workplace, prescribed(workplace, NAME))
    file = tmp_path / "attestation.pdf"
    file.write_bytes(certificate(workplace, "2026-CCASILL-D0001").content)
    assert verify_certificate([str(file)]) == 0
    assert "Clé non certifiée" in capsys.readouterr().out
    line.activate(workplace)
    file.write_bytes(certificate(workplace, "2026-CCASILL-D0001").content)
    assert verify_certificate([str(file)]) == 0
    said = capsys.readouterr().out
    assert "Clé certifiée par Département de démonstration (empreinte " in said
    whole = root_fingerprint(public_of(line.departement.root))
    assert f"{whole[:4]}-{whole[4:8]}" in said


def test_after_a_restore_the_paper_is_made_again_and_keeps_the_first_signature(
    workplace: Workplace, line: Line, stick: Path, new_laptop: Path, tmp_path: Path
) -> None:
    line.activate(workplace)
    erasing.erase(workplace, prescribed(workplace, NAME))
    first = certificate_of(workplace)
    path = old_backup(workplace, stick, tmp_path / "tiroir")
    workplace.close()
    restore(new_laptop, path, workplace.agent.id)
    again = opened(new_laptop, workplace.agent.id)
    with pytest.raises(FormerKeyError):  # not yet: nobody says that the new key is this structure's
        certificate(again, first.statement.numero)
    line.gateway = None
    line.activate(again)
    remade = certificate_of(again)
    assert (remade.statement, remade.certified) == (first.statement, first.certified)
    assert remade.remade == key_of(again) != first.key
    again.close()


def test_nobody_else_prints_other_words_over_a_true_signature(
    workplace: Workplace, line: Line
) -> None:

    line.activate(workplace)
    erasing.erase(workplace, prescribed(workplace, NAME))
    with workplace.database.reading() as session:
        true = destructions.load(session, "2026-CCASILL-D0001")
        certified = certifications.load(session, key_of(workplace))
    assert true is not None
    stranger = new_signing_key()
    claims = certificate_claims.write(public_of(stranger), certified, certified)
    forged = seal(
        b"%PDF-1.4\nstartxref\n0\n%%EOF", true.attestation, true.signature, stranger, claims
    )
    with pytest.raises(ForgedCertificateError):
        check(forged)
