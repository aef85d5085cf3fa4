"""The .ics file: read back by another program, the same names each time, nobody in it."""

from dataclasses import replace
from datetime import UTC, date, datetime

from icalendar import Calendar

from app.documents.agenda import agenda_ics, uid
from app.domain.echeance import Echeance, Genre
from app.domain.vie_convention import Saisie, Sorte
from app.usecases.echeances import agenda, calendrier
from app.usecases.laptop import vie
from tests.echeances.test_calendrier import at
from tests.ui.workplace import LOT_ET_GARONNE, STRASBOURG, MakeWorkplace, new_workplace

__all__ = ["new_workplace"]  # a fixture

MADE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def test_the_file_is_read_back_and_a_date_that_moves_keeps_its_name(
    new_workplace: MakeWorkplace,
) -> None:
    place = at(new_workplace(LOT_ET_GARONNE), date(2027, 1, 4))
    first = {str(one["UID"]): one for one in Calendar.from_ical(agenda.export(place)).events}
    assert len(first) == len(calendrier.load(place).items)
    calendrier.set_day(place, "comite:2027-1", date(2027, 2, 9))
    again = {str(one["UID"]): one for one in Calendar.from_ical(agenda.export(place)).events}
    assert set(again) == set(first)
    meeting = uid(place.structure.code, "comite:2027-1")
    assert first[meeting].start == date(2027, 4, 30)
    assert again[meeting].start == date(2027, 2, 9)
    assert str(first[meeting]["STATUS"]) == "TENTATIVE"
    assert str(again[meeting]["STATUS"]) == "CONFIRMED"
    assert "Camille" not in agenda.export(place).decode()
    assert place.structure.code not in agenda.export(place).decode()


def test_the_last_day_of_a_convention_moves_with_its_avenant(new_workplace: MakeWorkplace) -> None:
    """Under another name, the agenda would keep the former last day beside the new one."""
    place = at(new_workplace(STRASBOURG), date(2027, 1, 4))
    ends = []
    for terme in (date(2027, 12, 31), date(2028, 2, 29)):
        said = Saisie(sorte=Sorte.AVENANT, le=date(2027, 1, 4), reference="No 2", terme=terme)
        vie.noter(place, said)
        events = {str(one["UID"]): one for one in Calendar.from_ical(agenda.export(place)).events}
        ends.append(events[uid(place.structure.code, "vie_terme")].start)
    assert ends == [date(2027, 12, 31), date(2028, 2, 29)]


def test_lines_are_folded_and_escaped_and_a_whole_day_ends_on_the_next() -> None:
    one = Echeance(
        cle="mandat:2026-12-01",
        titre="Un mandat se termine ; dernier jour, à revoir avec l’équipe départementale " * 2,
        genre=Genre.MANDAT,
        jour=date(2026, 12, 31),
        precision="Ligne\nsuivante",
    )
    content = agenda_ics([one], structure="CCAS", made_at=MADE)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\\; dernier jour\\," in content.replace(b"\r\n ", b"")
    event = Calendar.from_ical(content).events[0]
    assert str(event["SUMMARY"]) == one.titre
    assert (event.start, event.end) == (date(2026, 12, 31), date(2027, 1, 1))
    assert event.alarms.times[0].trigger == date(2026, 12, 1)
    assert "Ligne\nsuivante" in str(event["DESCRIPTION"])


def test_two_structures_never_share_a_name_and_done_items_ring_no_more() -> None:
    assert uid("A", "rapport:2027") != uid("B", "rapport:2027")
    assert uid("A", "rapport:2027") == uid("A", "rapport:2027")
    one = Echeance(cle="x:1", titre="X", genre=Genre.RAPPORT, jour=date(2027, 1, 15))
    done = replace(one, faite_le=date(2027, 1, 10))
    files = [agenda_ics([each], structure="A", made_at=MADE) for each in (one, done)]
    assert [b"VALARM" in each for each in files] == [True, False]
