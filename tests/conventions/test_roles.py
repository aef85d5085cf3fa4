import pytest

from app.conventions.loading import load_convention, parse_convention
from app.conventions.reading import ConventionError
from app.domain.convention import Convention
from app.domain.habilitation import BY_DEFAULT, OF_THE_REFERENT, Acte, Role
from tests.paths import RESOURCES

PROFILES = RESOURCES / "conventions"
STRASBOURG = (PROFILES / "eurometropole-strasbourg" / "convention.toml").read_text("utf-8")
FOUR = (Role.REFERENT, Role.PRESCRIPTEUR, Role.FACILITATEUR, Role.OPERATEUR)
NOBODY_BOTH = 'incompatibles = ["prescripteur + operateur"]'


def read(text: str) -> Convention:
    return parse_convention(text.encode(), name="essai", profile="eurometropole-strasbourg")


@pytest.mark.obligation("S0-11")
def test_a_partner_of_lot_et_garonne_has_no_operateur() -> None:
    """000, l. 83: « ne peut pas être à la fois prescripteur et collecteur »."""
    rules = load_convention(PROFILES / "lot-et-garonne").habilitations
    assert rules.roles == (Role.REFERENT, Role.PRESCRIPTEUR)


def test_in_strasbourg_the_prescripteur_alone_attributes_pass() -> None:
    """001, l. 112: « Seul.e.s les intervenant.e.s sociaux.ales … sont habilité.e.s »."""
    rules = load_convention(PROFILES / "eurometropole-strasbourg").habilitations
    assert set(rules.roles) == set(FOUR)
    allowed = [role for role in rules.roles if Acte.PRESCRIRE in rules.actes({role})]
    assert allowed == [Role.PRESCRIPTEUR]
    assert rules.actes({Role.REFERENT}) == {
        Acte.CONSULTER,
        Acte.STOCK,
        Acte.RAPPORTER,
        *OF_THE_REFERENT,
    }
    assert rules.conflict(set(FOUR)) is None


def test_a_convention_may_forbid_two_roles_to_one_person() -> None:
    rules = read(STRASBOURG.replace("incompatibles = []", NOBODY_BOTH)).habilitations
    assert rules.conflict(set(FOUR)) == frozenset({Role.PRESCRIPTEUR, Role.OPERATEUR})


def test_a_version_of_a_convention_from_before_roles_is_still_read() -> None:
    before = STRASBOURG[: STRASBOURG.index("[habilitations]")].replace(', "carnet"]', "]")
    assert read(before).habilitations == BY_DEFAULT


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("incompatibles = []", 'incompatibles = ["prescripteur"]', "incompatibles"),
        ("incompatibles = []", 'incompatibles = ["prescripteur + maire"]', "incompatibles"),
        ('role = "facilitateur"', 'role = "operateur"', "role[4].role"),
        ('role = "facilitateur"', 'role = "maire"', "role[3].role"),
        ('"versions", "agents", "cles"]', '"versions", "agents"]', "role[1].actes"),
        ('"prescrire", "consulter"]', '"prescrire", "agents"]', "role[2].actes"),
        ('"recevoir", "prescrire", "consulter"]', '"prescrire"]', "role[2].actes"),
        ('"recevoir", "prescrire", "consulter"]', '"recevoir"]', "role[2].actes"),
        ('role = "referent"', 'role = "prescripteur"', "role[1].actes"),
    ],
)
def test_roles_that_make_no_sense_are_refused_with_their_place(
    old: str, new: str, place: str
) -> None:
    assert old in STRASBOURG
    with pytest.raises(ConventionError) as caught:
        read(STRASBOURG.replace(old, new))
    assert place in caught.value.place
