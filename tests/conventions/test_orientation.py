"""The table [orientation]: what each convention wants, and what is refused."""

import pytest

from app.conventions.loading import load_convention, parse_convention
from app.conventions.reading import ConventionError
from app.domain.orientation import Ordre, Orientation, PropreStructure
from tests.paths import RESOURCES

PROFILES = RESOURCES / "conventions"


@pytest.mark.parametrize(
    ("profile", "wanted"),
    [
        (  # 000 l. 81, 83
            "lot-et-garonne",
            Orientation(
                ordre=Ordre.NEUTRE, propre_structure=PropreStructure.INTERDITE, qualifiees=True
            ),
        ),
        (  # 001 l. 122, 137
            "eurometropole-strasbourg",
            Orientation(
                ordre=Ordre.CONVENANCE,
                propre_structure=PropreStructure.ATTENDUE,
                qualifiees=True,
                verification_mois=6,
                indice_fragilite=True,
            ),
        ),
        ("conflent-canigo", Orientation()),  # says nothing: neutral, decision 0047
        ("neuilly-plaisance", Orientation(qualifiees=True)),  # 003 l. 21, 171, 174
    ],
)
def test_each_convention_has_its_order_and_its_rule_about_itself(
    profile: str, wanted: Orientation
) -> None:
    assert load_convention(PROFILES / profile).orientation == wanted


@pytest.mark.parametrize(
    ("profile", "table", "problem"),
    [
        ("lot-et-garonne", 'ordre = "au mieux"', "orientation.ordre"),
        ("lot-et-garonne", 'favoris = ["A"]', "orientation.favoris"),
        ("conflent-canigo", "qualifiees = true", "n’a pas de Pass"),
        ("conflent-canigo", 'source = ""', "source"),
    ],
)
def test_what_the_table_cannot_say_is_refused(profile: str, table: str, problem: str) -> None:
    text = (PROFILES / profile / "convention.toml").read_text(encoding="utf-8")
    said = {"ordre": '"neutre"', "propre_structure": '"libre"', "qualifiees": "false"}
    said |= {"verification_mois": "12", "source": '"essai"'}
    key, _, value = table.partition(" = ")
    said[key] = value
    before = text.split("[orientation]")
    if len(before) > 1:  # the table stands there already, until the next one
        _, bracket, rest = before[1].partition("\n[")
        text = before[0] + bracket.lstrip("\n") + rest
    lines = "\n".join(f"{name} = {one}" for name, one in said.items())
    content = f"{text}\n[orientation]\n{lines}\n".encode()
    with pytest.raises(ConventionError, match=problem):
        parse_convention(content, name="essai", profile=profile)
