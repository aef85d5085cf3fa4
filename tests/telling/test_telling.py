from datetime import date
from pathlib import Path

from app.conventions.loading import load_convention
from app.domain.identifiers import PrescriptionId
from app.domain.prescription import Decision, Sens
from demonstration.settings import PROFILE
from demonstration.telling import Account
from tests.paths import RESOURCES

DAY = date(2026, 11, 22)


def test_a_refusal_is_told_in_the_words_of_the_convention(tmp_path: Path) -> None:
    convention = load_convention(RESOURCES / "conventions" / PROFILE)
    account = Account(tmp_path)
    refused, accepted = (
        Decision(prescription_id=PrescriptionId("p"), sens=sens, decided_on=DAY, motif=motif)
        for sens, motif in ((Sens.REFUSEE, "stock"), (Sens.ACCEPTEE, ""))
    )
    account.decided("2026-CCASILL-0002", refused, convention)
    account.decided("2026-CCASILL-0001", accepted, convention)
    account.close()
    told = (tmp_path / "compte-rendu.md").read_text(encoding="utf-8")
    assert (
        "1. Décision du Département sur 2026-CCASILL-0002 : refusée, "
        "motif « Rupture du stock de Pass numériques ».\n"
        "2. Décision du Département sur 2026-CCASILL-0001 : acceptée.\n"
    ) in told
