"""Expected values from 003, art. 8, l. 174: two distinct natural persons."""

import pytest

from app.domain.habilitation import (
    BY_DEFAULT,
    OF_THE_REFERENT,
    Acte,
    Habilitations,
    RegleRole,
    Role,
)

RECEIVES = {Acte.RECEVOIR, Acte.PRESCRIRE, Acte.CONSULTER}


def rule(role: Role, *actes: Acte) -> RegleRole:
    return RegleRole(role=role, label=role.value, explanation="", actes=frozenset(actes))


REFERENT = rule(Role.REFERENT, *OF_THE_REFERENT)
STRICT = Habilitations(
    regles=(
        REFERENT,
        rule(Role.PRESCRIPTEUR, *RECEIVES),
        rule(Role.OPERATEUR, Acte.CONSULTER),
        rule(Role.FACILITATEUR),
    ),
    incompatibles=frozenset({frozenset({Role.PRESCRIPTEUR, Role.OPERATEUR})}),
)


def test_each_role_allows_its_acts_and_several_add_up() -> None:
    assert STRICT.actes({Role.PRESCRIPTEUR}) == RECEIVES
    assert STRICT.actes({Role.REFERENT}) == {Acte.AGENTS, Acte.CLES, Acte.VERSIONS}
    assert STRICT.actes({Role.REFERENT, Role.PRESCRIPTEUR}) == RECEIVES | OF_THE_REFERENT
    assert STRICT.actes({Role.FACILITATEUR}) == set()
    assert STRICT.actes(()) == set()


def test_nobody_is_prescripteur_and_operateur_where_the_convention_forbids_it() -> None:
    both = frozenset({Role.PRESCRIPTEUR, Role.OPERATEUR})
    assert STRICT.conflict(both) == both
    assert STRICT.conflict({*both, Role.REFERENT}) == both
    assert STRICT.conflict({Role.REFERENT, Role.PRESCRIPTEUR}) is None


def test_somebody_who_holds_both_after_a_stricter_profile_came_can_do_neither() -> None:
    held = {Role.REFERENT, Role.PRESCRIPTEUR, Role.OPERATEUR}
    assert STRICT.actes(held) == OF_THE_REFERENT


def test_a_role_that_the_profile_does_not_know_allows_nothing() -> None:
    assert BY_DEFAULT.actes({Role.OPERATEUR}) == set()
    assert BY_DEFAULT.label(Role.OPERATEUR) == "operateur"


def test_a_new_colleague_gets_the_first_role_that_is_not_the_referents() -> None:
    assert BY_DEFAULT.ordinary[0] is Role.PRESCRIPTEUR
    assert STRICT.ordinary == (Role.PRESCRIPTEUR, Role.OPERATEUR, Role.FACILITATEUR)


@pytest.mark.parametrize(
    "rules",
    [
        (REFERENT,),
        (rule(Role.PRESCRIPTEUR, *RECEIVES),),
        (rule(Role.REFERENT, Acte.AGENTS), rule(Role.PRESCRIPTEUR, *RECEIVES)),
        (REFERENT, rule(Role.PRESCRIPTEUR, *RECEIVES, Acte.AGENTS)),
        (REFERENT, rule(Role.PRESCRIPTEUR), rule(Role.PRESCRIPTEUR)),
        (REFERENT, rule(Role.PRESCRIPTEUR, Acte.PRESCRIRE)),
        (REFERENT, rule(Role.PRESCRIPTEUR, Acte.RECEVOIR)),
    ],
    ids=["alone", "nobody", "half a référent", "two masters", "twice", "blind", "unseeing"],
)
def test_a_profile_in_which_the_laptop_has_no_single_master_is_refused(
    rules: tuple[RegleRole, ...],
) -> None:
    with pytest.raises(ValueError, match=r"role|référent|whoever"):
        Habilitations(regles=rules)


def test_an_incompatibility_is_between_two_roles_of_the_profile() -> None:
    pair = frozenset({Role.PRESCRIPTEUR, Role.OPERATEUR})
    with pytest.raises(ValueError, match="incompatibility"):
        Habilitations(regles=BY_DEFAULT.regles, incompatibles=frozenset({pair}))
