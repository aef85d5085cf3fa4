"""Every page and every button of the console answers, whatever the database."""

import pytest

from tests.console.workplace import Workplace
from tests.department.keeping import with_terms
from tests.department.support import Departement
from tests.department.walking import Walk

pytestmark = pytest.mark.anyio
# On SQLite the same walk is what the browser looks at (tests/console/test_accessibility.py).
on_postgresql = pytest.mark.parametrize("template", ["postgresql"], indirect=True)


@on_postgresql
@pytest.mark.long
async def test_every_page_and_every_button_answers(
    departement: Departement, caplog: pytest.LogCaptureFixture
) -> None:
    with_terms(departement)
    place = Workplace(departement, {})
    await place.fill(each=3)
    browser = departement.browser()
    await browser.sign_in()
    walk = Walk(browser)
    await walk.everywhere()
    assert walk.steps > 100
    assert "bug:" not in caplog.text
    for name in ("weber", "simone", "tilleuls"):
        assert name not in caplog.text.lower()
