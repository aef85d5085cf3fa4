"""The pages on what is kept: terms, postponements, erasure on request, certificates."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest

from app.department.database.agents import Role
from app.department.retention import daily, ledger, proofs
from app.department.retention.proofs import Evenement
from app.domain.prescription import Sens
from app.sync.protocol.reading import from_base64
from app.usecases.destruction.erasing_certificate import ForgedCertificateError, check
from tests.department.keeping import decided, on_the_disk, received, with_terms
from tests.department.support import Browser, Departement, Laptop
from tests.documents.examples import text_of

pytestmark = pytest.mark.anyio
LATE = datetime(2030, 2, 20, 9, tzinfo=UTC)


async def ready(departement: Departement, *roles: Role) -> tuple[Laptop, Browser]:
    with_terms(departement)
    laptop, browser = departement.laptop(), departement.browser()
    await laptop.activate(departement.code())
    await browser.sign_in(departement.add_agent(*(roles or (Role.DELEGUE,))))
    return laptop, browser


async def test_what_is_due_soon_is_shown_without_names(departement: Departement) -> None:
    laptop, browser = await ready(departement)
    id_ = await received(laptop, "Zwingelstein", number=7)
    decided(departement, id_)
    assert "Aucune échéance ne tombe dans les 30 jours" in (await browser.get("/conservation")).text
    departement.clock.at = LATE
    departement.forget_used_codes()
    await browser.sign_in(departement.add_agent(Role.DELEGUE, name="Dominique Petit"))
    page = (await browser.get("/conservation")).text
    assert "2026-CCASILL-0007" in page
    assert "3 mars 2030" in page.replace("\u00a0", " ")
    assert "Zwingelstein".lower() not in page.lower()


async def test_a_term_is_postponed_with_a_reason_and_the_hold_lifted(
    departement: Departement,
) -> None:
    laptop, _ = await ready(departement)
    id_ = await received(laptop, "Weber")
    decided(departement, id_)
    departement.clock.at = LATE
    browser = departement.browser()
    departement.forget_used_codes()
    await browser.sign_in(departement.add_agent(Role.DELEGUE, name="Dominique Petit"))
    address = f"/conservation/{id_}/prolongation"
    page = (await browser.get(address)).text
    assert 'min="2030-03-04" max="2031-02-20"' in page
    for fields in (
        {"motif": "contentieux"},
        {"motif": "contentieux", "jusquau": "2030-03-03"},
        {"motif": "contentieux", "jusquau": "2031-02-21"},
        {"motif": "parce que", "jusquau": "2030-06-01"},
    ):
        await browser.get(address)
        assert (await browser.submit(address, **fields)).status_code == 422, fields
    await browser.get(address)
    page = (await browser.submit(address, motif="contentieux", jusquau="2030-06-01")).text
    assert "conservée jusqu’au jour choisi" in page
    assert "Un recours ou un contentieux est en cours" in page
    page = (await browser.submit(f"/conservation/{id_}/levee")).text
    assert "Rien n’est conservé au-delà" in page


async def test_a_person_is_erased_on_request_with_a_certificate_that_holds(
    departement: Departement, tmp_path_factory: pytest.TempPathFactory
) -> None:
    laptop, browser = await ready(departement)
    id_ = await received(laptop, "Zwingelstein", number=7)
    decided(departement, id_, "Bonne route, Madame Zwingelstein.", sens=Sens.REFUSEE)
    await browser.get("/conservation")
    page = await browser.submit("/conservation/effacement", reference="2026-ccasill-0007 ")
    assert page.url.path == f"/conservation/{id_}/effacement"
    assert "zwingelstein" not in page.text.lower()
    incomplete = await browser.submit(page.url.path, motif="effacement")
    assert incomplete.status_code == 422
    page = await browser.submit(page.url.path, motif="effacement", confirme="oui")
    assert page.url.path == "/conservation/attestations"
    assert "D-2026-00001" in page.text
    assert b"zwingelstein" not in on_the_disk(departement)
    service = departement.service
    assert ledger.read(service.settings.data_dir, service.keys).items == {id_}
    pdf = (await browser.client.get("/conservation/attestations/D-2026-00001.pdf")).content
    checked = check(pdf)
    assert checked.statement.event == "Effacement demandé"
    assert checked.statement.agent == "Agent delegue"
    assert dict(checked.statement.counts)["Messages de décision"] == 1
    assert checked.certified is not None
    assert checked.certified.service == "Département d’essai"
    assert checked.root == departement.service.keys.root_public
    with pytest.raises(ForgedCertificateError):
        check(b"%" + pdf)
    shown = text_of(tmp_path_factory.mktemp("papier"), pdf)
    assert "Destruction n° D-2026-00001" in shown
    assert "zwingelstein" not in shown.lower()
    proof = (await browser.client.get("/conservation/attestations/D-2026-00001.json")).json()
    statement = json.loads(from_base64(proof["content"], longest=9999))
    assert (statement["number"], statement["rule"]) == (
        "D-2026-00001",
        "La personne demande l’effacement (RGPD, art. 17.1 a et b)",
    )
    (entry,) = (await laptop.feed())["entries"]
    assert (entry["item"], entry["sens"], "message" in entry) == (id_, "refusee", False)


async def test_a_prescription_that_waits_is_not_erased_here(departement: Departement) -> None:
    laptop, browser = await ready(departement)
    id_ = await received(laptop, "Weber")
    page = (await browser.get(f"/conservation/{id_}/effacement")).text
    assert "Elle attend une décision" in page
    await browser.get("/conservation")
    page = (
        await browser.submit(f"/conservation/{id_}/effacement", motif="effacement", confirme="oui")
    ).text
    assert "a changé pendant que vous la regardiez" in page


@pytest.mark.parametrize("reference", ["", "2026-CCASILL-9999", "x" * 300, "2026-%-0001"])
@pytest.mark.parametrize("template", ["sqlite"], indirect=True)
async def test_an_unknown_reference_is_told(departement: Departement, reference: str) -> None:
    _, browser = await ready(departement)
    await browser.get("/conservation")
    page = await browser.submit("/conservation/effacement", reference=reference)
    assert page.status_code == 422
    assert "Aucune prescription en cours de conservation" in page.text


@pytest.mark.parametrize("template", ["sqlite"], indirect=True)
async def test_the_date_is_asked_about_on_the_page(departement: Departement) -> None:
    laptop, _ = await ready(departement)
    id_ = await received(laptop, "Weber")
    daily.run_due(departement.service)
    departement.clock.at = datetime(2030, 3, 3, 9, tzinfo=UTC)
    daily.run_due(departement.service)
    browser = departement.browser()
    departement.forget_used_codes()
    await browser.sign_in(departement.add_agent(Role.DELEGUE, name="Dominique Petit"))
    page = (await browser.get("/conservation")).text.replace("\u00a0", " ")
    assert "Il dit&nbsp;: 3 mars 2030." in page
    await browser.submit("/conservation/date")
    daily.run_due(departement.service)
    page = (await browser.get("/conservation/attestations")).text
    assert "T-20300303" in page
    assert (await browser.get(f"/conservation/{id_}/effacement")).status_code == 404


@pytest.mark.parametrize("template", ["sqlite"], indirect=True)
async def test_certificates_follow_each_other_by_page(departement: Departement) -> None:
    _, browser = await ready(departement)
    with departement.service.database.writing() as session:
        for day in range(27):
            proofs.open_one(
                session,
                f"R-202602{day + 1:02}",
                event=Evenement.RETRAIT,
                rule="RGPD",
                now=departement.clock.now() - timedelta(days=day % 9),
            )
    first = (await browser.get("/conservation/attestations")).text
    older = re.search(r'href="(/conservation/attestations\?avant=[^"]+)"', first)
    assert older
    second = (await browser.get(older.group(1))).text
    numbers = [set(re.findall(r"R-\d{8}", page)) for page in (first, second)]
    assert (len(numbers[0]), len(numbers[1])) == (25, 2)
    assert not numbers[0] & numbers[1]
    assert (await browser.client.get("/conservation/attestations/R-1.pdf")).status_code == 404


@pytest.mark.parametrize("template", ["sqlite"], indirect=True)
async def test_the_rules_name_their_sources(departement: Departement) -> None:
    _, browser = await ready(departement, Role.ADMINISTRATEUR)
    page = (await browser.get("/conservation/regles")).text
    assert "convention de délégation, art. 5" in page
    assert "ne fait pas de sauvegarde de lui-même" in page
