from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from app.domain.entretien import Canal, Choix
from app.domain.habilitation import Acte, Habilitations, Role
from app.storage import evenements
from app.usecases.interview import deciding, paper_sheets, receiving
from app.usecases.laptop import colleagues, habilitations
from app.usecases.laptop.habilitations import (
    IncompatibleRolesError,
    LastReferentError,
    NotAllowedError,
    RolesMissingError,
)
from app.usecases.laptop.installing import NewAgent
from app.usecases.people import overview, persons
from app.usecases.workplace import Workplace
from tests.fast_vault import fast_vaults
from tests.ui.workplace import (
    PASSPHRASE,
    add_colleague,
    as_agent,
    new_workplace,
    workplace,
)
from tests.usecases.test_day import follow, interview

__all__ = ["new_workplace", "workplace"]  # fixtures

SASHA = NewAgent(prenom="Sasha", nom="Fictif", fonction="", roles=frozenset({Role.FACILITATEUR}))


@pytest.fixture(autouse=True)
def quick() -> Iterator[None]:
    with fast_vaults():
        yield


def strict(place: Workplace) -> Workplace:
    """Return the same workplace under 003, art. 8, l. 174: two distinct natural persons."""
    pair = frozenset({Role.PRESCRIPTEUR, Role.OPERATEUR})
    rules = replace(place.convention.habilitations, incompatibles=frozenset({pair}))
    return replace(place, convention=replace(place.convention, habilitations=rules))


def roles_of(place: Workplace, prenom: str) -> tuple[Role, ...]:
    (found,) = [one.roles for one in habilitations.listed(place) if one.agent.prenom == prenom]
    return found


@pytest.mark.obligation("S0-23")
def test_the_first_agent_answers_for_the_laptop_and_a_colleague_prescribes(
    workplace: Workplace,
) -> None:
    add_colleague(workplace)
    assert roles_of(workplace, "Camille") == (Role.REFERENT, Role.PRESCRIPTEUR)
    assert roles_of(workplace, "Dominique") == (Role.PRESCRIPTEUR,)
    with workplace.database.reading() as session:
        assert habilitations.referents(session) == ("Camille Martin",)


@pytest.mark.obligation("S0-48", "S4-22")
def test_who_may_not_receive_opens_nothing(workplace: Workplace) -> None:
    prescription = follow(workplace, interview(workplace)).prescription
    assert prescription is not None
    facilitateur = as_agent(workplace, colleagues.add(workplace, SASHA, PASSPHRASE))
    assert habilitations.actes(facilitateur) == set()
    before = receiving.unfinished(workplace)
    day = workplace.clock.today()
    tried: dict[Acte, list[Callable[[], object]]] = {
        Acte.RECEVOIR: [
            lambda: receiving.receive(facilitateur, Canal.SUR_PLACE),
            lambda: paper_sheets.open_sheet(facilitateur, canal=Canal.SUR_PLACE, day=day),
        ],
        Acte.CONSULTER: [
            lambda: persons.find(facilitateur, "ex", everyone=True),
            lambda: persons.open_record(facilitateur, prescription.personne_id),
            lambda: overview.detail(facilitateur, prescription.id),
        ],
        Acte.AGENTS: [lambda: colleagues.remove(facilitateur, workplace.agent.id)],
        Acte.CLES: [lambda: colleagues.new_sheet(facilitateur)],
    }
    for acte, calls in tried.items():
        for call in calls:
            with pytest.raises(NotAllowedError) as caught:
                call()
            assert caught.value.acte == acte.value
    assert receiving.unfinished(workplace) == before
    assert not overview.today(facilitateur).unfinished
    assert len(colleagues.present(workplace)) == 2


@pytest.mark.obligation("S1-21")
def test_pass_are_refused_to_whoever_may_not_prescribe_and_a_way_without_stays(
    workplace: Workplace,
) -> None:
    """001, art. 4, l. 112: some are « habilité.e.s à attribuer des Pass », others are not."""
    rules = workplace.convention.habilitations
    seeing = tuple(
        replace(rule, actes=frozenset({Acte.RECEVOIR, Acte.CONSULTER}))
        if rule.role is Role.FACILITATEUR
        else rule
        for rule in rules.regles
    )
    convention = replace(workplace.convention, habilitations=Habilitations(regles=seeing))
    place = replace(
        workplace, convention=convention, agent=colleagues.add(workplace, SASHA, PASSPHRASE)
    )
    entretien_id = interview(place)
    with_pass = Choix(service="formation", carnets=1, advised="formation")
    with pytest.raises(NotAllowedError):
        deciding.decide(place, entretien_id, with_pass)
    assert overview.listing(place) == []
    without = replace(with_pass, carnets=0)
    assert deciding.decide(place, entretien_id, without).entretien.choix == without


def test_the_referent_gives_and_takes_roles_and_the_history_says_so(workplace: Workplace) -> None:
    other = add_colleague(workplace)
    habilitations.assign(workplace, other.id, {Role.OPERATEUR})
    assert roles_of(workplace, "Dominique") == (Role.OPERATEUR,)
    with workplace.database.reading() as session:
        noted = evenements.of(session, other.id)
    assert [(one.kind, one.detail, one.agent_id) for one in noted] == [
        ("role_donne", "prescripteur", workplace.agent.id),
        ("role_retire", "prescripteur", workplace.agent.id),
        ("role_donne", "operateur", workplace.agent.id),
    ]


def test_nobody_else_gives_roles_not_even_to_himself(workplace: Workplace) -> None:
    his = as_agent(workplace, add_colleague(workplace))
    with pytest.raises(NotAllowedError):
        habilitations.assign(his, his.agent.id, {Role.REFERENT})
    with pytest.raises(NotAllowedError):
        colleagues.add(his, SASHA, PASSPHRASE)
    assert roles_of(workplace, "Dominique") == (Role.PRESCRIPTEUR,)


def test_the_last_referent_neither_leaves_nor_lays_his_role_down(workplace: Workplace) -> None:
    other = add_colleague(workplace)
    me = workplace.agent
    with pytest.raises(LastReferentError):
        habilitations.assign(workplace, me.id, {Role.PRESCRIPTEUR})
    with pytest.raises(LastReferentError):
        colleagues.remove(workplace, me.id)
    habilitations.assign(workplace, other.id, {Role.REFERENT})
    habilitations.assign(workplace, me.id, {Role.PRESCRIPTEUR})
    assert roles_of(workplace, "Camille") == (Role.PRESCRIPTEUR,)
    colleagues.remove(as_agent(workplace, other), me.id)
    assert [agent.id for agent in colleagues.present(workplace)] == [other.id]


@pytest.mark.obligation("S3-36")
def test_roles_of_one_person_go_together_or_are_refused_by_name(workplace: Workplace) -> None:
    place = strict(workplace)
    other = add_colleague(place)
    both = {Role.PRESCRIPTEUR, Role.OPERATEUR}
    with pytest.raises(IncompatibleRolesError) as caught:
        habilitations.assign(place, other.id, both)
    assert caught.value.roles == ("Prescripteur", "Opérateur")
    with pytest.raises(IncompatibleRolesError):
        colleagues.add(place, replace(SASHA, roles=frozenset(both)), PASSPHRASE)
    with pytest.raises(RolesMissingError):
        habilitations.assign(place, other.id, ())
    assert len(colleagues.present(place)) == 2
    habilitations.assign(workplace, other.id, both)  # 001 does not forbid it
    assert habilitations.actes(as_agent(place, other)) == set()
    assert Acte.PRESCRIRE in habilitations.actes(as_agent(workplace, other))


def test_who_left_holds_nothing_any_more(workplace: Workplace) -> None:
    other = add_colleague(workplace)
    colleagues.remove(workplace, other.id)
    assert habilitations.actes(as_agent(workplace, other)) == set()
