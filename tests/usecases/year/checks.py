"""What the year must show: figures as counted apart, a ledger that balances, a purge unseen."""

from datetime import date, timedelta

from app.domain.bilan import SourceChiffres
from app.domain.trimestre import Periode, Trimestre
from app.storage import indicateurs
from app.usecases.bilans import contents, drafting, figures
from app.usecases.carnets import stock
from app.usecases.laptop import dating, housekeeping
from app.usecases.people import persons
from app.usecases.workplace import Workplace
from tests.usecases.year.laptop import Laptop
from tests.usecases.year.oracle import Fact

SMALL = range(1, 5)


def exact(place: Workplace) -> dict[str, dict[Fact, int]]:
    """Return every figure of a laptop by month, as it was counted."""
    with place.database.reading() as session:
        return {
            month: {(fait.name, fait.value): number for fait, number in counted.items()}
            for month, counted in indicateurs.exact_by_month(session).items()
            if counted
        }


def counters_agree(laptop: Laptop) -> None:
    """The counters of each month are what was counted apart."""
    assert exact(laptop.place) == laptop.oracle.known()


def shown_agree(laptop: Laptop, year: int) -> int:
    """Every figure that is shown is right, and none of persons is small; return how many are."""
    found = figures.shown(laptop.place, SourceChiffres.POSTE)
    things = figures.things(laptop.place.convention)
    periods = [Periode(first=one, last=one) for one in Periode.of_year(year).quarters]
    seen = 0
    for period in (*periods, Periode.of_year(year)):
        for fact in laptop.oracle.facts():
            told = found.figure(fact, period)
            if told is None:
                continue
            seen += 1
            assert told == laptop.oracle.total(fact, period.months), (fact, period)
            assert things(fact) or told not in SMALL, (fact, period)
    return seen


def reports_agree(laptop: Laptop, year: int, most: int = 9) -> dict[str, object]:
    """The reports of the convention tell the year as it was counted; return what they say."""
    said: dict[str, object] = {}
    for modele in laptop.place.convention.bilans[:most]:
        report = drafting.begin(laptop.place, modele.code, Periode.of_year(year))
        content = contents.content(laptop.place, report)
        for partie in content.parties:
            for table in partie.tableaux:
                for line in table.lignes:
                    fact = (table.code, line.code)
                    months = Periode.of_year(year).months
                    assert line.total in {None, laptop.oracle.total(fact, months)}, fact
                    for number, told in enumerate(line.figures, start=1):
                        quarter = Trimestre(year, number).months
                        assert told in {None, laptop.oracle.total(fact, quarter)}, fact
        said[modele.code] = content.parties
    return said


def ledger_balances(laptop: Laptop, first: date, last: date, *, every_days: int) -> int:
    """On each day the places are as noted carnet by carnet; return how many days were looked at."""
    if laptop.stock is None:
        return 0
    day, seen = first, 0
    while day <= last:
        found = stock.etat(laptop.place, day)
        noted = laptop.oracle.where(day)
        sums = {
            "structure": sum(one.stock for one in found.lots),
            "remis": sum(one.remis for one in found.lots),
            "rendu": sum(one.rendus for one in found.lots),
            "manquant": sum(one.manquants for one in found.lots),
        }
        assert sums == {place: noted.get(place, 0) for place in sums}, day
        assert sum(one.recus for one in found.lots) == sum(noted.values()), day
        seen, day = seen + 1, day + timedelta(days=every_days)
    return seen


def purge_changes_nothing(laptop: Laptop, year: int, reports: int = 9) -> int:
    """Six years later everybody is erased, and every figure stands; return how many went."""
    before = (exact(laptop.place), reports_agree(laptop, year, reports))
    stocked = stock.etat(laptop.place, date(year, 12, 31)).lots if laptop.stock else ()
    laptop.clock.at = laptop.clock.at.replace(year=year + 6)
    dating.confirm_date(laptop.place)
    gone = 0
    while not (done := housekeeping.tidy(laptop.place, keep_going=lambda: True)).complete:
        gone += done.personnes
    gone += done.personnes
    assert (exact(laptop.place), reports_agree(laptop, year, reports)) == before
    assert persons.find(laptop.place, "Exemplier", everyone=True) == []
    if laptop.stock:
        assert stock.etat(laptop.place, date(year, 12, 31)).lots == stocked
    return gone
