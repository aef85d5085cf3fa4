import subprocess
import sys
from pathlib import Path

import pytest

from app.bootstrap.certificates import verify_certificate
from app.usecases.destruction import erasing, erasing_proof
from app.usecases.workplace import Workplace
from tests.ui.workplace import new_workplace, workplace
from tests.usecases.test_erasing import prescribed

__all__ = ["new_workplace", "workplace"]  # fixtures


@pytest.fixture
def file(workplace: Workplace, tmp_path: Path) -> Path:
    """Return the certificate of an erasure, as the person may have taken it away."""
    destruction = erasing.erase(workplace, prescribed(workplace))
    assert destruction is not None
    paper = erasing_proof.certificate(workplace, destruction.numero)
    kept = tmp_path / paper.file_name
    kept.write_bytes(paper.content)
    return kept


@pytest.mark.long
def test_anybody_with_the_program_checks_a_certificate_without_a_vault(file: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-m", "app", "verify-certificate", str(file)],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={"PYTHONUTF8": "1", "PYTHONPATH": ":".join(sys.path)},
    )
    assert (said.returncode, said.stderr) == (0, "")
    assert "Attestation intacte" in said.stdout
    assert "Destruction 2026-CCASILL-D0001 – CCAS d’Illustration" in said.stdout
    assert "  Prescriptions : 1" in said.stdout


def test_a_changed_a_foreign_and_a_missing_file_are_told_apart(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[:500] + bytes([whole[500] ^ 4]) + whole[501:])
    assert verify_certificate([str(file)]) == 1
    assert "a été modifiée après sa signature" in capsys.readouterr().err
    file.write_bytes(b"%PDF-1.4")
    assert verify_certificate([str(file)]) == 1
    assert "n’est pas une attestation" in capsys.readouterr().err
    assert verify_certificate([str(file.with_name("rien.pdf"))]) == 2
    assert verify_certificate([]) == 2
