"""A signed version may allow fewer fields than the one records were kept under (0003, 0007)."""

from dataclasses import replace

from app.domain.convention import Champ
from app.domain.entretien import Canal
from app.usecases.exchange.comparing import Compare, compare, settle
from app.usecases.interview import receiving
from app.usecases.people import persons
from app.usecases.workplace import Workplace
from tests.ui.workplace import new_workplace, workplace
from tests.usecases.test_day import interview
from tests.usecases.test_revising import conflict, now_of, person_of
from tests.usecases.test_sending import Line, line

__all__ = ["line", "new_workplace", "workplace"]  # fixtures

GONE = {Champ.CIVILITE, Champ.TRANCHE_AGE, Champ.CATEGORIE}


def narrower(place: Workplace) -> Workplace:
    """Return the workplace under a version that keeps neither title, nor age, nor category."""
    convention = place.convention
    return replace(
        place,
        convention=replace(
            convention,
            fields_kept=convention.fields_kept - GONE,
            fields_sent=convention.fields_sent - GONE,
        ),
    )


def test_a_record_kept_before_is_corrected_linked_and_met_again_without_them(
    workplace: Workplace,
) -> None:
    interview(workplace)
    (found,) = persons.find(workplace, "Exemplier")
    wide, place = found.personne, narrower(workplace)
    assert (wide.civilite, wide.tranche_age) == ("Madame", "70+")
    foyer = persons.same_household(place, wide)
    (linked,) = persons.find(workplace, "Exemplier")
    assert (linked.personne.foyer, linked.personne.civilite) == (foyer, "")
    persons.correct(place, replace(wide, nom="Exemplière"))
    (corrected,) = persons.find(workplace, "Exemplière")
    assert (corrected.personne.civilite, corrected.personne.tranche_age) == ("", "")
    again = receiving.receive(place, Canal.SUR_PLACE)
    met = persons.recognise(place, again.id, wide, reason_elsewhere="")
    assert (met.civilite, met.tranche_age) == ("", "")


def test_what_the_departement_still_holds_of_them_does_not_come_back(
    workplace: Workplace, line: Line
) -> None:
    first, _ = conflict(workplace, line)
    assert now_of(workplace, first).categorie is not None
    place = narrower(workplace)
    found = {one.field for one in compare(place, first.id)}
    assert found == {Compare.SERVICE, Compare.NOM, Compare.PRENOM}
    settle(place, first.id, theirs=set(Compare))
    person = person_of(workplace, first)
    assert (person.nom, person.civilite, person.tranche_age) == ("Exemplaire", "", "")
