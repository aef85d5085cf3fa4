"""What an agent sees and does about carnets, credits, slices and indicators."""

import html
import re
from datetime import UTC, date, datetime

import httpx
import pytest
from sqlalchemy import select

from app.department.database.agents import Role
from app.department.database.counters import CounterReportRow
from app.department.database.stock import LotRow, MovementRow, SliceRow
from app.department.records.stock import credit, movements, places, slices
from app.domain.carnets import Run
from app.sync.protocol.figures import read_figures
from app.sync.protocol.slices import Acknowledgement
from tests.department.support import NOON, Browser, Departement, prescription

pytestmark = pytest.mark.anyio
RECEPTION = {
    "nom": "2026-B",
    "operateur": "Opérateur d’essai",
    "premier": "EX-000481",
    "dernier": "EX-000580",
    "valable": "2026-12-31",
    "jour": "2026-03-02",
    "remarque": "bordereau 12",
}


async def agent(departement: Departement) -> Browser:
    browser = departement.browser()
    await browser.sign_in()
    return browser


def plain(page: str) -> str:
    text = html.unescape(re.sub(r"<[^>]+>", " ", page))
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())


async def typed(browser: Browser, address: str, **fields: str) -> str:
    """Fill in a form and confirm what the next page says."""
    await browser.get(address)
    asked = await browser.submit(address, **fields)
    assert asked.status_code == 200, plain(asked.text)
    done = await confirmed(browser, asked)
    assert done.status_code == 200, plain(done.text)
    return plain(done.text)


async def confirmed(browser: Browser, page: httpx.Response) -> httpx.Response:
    """Push the button that confirms what a page shows, with all that the page holds."""
    shown = page.text.split("<main", 1)[1]
    address = re.search(r'method="post" action="([^"]+)"', shown)
    assert address
    held = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', shown))
    held = {name: html.unescape(value) for name, value in held.items()} | {"confirme": "oui"}
    return await browser.submit(address.group(1), **held)


def value_of(page: str, field: str) -> str:
    """Return what stands in a field of a page."""
    found = re.search(rf'<input id="{field}"[^>]*?value="([^"]*)"', page)
    return html.unescape(found.group(1)) if found else ""


def lot_of(departement: Departement) -> str:
    with departement.service.database.reading() as session:
        return session.scalars(select(LotRow.id)).one()


async def stocked(departement: Departement, browser: Browser) -> str:
    await typed(browser, "/stock/reception", **RECEPTION)
    lot = lot_of(departement)
    await typed(
        browser,
        "/stock/mouvement",
        mouvement="affectation",
        lieu="CCASILL",
        lot=lot,
        premier="481",
        dernier="EX-000500",
        jour="2026-03-03",
    )
    return lot


async def test_carnets_are_received_given_to_a_structure_and_followed(
    departement: Departement,
) -> None:
    browser = await agent(departement)
    assert "Aucun lot" in plain((await browser.get("/stock")).text)
    await browser.get("/stock/reception")
    asked = await browser.submit("/stock/reception", **RECEPTION)
    for said in ("EX-000481 à EX-000580 (100 carnets)", "31 décembre 2026", "bordereau 12"):
        assert said in plain(asked.text)
    assert "Aucun lot" in plain((await browser.get("/stock")).text)  # nothing is written yet
    lot = await stocked(departement, browser)
    page = plain((await browser.get("/stock")).text)
    assert "Département 80" in page
    assert "CCAS d’Illkirch 20" in page
    here = plain((await browser.get("/stock/structures/CCASILL")).text)
    assert "EX-000481 à EX-000500 20" in here
    history = plain((await browser.get(f"/stock/mouvements?lot={lot}")).text)
    assert "EX-000481 à EX-000500 20 carnets, lot 2026-B" in history
    assert "Opérateur → Département" in history


async def test_a_slip_is_taken_back_and_both_stay_in_the_history(departement: Departement) -> None:
    browser = await agent(departement)
    lot = await stocked(departement, browser)
    with departement.service.database.reading() as session:
        last = session.scalars(select(MovementRow.id).order_by(MovementRow.id.desc())).first()
    address = f"/stock/mouvements/{last}/correction"
    asked = plain((await browser.get(address)).text)
    assert "Les deux restent dans l’historique" in asked
    history = plain((await browser.submit(address)).text)
    assert f"Correction du n° {last}" in history
    assert "Corrigé" in history
    again = await browser.submit(address)
    assert (again.status_code, "déjà été corrigé" in again.text) == (422, True)
    with departement.service.database.reading() as session:
        whole = (Run(first=481, last=580),)
        assert movements.runs_at(session, lot, places.DEPARTEMENT) == whole


async def test_a_reception_typed_wrong_is_taken_back_and_typed_again(
    departement: Departement,
) -> None:
    """Its name, numbers, operator and last day can be wrong; nothing but its slip then has it."""
    browser = await agent(departement)
    wrong = {"nom": "2026-A", "valable": "2026-06-30", "dernier": "EX-000680"}
    await typed(browser, "/stock/reception", **RECEPTION | wrong)
    refused = await browser.submit("/stock/reception", **RECEPTION)
    assert "corrigez d’abord sa réception" in plain(refused.text)
    assert "(2026-A)" in plain(refused.text)
    with departement.service.database.reading() as session:
        last = session.scalars(select(MovementRow.id)).one()
    await browser.get(f"/stock/mouvements/{last}/correction")
    await browser.submit(f"/stock/mouvements/{last}/correction")
    await typed(browser, "/stock/reception", **RECEPTION)
    with departement.service.database.reading() as session:
        lot = session.scalars(select(LotRow)).one()
        assert (lot.name, lot.valid_until, lot.first, lot.last) == (
            "2026-B",
            date(2026, 12, 31),
            481,
            580,
        )
        whole = (Run(first=481, last=580),)
        assert movements.runs_at(session, lot.id, places.DEPARTEMENT) == whole
    history = plain((await browser.get("/stock/mouvements")).text)
    assert "EX-000481 à EX-000680 200 carnets" in history  # what was typed first is still told
    assert "2026-B Opérateur d’essai 31 décembre 2026 100 0" in plain(
        (await browser.get("/stock")).text
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"premier": "EX-000500", "dernier": "EX-000481"}, "comme ils sont imprimés"),
        ({"premier": "AB-1"}, "comme ils sont imprimés"),
        ({"jour": "2026-03-04"}, "n’est pas à venir"),
        ({"jour": "hier"}, "n’est pas à venir"),
        ({"nom": "  "}, "un nom de lot"),
        ({"valable": "2026-01-31"}, "validité de ce lot est passée"),
        ({"premier": "1", "dernier": "999999999999999"}, "comme ils sont imprimés"),
    ],
)
async def test_a_wrong_reception_says_what_is_wrong_and_writes_nothing(
    departement: Departement, changes: dict[str, str], sentence: str
) -> None:
    browser = await agent(departement)
    await browser.get("/stock/reception")
    answer = await browser.submit("/stock/reception", **RECEPTION | changes, confirme="oui")
    assert answer.status_code == 422
    assert sentence in plain(answer.text)
    assert 'value="Opérateur d’essai"' in answer.text  # what was typed is still there
    with departement.service.database.reading() as session:
        assert session.scalars(select(MovementRow)).all() == []


async def test_an_inventory_shows_the_differences_before_it_writes_them(
    departement: Departement,
) -> None:
    browser = await agent(departement)
    lot = await stocked(departement, browser)
    fields = {"lieu": "CCASILL", "lot": lot, "numeros": "481-498", "jour": "2026-03-03"}
    await browser.get("/stock/inventaire")
    asked = plain((await browser.submit("/stock/inventaire", **fields)).text)
    assert "Attendus 20 carnets Comptés 18 carnets" in asked
    assert "Manquent EX-000499 à EX-000500 (2 carnets)" in asked
    wrong = await browser.submit("/stock/inventaire", **fields | {"numeros": "481-"})
    assert "« 481- » n’est pas un numéro" in plain(wrong.text)
    await typed(browser, "/stock/inventaire", **fields)
    with departement.service.database.reading() as session:
        missing = (Run(first=499, last=500),)
        assert movements.runs_at(session, lot, places.MANQUANT) == missing


async def test_a_prefix_is_read_at_the_beginning_of_a_number_alone(
    departement: Departement,
) -> None:
    """« 21- » begins the printed numbers of this lot; in « 0021-0050 » it does not."""
    browser = await agent(departement)
    changes = {"premier": "21-0001", "dernier": "21-0100"}
    await typed(browser, "/stock/reception", **RECEPTION | changes)
    fields = {"lieu": "departement", "lot": lot_of(departement), "jour": "2026-03-03"}
    await browser.get("/stock/inventaire")
    for numbers in ("0021-0050", "21-0021-21-0050", "21-0021 - 21-0040, 41\n21-0042-50"):
        asked = await browser.submit("/stock/inventaire", **fields, numeros=numbers)
        assert "Comptés 30 carnets" in plain(asked.text), numbers
        assert "Manquent 21-0001 à 21-0020 ; 21-0051 à 21-0100 (70 carnets)" in plain(asked.text)


async def test_carnets_out_of_date_go_to_no_structure_and_others_do_not_expire(
    departement: Departement,
) -> None:
    """003 l. 95: usable until the last day of validity, that day too, and not after."""
    browser = await agent(departement)
    await typed(browser, "/stock/reception", **RECEPTION | {"valable": "2026-03-03"})
    fields = {"lieu": "CCASILL", "lot": lot_of(departement), "premier": "481", "dernier": "481"}
    expired = fields | {"lieu": "departement", "mouvement": "peremption"}
    await browser.get("/stock/mouvement")
    refused = await browser.submit("/stock/mouvement", **expired, jour="2026-03-03")
    assert "valables jusqu’au 3 mars 2026" in plain(refused.text)
    await typed(browser, "/stock/mouvement", **fields, mouvement="affectation", jour="2026-03-03")
    departement.clock.at = datetime(2026, 3, 4, 9, tzinfo=UTC)
    await browser.sign_in()
    given = fields | {"premier": "482", "dernier": "482", "mouvement": "affectation"}
    await browser.get("/stock/mouvement")
    refused = await browser.submit("/stock/mouvement", **given, jour="2026-03-04")
    assert "validité de ce lot est passée" in plain(refused.text)
    late = await browser.submit("/stock/mouvement", **given, jour="2026-03-03")  # typed late
    assert late.status_code == 200
    await typed(
        browser,
        "/stock/mouvement",
        **expired | {"premier": "483", "dernier": "483"},
        jour="2026-03-04",
    )


async def test_what_was_agreed_to_is_what_is_written(departement: Departement) -> None:
    """Another agent moves carnets between the page that shows the gaps and its confirmation."""
    browser, other = await agent(departement), departement.browser()
    await other.sign_in(departement.add_agent(Role.GESTIONNAIRE))
    departement.add_structure("MEDIA", "Médiathèque")
    lot = await stocked(departement, browser)
    fields = {"lieu": "CCASILL", "lot": lot, "numeros": "481-500", "jour": "2026-03-03"}
    await browser.get("/stock/inventaire")
    asked = await browser.submit("/stock/inventaire", **fields)
    assert "Trouvés en plus aucun" in plain(asked.text)
    moved = {"lot": lot, "premier": "481", "dernier": "490", "jour": "2026-03-03"}
    await typed(other, "/stock/mouvement", mouvement="retour", lieu="CCASILL", **moved)
    await typed(other, "/stock/mouvement", mouvement="affectation", lieu="MEDIA", **moved)
    again = await confirmed(browser, asked)
    assert again.status_code == 409
    assert "a changé pendant que vous lisiez" in plain(again.text)
    assert "Trouvés en plus EX-000481 à EX-000490 (10 carnets)" in plain(again.text)
    with departement.service.database.reading() as session:
        held = movements.runs_at(session, lot, places.structure_place("MEDIA"))
        assert held == (Run(first=481, last=490),)
    done = await confirmed(browser, again)  # seen, and agreed to
    assert "20 comptés, 10 attendus" in plain(done.text)


async def test_a_slice_is_allotted_to_a_laptop_and_called_back(departement: Departement) -> None:
    laptop, browser = departement.laptop(), await agent(departement)
    await laptop.activate(departement.code())
    lot, base = await stocked(departement, browser), "/stock/structures/CCASILL"
    fields = {"poste": laptop.id, "lot": lot, "valable": "2026-06-30"}
    await browser.get(base)
    too_many = await browser.submit(f"{base}/tranches", **fields, premier="481", dernier="501")
    assert "Tous ces carnets ne sont pas à cet endroit" in plain(too_many.text)
    page = await browser.submit(f"{base}/tranches", **fields, premier="481", dernier="490")
    assert "EX-000481 à EX-000490 10 carnets 30 juin 2026 Attribuée" in plain(page.text)
    assert "Pas encore reçue par le poste" in plain(page.text)
    with departement.service.database.reading() as session:
        made = session.scalars(select(SliceRow.id)).one()
        told = Acknowledgement(slice=made, revision=1, handed=1, ranges=[Run(first=481, last=481)])
    with departement.service.database.writing() as session:
        slices.acknowledge(session, laptop.id, [told], at=NOON, today=NOON.date())
    # of the 20 that came, one is with a person, and nine more may be handed out by the laptop
    assert "CCAS d’Illkirch 19 9" in plain((await browser.get("/stock")).text)
    assert "Jusque-là il peut encore" in (await browser.get(f"/stock/tranches/{made}/rappel")).text
    called = await browser.submit(f"/stock/tranches/{made}/rappel")
    assert "Rappelée, le poste ne l’a pas encore su" in plain(called.text)
    refused = await browser.submit(f"/stock/tranches/{made}/cloture")
    assert "lui seul peut rendre sa tranche" in plain(refused.text)
    await laptop.client.aclose()


async def test_credits_are_given_adjusted_and_warned_about(departement: Departement) -> None:
    browser, base = await agent(departement), "/stock/structures/CCASILL"
    await browser.get(base)
    fields = {"du": "2026-01-01", "au": "2026-12-31", "carnets": "10"}
    page = await browser.submit(f"{base}/credits", **fields)
    assert "au 31 décembre 2026 10 0 10 0" in plain(page.text)
    assert "déjà un crédit" in plain((await browser.submit(f"{base}/credits", **fields)).text)
    with departement.service.database.reading() as session:
        found = credit.covering(session, "CCASILL", NOON.date())
        assert found is not None
        id_ = found.credit.id
    page = await browser.submit(f"{base}/ajustements", credit=id_, carnets="−8", remarque="")
    assert "au 31 décembre 2026 2 0 2 0" in plain(page.text)
    assert "0 sous le seuil" not in plain((await browser.get("/stock")).text)
    await browser.get(base)
    await browser.submit(f"{base}/seuil", seuil="5")
    overview = plain((await browser.get("/stock")).text)
    assert "CCAS d’Illkirch : 0 carnet en stock, sous le seuil." in overview


async def test_what_was_typed_stays_in_its_own_form_when_it_is_refused(
    departement: Departement,
) -> None:
    laptop, browser = departement.laptop(), await agent(departement)
    await laptop.activate(departement.code())
    lot, base = await stocked(departement, browser), "/stock/structures/CCASILL"
    period = {"du": "2026-01-01", "au": "2026-12-31"}
    await browser.get(base)
    await browser.submit(f"{base}/credits", **period, carnets="1\u202f000")  # as the page writes it
    with departement.service.database.reading() as session:
        found = credit.covering(session, "CCASILL", NOON.date())
    assert found is not None
    assert found.given == 1000
    promise = {"poste": laptop.id, "credit": found.credit.id, "valable": "2026-12-31"}
    slice_ = {"poste": laptop.id, "lot": lot, "premier": "481", "dernier": "490"}
    for form, fields, field, kept in (
        ("credits", period | {"au": "2025-12-31", "carnets": "12"}, "carnets-d", "12"),
        ("ajustements", {"credit": found.credit.id, "carnets": "−7000"}, "carnets-a", "−7000"),
        (
            "ajustements",
            {"credit": found.credit.id, "carnets": "x", "remarque": "avenant 2"},
            "remarque-a",
            "avenant 2",
        ),
        ("seuil", {"seuil": "vingt"}, "seuil", "vingt"),
        ("tranches", promise | {"carnets": "2000"}, "carnets-c", "2000"),
        (
            "tranches",
            promise | {"carnets": "2", "valable": "2027-02-01"},
            "valable-c",
            "2027-02-01",
        ),
        ("tranches", slice_ | {"valable": "2027-01-31"}, "valable-n", "2027-01-31"),
    ):
        page = await browser.submit(f"{base}/{form}", **fields)
        assert page.status_code == 422
        assert value_of(page.text, field) == kept, form
        for other in ("carnets-a", "carnets-c", "carnets-d", "premier-n", "remarque-a"):
            assert other[-1] == field[-1] or not value_of(page.text, other), form
    refused = plain(browser.page)  # of the last form
    assert "au plus tard avec son lot ou son crédit (31 décembre 2026)" in refused
    await laptop.client.aclose()


async def test_carnets_out_of_date_are_offered_to_no_laptop(departement: Departement) -> None:
    laptop, browser = departement.laptop(), await agent(departement)
    await laptop.activate(departement.code())
    lot, base = await stocked(departement, browser), "/stock/structures/CCASILL"
    assert f'<option value="{lot}">' in (await browser.get(base)).text
    departement.clock.at = datetime(2027, 1, 1, 9, tzinfo=UTC)
    await browser.sign_in()
    page = (await browser.get(base)).text
    assert "Périmé" in page
    assert "Attribuer des carnets à un poste" not in page
    await laptop.client.aclose()


async def test_who_decides_sees_what_the_structure_may_still_be_granted(
    departement: Departement,
) -> None:
    laptop, browser = departement.laptop(), await agent(departement)
    await laptop.activate(departement.code())
    item = laptop.item(prescription(carnets=3))
    await laptop.push(item)
    address = f"/prescriptions/{item.header.item}"
    assert "Crédit de la structure" not in (await browser.get(address)).text
    await browser.get("/stock/structures/CCASILL")
    fields = {"du": "2026-01-01", "au": "2026-12-31", "carnets": "2"}
    await browser.submit("/stock/structures/CCASILL/credits", **fields)
    page = plain((await browser.get(address)).text)
    assert "Crédit de la structure reste 2 carnets, jusqu’au 31 décembre 2026" in page
    await browser.decide(item.header.item, sens="acceptee", message="")
    page = plain((await browser.get(address)).text)
    assert "Crédit de la structure dépassé de 1 carnet, jusqu’au 31 décembre 2026" in page
    alerts = plain((await browser.get("/stock")).text)
    assert "CCAS d’Illkirch : crédit dépassé de 1 carnet." in alerts
    await laptop.client.aclose()


async def test_lots_that_end_soon_or_have_ended_are_told(departement: Departement) -> None:
    browser = await agent(departement)
    await stocked(departement, browser)
    assert "À voir" not in (await browser.get("/stock")).text
    departement.clock.at = datetime(2026, 12, 1, 9, tzinfo=UTC)
    await browser.sign_in()
    page = plain((await browser.get("/stock")).text)
    assert "Lot 2026-B : valable jusqu’au 31 décembre 2026, 100 carnets en stock." in page
    departement.clock.at = datetime(2027, 1, 1, 9, tzinfo=UTC)
    await browser.sign_in()
    page = plain((await browser.get("/stock")).text)
    assert "Lot 2026-B : périmé depuis le 31 décembre 2026, 100 carnets encore en stock." in page


@pytest.mark.parametrize("role", [Role.LECTEUR, Role.INSTRUCTEUR])
async def test_who_only_reads_sees_the_stock_and_changes_nothing(
    departement: Departement, role: Role
) -> None:
    name, browser = departement.add_agent(role), departement.browser()
    await browser.sign_in(name)
    page = await browser.get("/stock/structures/CCASILL")
    assert page.status_code == 200
    assert "<form" not in page.text.split("<main", 1)[1]
    assert (await browser.get("/stock/reception")).status_code == 403
    answer = await browser.submit("/stock/structures/CCASILL/seuil", seuil="5")
    assert answer.status_code == 403


def tell(departement: Departement, device: str, month: str, **figures: dict[str, int]) -> None:
    with departement.service.database.writing() as session:
        session.add(
            CounterReportRow(
                device_id=device,
                month=month,
                structure_id="CCASILL",
                lineage="0a" * 16,
                ancestors=[],
                revision=1,
                digest=b"",
                own=figures,
                inherited={},
                received_at=NOON,
                set_aside_at=None,
            )
        )


async def test_indicators_are_shown_by_quarter_with_small_figures_hidden(
    departement: Departement,
) -> None:
    laptop, browser = departement.laptop(), departement.browser()
    await laptop.activate(departement.code())
    departement.clock.at = datetime(2026, 10, 5, 9, tzinfo=UTC)
    await browser.sign_in()
    for month in range(3, 9):
        phone = 1 if month in {4, 5} else 12
        tell(
            departement,
            laptop.id,
            f"2026-{month:02}",
            entretien={"1": 20 + phone},
            canal={"sur_place": 20, "telephone": phone},
        )
    address = "/indicateurs?structure=CCASILL&annee=2026"
    page = plain((await browser.get(address)).text)
    assert "T3 : on attend des postes" in page
    assert "au plus tard après le 10 octobre 2026" in page
    assert "Poste 1 n’a pas transmis septembre 2026" in page
    assert re.search(r"Par téléphone .*n\.c\.", page) is None
    assert "Par téléphone 12 14 26" in page  # 1 + 1 + 12 in the second quarter
    departement.clock.at = datetime(2026, 10, 11, 9, tzinfo=UTC)
    await browser.sign_in()
    page = plain((await browser.get(address)).text)
    assert "Par téléphone 12 14 24 50" in page
    assert "Poste 1 n’avait pas transmis septembre 2026" in page
    with departement.service.database.writing() as session:
        row = session.get_one(CounterReportRow, (laptop.id, "2026-06"))
        row.own = {"entretien": {"1": 21}, "canal": {"sur_place": 20, "telephone": 1}}
    page = plain((await browser.get(address)).text)
    assert "Par téléphone 12 14 24 50" in page  # a quarter that was shown never changes
    tell(departement, laptop.id, "2026-12", entretien={"1": 30}, canal={"sur_place": 30})
    departement.clock.at = datetime(2027, 1, 11, 9, tzinfo=UTC)
    await browser.sign_in()
    page = plain((await browser.get(address)).text)
    assert "Par téléphone 12 14 24 0 50" in page  # 11 too many: they come off what follows
    file = await browser.get("/indicateurs.csv?structure=CCASILL&annee=2026")
    assert file.headers["content-type"].startswith("text/csv")
    (line,) = [one for one in file.text.splitlines() if "Par téléphone" in one]
    assert line.endswith(";12;14;24;0;50")
    assert "Non transmis;Poste 1;2026-09" in file.text
    signed = await browser.get("/indicateurs.json?structure=CCASILL&annee=2026")
    told = read_figures(signed.content, laptop.keys)  # what its laptops take, and verify
    assert told.annee.figure(("canal", "telephone"), "T2") == 14
    assert told.manquants == ("Poste 1 : septembre, octobre et novembre 2026",)
    await laptop.client.aclose()


async def test_without_a_structure_or_a_figure_the_page_says_so(departement: Departement) -> None:
    browser = await agent(departement)
    page = plain((await browser.get("/indicateurs")).text)
    assert "Aucun nombre pour 2025" in page
    assert (await browser.get("/indicateurs.csv?structure=XX")).status_code == 404
    for nonsense in ("annee=0", "annee=9999", "annee=-1&structure=%00", "annee=x"):
        assert (await browser.get(f"/indicateurs?{nonsense}")).status_code == 200
    for nonsense in ("avant=x&lot=%27", "avant=99999999999", "structure=%22%3E"):
        assert (await browser.get(f"/stock/mouvements?{nonsense}")).status_code == 200
    assert date(2026, 3, 3) == departement.clock.today()
