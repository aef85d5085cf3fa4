"""What of the laptop itself stands in the calendar: by day and by number, naming nobody."""

from datetime import date, time
from pathlib import Path

from app.domain.conformite import Renseignements
from app.domain.echeance import Echeance, EtatEcheance, Genre
from app.usecases.carnets import following
from app.usecases.conformity import conformite
from app.usecases.echeances import agenda, calendrier
from app.usecases.registers import demandes
from app.usecases.workplace import Workplace
from tests.demandes.asking import WHO, request
from tests.fast_vault import fast_vaults
from tests.ui.workplace import CONFLENT, LOT_ET_GARONNE, MakeWorkplace, WallClock, new_workplace
from tests.usecases.carnets.mairie import keep_vault, open_mairie
from tests.usecases.mandats.steps import NAME, draft, running

__all__ = ["new_workplace"]  # a fixture


def of(place: Workplace, genre: Genre) -> list[Echeance]:
    return [one for one in calendrier.load(place).items if one.genre is genre]


def test_mandates_that_end_are_counted_by_day_and_the_file_names_nobody(
    new_workplace: MakeWorkplace,
) -> None:
    clock = WallClock()
    place = new_workplace(CONFLENT, clock)
    with fast_vaults():
        references = []
        for _ in range(2):
            mandat_id = running(place, draft(place))
            references.append(mandat_id)
    draft(place)  # not signed: nothing ends
    (item,) = of(place, Genre.MANDAT)
    assert item.titre == "2 mandats se terminent"
    assert item.jour == date(2026, 12, 23)  # 31 days after 22 November
    assert item.etat(date(2026, 11, 23)) is EtatEcheance.PROCHE
    content = agenda.export(place).decode()
    assert "2 mandats se terminent" in content
    assert NAME not in content
    assert not any(one in content for one in references)


def test_a_request_is_due_on_the_day_of_its_term_with_its_hour(
    new_workplace: MakeWorkplace,
) -> None:
    """000, l. 126: 24 hours after 9 h 05 on 22 November."""
    place = new_workplace(LOT_ET_GARONNE)
    demandes.register(place, request(time(9, 5)))
    (item,) = of(place, Genre.DROITS)
    assert (item.titre, item.jour) == ("Une demande de droits à transmettre", date(2026, 11, 23))
    assert item.precision == "Avant 09:05."
    assert WHO not in agenda.export(place).decode()


def test_the_assessment_is_due_again_within_three_years(new_workplace: MakeWorkplace) -> None:
    place = new_workplace(LOT_ET_GARONNE)
    assert of(place, Genre.CONFORMITE) == []
    said = Renseignements(aipd_on=date(2024, 1, 10), aipd_par="La direction")
    conformite.keep(place, said)
    (item,) = of(place, Genre.CONFORMITE)
    assert item.jour == date(2027, 1, 10)


def test_carnets_that_expire_and_deliveries_awaited_stand_in_the_calendar(tmp_path: Path) -> None:
    """003, l. 95: until 31 January 2022; l. 110: 20 working days from the confirmation."""
    with fast_vaults():
        mairie = open_mairie(keep_vault(tmp_path / "modele"), tmp_path / "coffre")
    mairie.delivered("1-40")
    mairie.on(2021, 3, 8)
    conditions = ("convention", "referent", "reseau", "capacite")
    asked = following.ask_amorcage(mairie.place, conditions)
    following.confirm(mairie.place, asked.id, date(2021, 3, 8))
    found = {one.titre: one.jour for one in of(mairie.place, Genre.CARNET)}
    assert found["40\u00a0carnets du lot 2021-A périment"] == date(2022, 1, 31)
    # 9 March is the first day; Easter Monday, 5 April 2021, is none
    assert found["Livraison de Pass attendue au plus tard"] == date(2021, 4, 6)
    mairie.place.close()
