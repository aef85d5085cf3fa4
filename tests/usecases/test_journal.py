from app.domain.identifiers import PersonneId
from app.storage.acces import MotifAcces
from app.storage.journal_sceaux import Etat
from app.usecases import journal
from app.usecases.destruction import erasing
from app.usecases.journal import Famille
from app.usecases.laptop import colleagues, dating, housekeeping
from app.usecases.people import overview, persons
from app.usecases.workplace import Workplace
from tests.fast_vault import fast_vaults
from tests.ui.workplace import (
    PASSPHRASE,
    MakeWorkplace,
    WallClock,
    add_colleague,
    as_agent,
    new_workplace,
    workplace,
)
from tests.usecases.test_day import follow, interview

__all__ = ["new_workplace", "workplace"]


def _kinds(place: Workplace, famille: Famille = Famille.TOUT) -> list[str]:
    return [line.kind for line in journal.read(place, famille)]


def _person(place: Workplace) -> PersonneId:
    follow(place, interview(place))
    return overview.listing(place)[0].prescription.personne_id


def test_opening_the_laptop_is_in_the_journal(workplace: Workplace) -> None:
    first = journal.read(workplace)[-1]
    assert (first.kind, first.agent, first.dossier) == ("ouverture", "Camille Martin", "")


def test_what_is_done_for_a_person_is_there_without_her_name(workplace: Workplace) -> None:
    _person(workplace)
    lines = journal.read(workplace, Famille.ACTES)
    assert {"enregistree", "prescrite"} <= {line.kind for line in lines}
    assert all(line.agent == "Camille Martin" for line in lines)
    assert "Exemplier" not in repr(lines)


def test_opening_a_record_is_noted_once_a_quarter_of_an_hour(new_workplace: MakeWorkplace) -> None:
    clock = WallClock()
    place = new_workplace(clock=clock)
    person = _person(place)
    for minutes in (0, 10, 10):
        clock.go_on(minutes=minutes)
        persons.open_record(place, person)
    assert _kinds(place, Famille.ACCES) == ["consultation", "consultation"]
    assert len({line.dossier for line in journal.read(place, Famille.ACCES)}) == 1


def test_opening_the_record_of_a_colleague_is_there_with_its_reason(workplace: Workplace) -> None:
    person = _person(workplace)
    other = as_agent(workplace, add_colleague(workplace))
    persons.open_record(other, person, reason=MotifAcces.ACCUEIL)
    (line,) = journal.read(workplace, Famille.ACCES)
    assert (line.kind, line.detail, line.agent) == ("acces_collegue", "accueil", "Dominique Petit")
    assert [one.kind for one in journal.read(workplace, agent_id=other.agent.id)] == [
        "acces_collegue"
    ]


def test_what_changes_who_may_open_is_there_even_after_new_keys(workplace: Workplace) -> None:
    other = add_colleague(workplace)
    with fast_vaults():
        colleagues.change_passphrase(workplace, PASSPHRASE, "carotte bleue sous le piano droit")
        colleagues.new_sheet(workplace)
        colleagues.remove(workplace, other.id)
    assert _kinds(workplace, Famille.POSTE)[:6] == [
        "collegue_retire",
        "role_retire",
        "feuille_refaite",
        "phrase_changee",
        "collegue_ajoute",
        "role_donne",
    ]
    assert [one.etat for one in journal.check(workplace)] == [Etat.OUVERT]


def test_a_month_is_sealed_at_the_next_unlocking_and_goes_a_year_later(
    new_workplace: MakeWorkplace,
) -> None:
    clock = WallClock()
    place = new_workplace(clock=clock)
    clock.go_on(days=30)
    housekeeping.tidy(place, keep_going=lambda: True)
    journal.note(place, "essai")
    assert [(one.segment, one.etat) for one in journal.check(place)] == [
        ("2026-11", Etat.SCELLE),
        ("2026-12", Etat.OUVERT),
    ]
    clock.go_on(days=314)  # 1 November 2027
    dating.confirm_date(place)
    housekeeping.tidy(place, keep_going=lambda: True)
    assert [(one.segment, one.etat) for one in journal.check(place)] == [
        ("2026-11", Etat.RETIRE),
        ("2026-12", Etat.SCELLE),
        ("2027-11", Etat.OUVERT),
    ]
    assert _kinds(place) == ["date_confirmee", "essai"]


def test_an_erased_person_leaves_a_whole_journal_about_nobody(workplace: Workplace) -> None:
    person = _person(workplace)
    persons.open_record(workplace, person)
    before = _kinds(workplace)
    erasing.erase(workplace, person)
    assert _kinds(workplace)[-len(before) :] == before
    with workplace.database.reading() as session:
        tied = session.connection().exec_driver_sql(
            "SELECT count(*) FROM journal_pseudonymes WHERE subject_id = ?", (person,)
        )
        assert tied.scalar() == 0
    assert all(one.etat.is_whole for one in journal.check(workplace))
