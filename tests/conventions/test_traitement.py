import pytest

from app.conventions.loading import load_convention, parse_convention
from app.domain.conformite import Engagement, Traitement
from tests.conventions.test_loading import LOT, PROFILES, refused


@pytest.mark.obligation("S0-36", "S0-38")
def test_lot_et_garonne_asks_what_its_article_5_says_line_by_line() -> None:
    convention = load_convention(PROFILES / "lot-et-garonne")
    said = convention.traitement
    # 000 l. 112: « la collecte, l'utilisation, la conservation puis l'archivage »
    assert said.operations == ("collecte", "utilisation", "conservation", "archivage")
    assert said.dpo_ecrit == "sichardaire@albretcommunaute"  # l. 124, as it stands
    assert not convention.protection.structure_decides  # l. 108
    lines = {one.code: one.source.rpartition(" ")[2] for one in said.engagements}
    assert lines == {
        Engagement.INFORMATION: "122",
        Engagement.DROITS: "126",
        Engagement.VIOLATION: "128",
        Engagement.FINALITE: "132",
        Engagement.CONFIDENTIALITE: "133",
        Engagement.MOYENS: "134",
        Engagement.SECURITE: "135",
        Engagement.REGISTRE: "136",
        Engagement.DOCUMENTATION: "137",
    }


def test_strasbourg_makes_the_structure_the_controller() -> None:
    convention = load_convention(PROFILES / "eurometropole-strasbourg")
    assert convention.protection.structure_decides
    assert {one.code for one in convention.traitement.engagements} == {  # 001 l. 128-130
        Engagement.INFORMATION,
        Engagement.ACCORD,
        Engagement.PORTABILITE,
        Engagement.RECTIFICATION,
    }


def test_a_convention_kept_by_an_earlier_program_says_nothing_of_it() -> None:
    begin, end = LOT.index("\n[traitement]"), LOT.index("\n[mentions]")
    older = parse_convention((LOT[:begin] + LOT[end:]).encode(), name="x", profile="lot-et-garonne")
    assert older.traitement == Traitement()


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ('code = "moyens"', 'code = "effort"', "engagement[6].code", "inconnu"),
        ('code = "moyens"', 'code = "finalite"', "engagement[6].code", "deux fois"),
        ('source = "000, art. 5, l. 134"\n', "", "engagement[6].source", "source manque"),
        ("transferts = []\n", "", "traitement.transferts", "manque"),
        ("transferts = []\n", "transferts = []\nx = 1\n", "traitement.x", "inconnu"),
        ('role_structure = "sous-traitant"', 'role_structure = "aide"', "role_structure", "aide"),
    ],
)  # fmt: skip
def test_what_the_register_needs_is_read_strictly(
    old: str, new: str, place: str, words: str
) -> None:
    assert old in LOT
    error = refused(LOT.replace(old, new, 1))
    assert place in error.place
    assert words in error.problem
