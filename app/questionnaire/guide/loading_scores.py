"""Read what is computed from the answers: variables, levels, caps, motivation, exercise."""

from collections.abc import Collection, Mapping
from typing import Final

from app.questionnaire.expressions.syntax import Reference
from app.questionnaire.expressions.syntax import names as names_in
from app.questionnaire.guide.model import Band, Cap, Condition, ExerciseTask, Variable
from app.questionnaire.guide.names import Kind, Name
from app.questionnaire.guide.sheets import SheetReader
from app.questionnaire.workbook.cells import Row

CALCULS: Final = ("expression", "somme", "plafonne", "compte", "compte_points", "tranche")
_BAND_HEADINGS: Final = ("score_min", "score_max")


def read_bands(
    reader: SheetReader, sheet: str, code: str, *, known: Collection[str] = ()
) -> tuple[Band, ...]:
    """Return the ranges of `sheet`, whose codes stand in the column `code`.

    Where `known` codes are given, no other is allowed.
    """
    bands: list[Band] = []
    for row in reader.rows(sheet, (code, *_BAND_HEADINGS)):
        taken = [band.code for band in bands]
        reader.one_of(row, code, known)
        bands.append(
            Band(
                code=reader.code(row, code, taken=taken),
                label=row["libelle"] or row[code],
                low=reader.integer(row, "score_min"),
                high=reader.integer(row, "score_max"),
                place=row.place("score_min"),
                texte_usager=row["explication_usager"],
            )
        )
    return tuple(bands)


def check_bands(reader: SheetReader, sheet: str, low: int, high: int) -> None:
    """Refuse a gap or an overlap between the ranges of `sheet`, over `low` to `high`."""
    found = reader.workbook.sheets.get(sheet)
    expected = low
    last: Row | None = None
    for row in found.rows if found else ():
        if not (row["score_min"].isdigit() and row["score_max"].isdigit()):
            return  # already reported, cell by cell
        first, until = int(row["score_min"]), int(row["score_max"])
        if first > expected:
            scores = _scores(expected, first - 1)
            reader.fault(
                row, "score_min", f"trou : {scores} ne correspond à aucune ligne.", str(expected)
            )
        elif first < expected:
            scores = _scores(first, min(until, expected - 1))
            reader.fault(
                row,
                "score_min",
                f"recouvrement : {scores} correspond à deux lignes.",
                str(expected),
            )
        if until < first:
            reader.fault(row, "score_max", f"{until} est plus petit que le minimum {first}")
        expected = max(expected, until + 1)
        last = row
    if last is None:
        return
    if expected - 1 < high:
        scores = _scores(expected, high)
        reader.fault(last, "score_max", f"trou : {scores} ne correspond à aucune ligne.", str(high))
    elif expected - 1 > high:
        reader.fault(last, "score_max", f"le score ne dépasse pas {high}.", str(high))


def _scores(first: int, last: int) -> str:
    return f"le score {first}" if first == last else f"un score de {first} à {last}"


def read_caps(
    reader: SheetReader, niveaux: tuple[Band, ...], names: Mapping[str, Name]
) -> tuple[Cap, ...]:
    """Return the caps of the level, in the order in which they apply."""
    caps: list[Cap] = []
    known = [band.code for band in niveaux]
    for row in reader.rows("plafonds", ("code", "condition", "niveau_max")):
        caps.append(
            Cap(
                code=reader.code(row, "code", taken=[cap.code for cap in caps]),
                condition=reader.condition(row, "condition", names),
                niveau_max=reader.one_of(row, "niveau_max", known),
                explication=row["explication"],
            )
        )
    return tuple(caps)


def read_exercise(reader: SheetReader) -> tuple[ExerciseTask, ...]:
    """Return the tasks of the practical exercise, in order."""
    tasks: list[ExerciseTask] = []
    headings = ("code", "tache", "consigne_usager", "reussi_seul_2", "avec_aide_1", "non_fait_0")
    for row in reader.rows("exercice", headings):
        tasks.append(
            ExerciseTask(
                code=reader.code(row, "code", taken=[task.code for task in tasks]),
                tache=reader.text(row, "tache"),
                consigne_usager=reader.text(row, "consigne_usager"),
                seul=row["reussi_seul_2"],
                avec_aide=row["avec_aide_1"],
                non_fait=row["non_fait_0"],
                domaine=row["domaine"],
                minutes=reader.integer(row, "duree_min") if row["duree_min"] else 0,
            )
        )
    return tuple(tasks)


def read_variables(
    reader: SheetReader, names: dict[str, Name]
) -> tuple[tuple[Variable, ...], dict[str, tuple[Band, ...]]]:
    """Return the variables in the order of their computation, and the tables they look into.

    Each new variable is added to `names`, so that a row can only use what stands above it.
    """
    variables: list[Variable] = []
    tables: dict[str, tuple[Band, ...]] = {}
    for row in reader.rows("variables", ("variable", "calcul", "arguments")):
        name = reader.code(row, "variable", taken=names)
        calcul = reader.one_of(row, "calcul", CALCULS)
        if calcul == "expression":
            variable, about = _expression(reader, row, name, names)
        else:
            variable, about = _computation(reader, row, name, names, tables)
        variables.append(variable)
        names[name] = about
    return tuple(variables), tables


def _expression(
    reader: SheetReader, row: Row, name: str, names: Mapping[str, Name]
) -> tuple[Variable, Name]:
    read = reader.value(row, "arguments", names)
    if read is None:
        return _variable(row, name, ()), Name(name=name, kind=Kind.TRUTH)
    value, kind, tree = read
    condition: Condition | None = None
    codes: frozenset[str] = frozenset()
    if kind is Kind.TRUTH:
        condition = reader.condition(row, "arguments", names)
    elif isinstance(tree, Reference):
        codes = names[tree.name].codes
    used = tuple(sorted(names_in(tree)))
    variable = Variable(
        name=name,
        label=row["libelle"] or name,
        calcul="expression",
        arguments=used,
        number=0,
        table="",
        value=value,
        condition=condition,
        missing_domain=row["domaine_manquant"],
        place=row.place("arguments"),
    )
    return variable, Name(name=name, kind=kind or Kind.TRUTH, codes=codes)


def _computation(
    reader: SheetReader,
    row: Row,
    name: str,
    names: Mapping[str, Name],
    tables: dict[str, tuple[Band, ...]],
) -> tuple[Variable, Name]:
    calcul, words = row["calcul"], reader.text(row, "arguments").split()
    first = words[0] if words else ""
    kind, codes, number = Kind.NUMBER, frozenset[str](), 0
    if calcul in {"plafonne", "compte_points"}:
        if first.isdigit():
            number = int(first)
        else:
            reader.fault(row, "arguments", f"{calcul} : un nombre entier est attendu d’abord")
        words = words[1:]
    elif calcul == "tranche":
        if first not in tables:
            tables[first] = read_bands(reader, first, "code")
        kind, codes = Kind.CODE, frozenset(band.code for band in tables[first])
    arguments = words[1:] if calcul == "tranche" else words
    if not arguments or (calcul in {"plafonne", "tranche"} and len(arguments) != 1):
        reader.fault(row, "arguments", f"{calcul} : pas le nombre de noms attendu")
    for argument in arguments:
        _check_argument(reader, row, argument, names)
    table = first if calcul == "tranche" else ""
    variable = _variable(row, name, tuple(arguments), number, table)
    return variable, Name(name=name, kind=kind, codes=codes)


def _variable(
    row: Row, name: str, arguments: tuple[str, ...], number: int = 0, table: str = ""
) -> Variable:
    return Variable(
        name=name,
        label=row["libelle"] or name,
        calcul=row["calcul"],
        arguments=arguments,
        number=number,
        table=table,
        value=None,
        condition=None,
        missing_domain=row["domaine_manquant"],
        place=row.place("arguments"),
    )


def _check_argument(
    reader: SheetReader, row: Row, argument: str, names: Mapping[str, Name]
) -> None:
    calcul = row["calcul"]
    name = names.get(argument)
    if name is None:
        reader.one_of_names(row, "arguments", argument, names)
    elif calcul == "compte" and name.kind is not Kind.TRUTH:
        reader.fault(row, "arguments", f"compte : {argument} n’est ni vrai ni faux")
    elif calcul == "compte_points" and not name.question:
        reader.fault(row, "arguments", f"compte_points : {argument} n’est pas une question")
    elif calcul != "compte" and not name.question and name.kind is not Kind.NUMBER:
        reader.fault(row, "arguments", f"{calcul} : {argument} n’est pas un nombre")
