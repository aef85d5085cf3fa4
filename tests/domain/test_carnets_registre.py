"""The ledger of carnets folded day by day, the rules of handing over, working days."""

from dataclasses import replace
from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.carnets import Run
from app.domain.carnets_profil import Versements
from app.domain.carnets_registre import (
    DEPARTEMENT,
    MANQUANT,
    PERIME,
    REMIS,
    STRUCTURE,
    BrokenLedgerError,
    Ecriture,
    Lot,
    Mouvement,
    Tenu,
    at_place,
    balance,
    compare,
    of_poste,
    of_prescripteur,
    positions,
)
from app.domain.carnets_regles import (
    RefusCarnet,
    Remettant,
    alertes,
    consommation,
    why_not,
)
from app.domain.feries import feries
from app.domain.jours_ouvres import apres_jours_ouvres, est_ouvre, jours_ouvres_entre

FIRST = date(2021, 3, 1)
LOT = Lot(
    id="lot",
    name="A",
    operator="APTIC",
    prefix="NP-",
    digits=4,
    run=Run(first=1, last=20),
    valid_until=date(2022, 1, 31),  # 003 l. 95
)
ALICE, BRUNO = of_prescripteur("alice"), of_prescripteur("bruno")
PLACES = (DEPARTEMENT, STRUCTURE, ALICE, BRUNO, REMIS, MANQUANT, PERIME)


def moved(
    number: int,
    run: tuple[int, int],
    source: str,
    target: str,
    days: int = 0,
) -> Ecriture:
    return Ecriture(
        number=number,
        lot_id=LOT.id,
        run=Run(first=run[0], last=run[1]),
        kind=Mouvement.TRANSFERT,
        source=source,
        target=target,
        happened_on=FIRST + timedelta(days=days),
    )


@st.composite
def ledgers(draw: st.DrawFn) -> tuple[list[Ecriture], list[list[str]]]:
    """Movements that are possible, and where each carnet is after each of them, one by one."""
    places = [DEPARTEMENT] * 20
    written: list[Ecriture] = []
    after: list[list[str]] = [list(places)]
    day = 0
    for number in range(1, draw(st.integers(1, 12)) + 1):
        start = draw(st.integers(0, 19))
        end = start
        while end < 19 and places[end + 1] == places[start] and draw(st.booleans()):
            end += 1
        day += draw(st.integers(0, 3))
        target = draw(st.sampled_from([one for one in PLACES if one != places[start]]))
        written.append(moved(number, (start + 1, end + 1), places[start], target, days=day))
        for at in range(start, end + 1):
            places[at] = target
        after.append(list(places))
    return written, after


@pytest.mark.obligation("S3-24")
@settings(max_examples=60)
@given(ledgers(), st.integers(0, 40))
def test_the_balance_of_any_day_is_what_counting_each_carnet_gives(
    made: tuple[list[Ecriture], list[list[str]]], days: int
) -> None:
    written, after = made
    day = FIRST + timedelta(days=days)
    known = sum(one.happened_on <= day for one in written)
    counted = after[known]
    found = positions(LOT, written, on=day)
    assert dict(balance(found)) == {place: counted.count(place) for place in set(counted)}
    for place in set(counted):
        numbers = {n for run in at_place(found, place) for n in range(run.first, run.last + 1)}
        assert numbers == {at + 1 for at, where in enumerate(counted) if where == place}


def test_a_movement_from_where_the_carnets_are_not_breaks_the_ledger() -> None:
    written = [moved(1, (1, 10), DEPARTEMENT, STRUCTURE), moved(2, (10, 11), STRUCTURE, ALICE)]
    with pytest.raises(BrokenLedgerError) as broken:
        positions(LOT, written)
    assert broken.value.number == 2


def test_an_inventory_compares_what_was_found_with_what_is_written() -> None:
    written = [moved(1, (1, 10), DEPARTEMENT, STRUCTURE), moved(2, (9, 10), STRUCTURE, ALICE)]
    held = positions(LOT, written)
    found = compare(LOT, held, STRUCTURE, [Run(first=1, last=5), Run(first=9, last=9)])
    assert found is not None
    assert (found.expected, found.found) == (8, 6)
    assert found.missing == (Run(first=6, last=8),)
    assert found.strays == (Run(first=9, last=9),)
    assert compare(LOT, held, STRUCTURE, [Run(first=21, last=21)]) is None


HANDS = Remettant(place=ALICE, tranches={}, confies=True)


@pytest.mark.parametrize(
    ("place", "refus"),
    [
        (ALICE, None),
        (BRUNO, RefusCarnet.A_UN_AUTRE),
        (STRUCTURE, RefusCarnet.PAS_CONFIE),  # 003 l. 157
        (DEPARTEMENT, RefusCarnet.INCONNU),
        (REMIS, RefusCarnet.DEJA_REMIS),
        (MANQUANT, RefusCarnet.MANQUANT),
        (PERIME, RefusCarnet.PERIME),
        (of_poste("autre"), RefusCarnet.AUTRE_POSTE),
    ],
)
def test_a_carnet_is_handed_over_from_where_it_is_entrusted(
    place: str, refus: RefusCarnet | None
) -> None:
    held = ((LOT.run, place),)
    assert why_not(LOT, held, 7, HANDS, FIRST) is refus


def test_a_carnet_is_handed_over_on_its_last_day_and_not_on_the_next() -> None:
    """003 l. 95: « valables jusqu'au 31 janvier 2022. Passé ce délai… »."""
    held = ((LOT.run, ALICE),)
    assert why_not(LOT, held, 7, HANDS, date(2022, 1, 31)) is None
    assert why_not(LOT, held, 7, HANDS, date(2022, 2, 1)) is RefusCarnet.PERIME
    assert why_not(LOT, held, 21, HANDS, FIRST) is RefusCarnet.INCONNU


def test_a_lot_of_the_service_goes_out_of_this_laptops_slice_alone() -> None:
    lot = replace(LOT, tenu=Tenu.SERVICE)
    held = ((LOT.run, STRUCTURE),)
    hands = Remettant(place=ALICE, tranches={"lot": [Run(first=5, last=8)]}, confies=True)
    assert why_not(lot, held, 5, hands, FIRST) is None
    assert why_not(lot, held, 9, hands, FIRST) is RefusCarnet.AUTRE_POSTE


@pytest.mark.parametrize(
    ("day", "palier"),
    [
        (date(2021, 12, 31), None),
        (date(2022, 1, 1), 30),
        (date(2022, 1, 15), 30),
        (date(2022, 1, 16), 15),
        (date(2022, 1, 24), 7),
        (date(2022, 1, 31), 7),
        (date(2022, 2, 1), 0),
    ],
)
@pytest.mark.obligation("S3-14")
def test_the_end_of_validity_is_recalled_thirty_fifteen_and_seven_days_before(
    day: date, palier: int | None
) -> None:
    found = alertes([(LOT, ((LOT.run, ALICE),))], day)
    assert [one.palier for one in found] == ([] if palier is None else [palier])
    assert alertes([(LOT, ((LOT.run, REMIS),))], day) == []  # nothing left to hurry with


TERMS = Versements(
    amorcage_pass=5000,
    abondement_pass=2500,
    seuil_pourcent=50,
    consomme="scanné et mis en contre-paiement",
    suivi_par="la Métropole",
    ouvert_le=date(2021, 1, 1),
    close_le=date(2021, 10, 1),
    courriel="",
    delai_jours_ouvres=20,
    adresse=("Mairie",),
    conditions=(),
)


@pytest.mark.parametrize(
    ("received", "scanned", "consumed", "percent", "reached"),
    [
        (5000, 4000, 2499, 49, False),  # scanned is not consumed (003 l. 121)
        (5000, 2500, 2500, 50, True),
        (7500, 3749, 3749, 49, False),  # of all that was received, abondements too
        (7500, 3750, 3750, 50, True),
        (0, 0, 0, 0, False),
    ],
)
def test_half_is_of_what_was_received_and_consumed_is_put_into_contre_paiement(
    received: int, scanned: int, consumed: int, percent: int, *, reached: bool
) -> None:
    found = consommation(TERMS, received=received, scanned=scanned, consumed=consumed)
    assert (found.percent, found.reached) == (percent, reached)


def test_requests_close_on_the_first_of_october() -> None:
    """003 l. 101 (« A partir du 1er janvier 2021 ») and l. 117 (« à compter du 1er octobre »)."""
    days = (date(2020, 12, 31), date(2021, 1, 1), date(2021, 9, 30), date(2021, 10, 1))
    assert [TERMS.open_on(day) for day in days] == [False, True, True, False]


@pytest.mark.parametrize(
    ("start", "last"),
    [
        # April 2021: 5 is Easter Monday. 1 April is a Thursday: 2, 6-9 (5 days), 12-16 (10),
        # 19-23 (15), 26-30 (20).
        (date(2021, 4, 1), date(2021, 4, 30)),
        # May 2021: 13 Ascension, 24 Whit Monday. Friday 30 April: 3-7 (5), 10-12 and 14 (9),
        # 17-21 (14), 25-28 (18), 31 May and 1 June (20).
        (date(2021, 4, 30), date(2021, 6, 1)),
        # No holiday in September: four weeks.
        (date(2021, 9, 1), date(2021, 9, 29)),
    ],
)
@pytest.mark.obligation("S3-18")
def test_twenty_working_days_pass_over_week_ends_and_holidays(start: date, last: date) -> None:
    assert apres_jours_ouvres(start, 20) == last
    assert jours_ouvres_entre(start, last) == 20
    assert jours_ouvres_entre(last, start) == 0


def test_our_holidays_are_those_of_the_library() -> None:
    for year in range(2019, 2041):
        assert set(feries(year)) == set(holidays.country_holidays("FR", years=year))
    assert not est_ouvre(date(2021, 7, 14))
    assert est_ouvre(date(2021, 4, 2))  # Good Friday, but in Alsace and Moselle
    assert not est_ouvre(date(2021, 4, 2), "67")


def test_a_delay_over_christmas_is_a_day_longer_in_alsace() -> None:
    """2019: 3-6 (4), 9-13 (9), 16-20 (14), 23-24 (16), 26-27 (18), 30-31 December (20)."""
    assert apres_jours_ouvres(date(2019, 12, 2), 20, "93") == date(2019, 12, 31)
    # there the 26th is a holiday, and so is the 1st of January everywhere
    assert apres_jours_ouvres(date(2019, 12, 2), 20, "67") == date(2020, 1, 2)
