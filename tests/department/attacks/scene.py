"""What the attacks share: hostile texts, and how what came of them is read."""

from typing import Any

import pytest
from sqlalchemy import func, select

from app.department.database.prescriptions import PrescriptionRow
from tests.department.support import Departement

short_of_the_database = pytest.mark.parametrize("template", ["sqlite"], indirect=True)
MARK = "Quetschabsinthe"  # in every name below: nothing else may hold it
HOSTILE = (
    f"{MARK}'; DROP TABLE prescription; --",
    f'{MARK}" OR "1"="1',
    f"{MARK}' UNION SELECT password FROM account --",  # noqa: S608 - an attack, not a query
    f"{MARK} {{{{ 7 * 191 }}}} {{% include '/etc/passwd' %}}",
    f"{MARK} ${{7*191}} #{{7*191}} <%= 7*191 %>",
    f"{MARK}<script>alert(1)</script><img src=x onerror=alert(1)>",
    f"{MARK}\\' %s %(nom)s {{0.__class__}} ? :nom",
    f"{MARK} ../../../../etc/passwd",
    f"{MARK} =HYPERLINK(1)\u202e\u200b",
)


NO_WORDS = ("\0", "%", "_", "\\", "\ufffe", "'", '"', "*:*", "!()&|<->")


def harmless(page: str) -> None:
    """Nothing was computed, included or let through as markup."""
    assert "1337" not in page
    assert "root:x" not in page
    assert "<script" not in page
    assert "<img src=x" not in page


def stored(departement: Departement) -> int:
    with departement.service.database.reading() as session:
        return session.scalar(select(func.count()).select_from(PrescriptionRow)) or 0


def refusals(receipts: list[dict[str, Any]]) -> list[str]:
    return [receipt.get("code", receipt["status"]) for receipt in receipts]
