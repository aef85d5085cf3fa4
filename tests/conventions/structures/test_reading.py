"""Lists as Départements, hubs and spreadsheets send them."""

import contextlib
import json
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.conventions.communes import Communes, load_communes
from app.conventions.structures.reading import Lecture, read_structures
from app.conventions.structures.report import Ligne
from app.domain.distance import Point
from app.domain.failures import UnusableFileError
from app.domain.mediation import (
    AcceptePass,
    Accompagnement,
    Frais,
    PriseEnCharge,
    Public,
    Service,
    StructureMediation,
)

RESOURCES = Path(__file__).parents[3] / "resources"
DEMO = RESOURCES / "demonstration" / "structures.csv"
SCHEMAS = Path(__file__).parents[4] / "shared" / "data" / "structures"
HEAD = "id,pivot,nom,commune,code_postal,code_insee,adresse,date_maj,services,frais_a_charge"


@cache
def communes() -> Communes:
    return load_communes(RESOURCES / "territory" / "communes.csv.xz")


def read(text: str | bytes) -> tuple[Lecture, list[Ligne]]:
    content = text.encode() if isinstance(text, str) else text
    found = read_structures(content, communes(), file="liste.csv")
    return found, list(found.lignes)


def only(text: str | bytes) -> StructureMediation:
    _, (ligne,) = read(text)
    assert ligne.structure is not None, ligne
    return ligne.structure


def v1(**cells: str) -> str:
    line = {
        "id": "a",
        "pivot": "43493312300029",
        "nom": "Anonymal",
        "commune": "Nérac",
        "code_postal": "47600",
        "code_insee": "47195",
        "adresse": "1 RUE DU TEST",
        "date_maj": "2026-11-01",
        "services": "Utilisation sécurisée du numérique",
        "frais_a_charge": "Gratuit",
    } | cells
    return ",".join(line) + "\n" + ",".join(f'"{cell}"' for cell in line.values()) + "\n"


V0 = (
    "id;pivot;nom;commune;code_postal;adresse;date_maj;services;publics_accueillis;"
    "conditions_acces;labels_nationaux;modalites_accompagnement\n"
    '1;43493312300029;Le Clic;Agen;47000;3 rue X;2022-06-02;"Prendre en main un ordinateur;'
    'Créer avec le numérique";"Seniors (+ 65 ans);Adultes;Surdité";"{conditions}";{labels};'
    "\"Avec de l'aide : je suis accompagné seul dans l'usage du numérique\"\n"
)


def test_the_demonstration_list_is_taken_whole_and_without_a_remark() -> None:
    lecture, lignes = read(DEMO.read_bytes())
    assert (lecture.version, lecture.notes, len(lignes)) == ("1.0", (), 11)
    assert not any(ligne.refusee or ligne.remarques for ligne in lignes)
    first = lignes[0].structure
    assert first is not None
    assert (first.nom, first.point) == (
        "Atelier Numérique des Remparts (fictif)",
        Point(44.1319, 0.3435),
    )
    assert first.services == {Service.QUOTIDIEN, Service.DEMARCHES, Service.SECURITE}
    assert (first.accepte_pass, first.pass_verifie_le) == (AcceptePass.OUI, date(2026, 11, 1))


@pytest.mark.obligation("S0-10")
def test_a_list_of_0_1_says_who_accepts_the_pass_in_two_ways() -> None:
    by_condition = only(
        V0.format(
            conditions="Gratuit sous condition : La gratuité est conditionnée;Accepte le Pass "
            "numérique : Il est possible d'utiliser un Pass numérique pour accéder au lieu",
            labels="",
        )
    )
    by_label = only(V0.format(conditions="", labels="France Services;APTIC".replace(";", "|")))
    for found in (by_condition, by_label):
        assert found.accepte_pass is AcceptePass.OUI
        assert found.pass_verifie_le == date(2022, 6, 2)
    assert by_condition.frais == {Frais.SOUS_CONDITION}
    assert by_condition.services == {Service.QUOTIDIEN, Service.LOISIRS}
    assert by_condition.publics == {Public.SENIORS}
    assert by_condition.prises_en_charge == {PriseEnCharge.SURDITE}
    assert by_condition.accompagnements == {Accompagnement.INDIVIDUEL}


def test_free_on_condition_never_says_that_a_pass_is_accepted() -> None:
    former = only(V0.format(conditions="Gratuit sous condition : à des critères", labels="CNFS"))
    present = only(v1(frais_a_charge="Gratuit sous condition"))
    assert former.accepte_pass is present.accepte_pass is AcceptePass.INCONNU
    assert former.pass_verifie_le is present.pass_verifie_le is None


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "mac_roman", "utf-16"])
def test_every_separator_and_encoding_gives_the_same_place(separator: str, encoding: str) -> None:
    text = v1(nom="Médiathèque").replace(",", separator)
    lecture, (ligne,) = read(text.encode(encoding))
    assert ligne.structure is not None
    assert (ligne.structure.nom, ligne.structure.commune) == ("Médiathèque", "Nérac")
    named = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman", "utf-16": "UTF-16"}
    assert named.get(encoding, "") in " ".join(lecture.notes)
    assert bool(lecture.notes) is (encoding in named)


def test_an_encoding_that_nothing_explains_is_refused_with_its_line() -> None:
    with pytest.raises(UnusableFileError, match=r"ligne 2 : .*octet E9.*CSV UTF-8"):
        read(f"{HEAD}\na,,Caf\xe9".encode("latin-1"))


def test_json_says_the_same_as_csv() -> None:
    line = {"id": 7, "nom": "Le Clic", "commune": "Agen", "code_postal": 47000, "pivot": None}
    line |= {"services": ["Insertion professionnelle via le numérique"], "adresse": "1 rue X"}
    line |= {"latitude": 44.2, "longitude": 0.62, "date_maj": "2024-04-02T08:00:00Z"}
    found = only(json.dumps({"lieux": [line]}))
    assert (found.id, found.code_insee, found.date_maj) == ("7", "47001", date(2024, 4, 2))
    assert found.services == {Service.EMPLOI}
    assert found.point == Point(44.2, 0.62)


@pytest.mark.parametrize(
    ("cells", "column", "kept"),
    [
        ({"code_postal": "1400", "commune": "Cesseins", "code_insee": ""}, "code_postal", "01400"),
        ({"pivot": "434 933 123 00029"}, "pivot", "43493312300029"),
        ({"telephone": "05.53.00.00.01"}, "telephone", "+33553000001"),
        ({"date_maj": "02/04/2024"}, "date_maj", "2024-04-02"),
        ({"services": "Utilisation sécurisée du numérique|Poterie"}, "services", ""),
        ({"latitude": "0.3435", "longitude": "44.1319"}, "latitude", "44.1319 ; 0.3435"),
        ({"latitude": "48.57", "longitude": "7.76"}, "latitude", ""),
        ({"code_insee": "20004"}, "code_insee", ""),
    ],
)
def test_what_can_be_put_right_is_and_says_so(
    cells: dict[str, str], column: str, kept: str
) -> None:
    _, (ligne,) = read(v1(**cells))
    assert ligne.structure is not None
    assert [(one.colonne, one.garde) for one in ligne.remarques] == [(column, kept)]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        (v1(nom=""), 2, "nom"),
        (v1(code_postal="Nérac", code_insee=""), 2, "code_postal"),
        (v1() + v1().split("\n")[1], 3, "id"),
        (HEAD + '\na,"b\n', 2, ""),
        (HEAD + "\na,b,c\n", 2, ""),
    ],
)
def test_a_refused_line_names_line_column_and_reason(text: str, line: int, column: str) -> None:
    refused = [ligne for ligne in read(text)[1] if ligne.refusee]
    assert [(one.numero, one.remarques[-1].colonne) for one in refused] == [(line, column)]
    assert refused[0].remarques[-1].raison


def test_a_quote_nobody_closed_costs_its_own_line_alone() -> None:
    good = v1().split("\n")
    _, lignes = read("\n".join([good[0], 'x,"oublié', good[1], good[1].replace('"a"', '"b"')]))
    assert [ligne.refusee for ligne in lignes] == [True, False, False]


def test_two_lonely_quotes_swallow_no_line_between_them() -> None:
    """« Salle 5" bis » twice: seventeen good lines stood between both, and none was told of."""
    head, line = v1().split("\n")[:2]
    rows = [line.replace('"a"', f'"id{at}"') for at in range(30)]
    for at in (3, 20):
        rows[at] = rows[at].replace('"1 RUE DU TEST"', 'Salle 5" bis')
    _, lignes = read("\n".join([head, *rows]))
    assert [one.structure.id for one in lignes if one.structure] == [f"id{at}" for at in range(30)]
    _, both_open = read("\n".join([head, 'x,"oublié', rows[0], 'y,"oublié', rows[1]]))
    assert [ligne.refusee for ligne in both_open] == [True, False, True, False]


def test_json_that_no_machine_should_write_is_read_or_refused_and_never_a_bug() -> None:
    line = {"nom": "Le \ud800Clic\u202e", "commune": "Agen", "code_postal": "47000"}
    found = only(json.dumps([line])[:-2] + ', "id": ' + "7" * 5000 + "}]")
    assert found.nom.encode() == b"Le Clic"
    assert found.id == "7" * 5000


def test_excels_line_about_the_separator_is_no_line_of_the_list() -> None:
    _, (ligne,) = read("sep=;\r\n" + v1().replace(",", ";"))
    assert (ligne.numero, ligne.refusee) == (3, False)
    with pytest.raises(UnusableFileError, match="colonnes absentes"):
        read("sep=;")


def test_a_place_of_an_arrondissement_stands_in_its_city() -> None:
    """Paris 1er has no centre of its own: without Paris its distance would not be known."""
    found = only(v1(commune="Paris", code_postal="75001", code_insee="75101"))
    assert found.code_insee == "75056"


def test_a_day_to_come_is_a_mistake_of_typing() -> None:
    said = {"pass_verifie_le": "2062-01-01", "accepte_pass_numerique": "oui"}
    content = v1(date_maj="2062-11-01", **said)
    found = read_structures(content.encode(), communes(), file="x", today=date(2026, 11, 22))
    (ligne,) = found.lignes
    assert ligne.structure is not None
    assert ligne.structure.date_maj is ligne.structure.pass_verifie_le is None
    assert {one.colonne for one in ligne.remarques} == {"date_maj", "pass_verifie_le"}


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", "vide"),
        ("{", "JSON"),
        ('{"a": 1}', "liste de lieux"),
        ("[" * 100_000, "profond|JSON"),
        ("nom,adresse\nx,y", "colonnes absentes : id, commune, code_postal"),
        ("id,id,nom\n", "double"),
    ],
)
def test_what_is_no_list_at_all_is_refused_whole(content: str, problem: str) -> None:
    with pytest.raises(UnusableFileError, match=problem):
        read(content)


_CELL = st.text(st.characters(codec="utf-8"), max_size=12)
_KNOWN = st.sampled_from([*HEAD.split(","), "latitude", "longitude", "horaires", "telephone"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.dictionaries(_KNOWN, _CELL, min_size=4), max_size=4), st.sampled_from(",;\t"))
def test_any_cells_give_a_report_and_never_a_bug(
    rows: list[dict[str, str]], separator: str
) -> None:
    """Each line is taken or refused with a reason; what is taken has a name and a commune."""
    columns = [*HEAD.split(","), "latitude", "longitude", "horaires", "telephone"]
    lines = [separator.join(columns)]
    lines += [separator.join(f'"{row.get(name, "")}"' for name in columns) for row in rows]
    for ligne in read("\n".join(lines))[1]:
        assert ligne.structure is None or (ligne.structure.nom and ligne.structure.commune)
        assert ligne.structure is not None or ligne.remarques[-1].raison


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_a_list_or_a_refusal(content: bytes) -> None:
    for head in (b"", HEAD.encode() + b"\n"):
        with contextlib.suppress(UnusableFileError):  # anything else would be a bug
            read(head + content)


@pytest.mark.skipif(not SCHEMAS.exists(), reason="the schemas lie beside the tree")
@pytest.mark.parametrize("version", ["0.1.1", "1.0.2"])
def test_every_word_of_the_schemas_is_known(version: str) -> None:
    """No word of a closed list is lost, whichever version a list is written in."""
    schema = json.loads((SCHEMAS / f"schema-{version}.json").read_text())
    cells: dict[str, str] = {}
    for field in schema["fields"]:
        pattern = field["constraints"].get("pattern", "")
        if "(?:^|" in pattern and field["name"] != "formations_labels":
            listed = pattern.split("(", 3)[3].rsplit("))+", 1)[0].replace("\\", "")
            cells[field["name"]] = "|".join(listed.replace("))", ")").split("|"))
    _, (ligne,) = read(v1(**cells))
    assert ligne.structure is not None
    assert [one for one in ligne.remarques if "standard" in one.raison] == []
    assert len(ligne.structure.services) == 9 if version == "1.0.2" else 8


def test_a_place_is_never_off_africa_nor_swapped_where_its_commune_is_not_known() -> None:
    """The name is mistyped and 47600 serves several communes: their neighbourhood is known."""
    strange = {"commune": "Nerrac", "code_insee": ""}
    for north, east, kept in (
        ("0", "0", None), ("0.3", "44.1", (44.1, 0.3)), ("44.1", "0.3", (44.1, 0.3)),
    ):  # fmt: skip
        found = only(v1(**strange, latitude=north, longitude=east))
        point = found.point
        assert (point and (point.latitude, point.longitude)) == kept
    unknown = {**strange, "code_postal": "99999"}
    assert only(v1(**unknown, latitude="0.0", longitude="0")).point is None
