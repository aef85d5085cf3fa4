"""Make a guide of a workbook, or say everything that is wrong with it."""

from app.questionnaire.guide.loading_advice import (
    read_cases,
    read_freins,
    read_labels,
    read_messages,
    read_module_limits,
    read_modules,
)
from app.questionnaire.guide.loading_form import read_choices, read_questions
from app.questionnaire.guide.loading_rules import (
    read_carnets,
    read_categories,
    read_profiles,
    read_requirements,
    read_service_labels,
    read_services,
    read_settings,
    read_suites,
)
from app.questionnaire.guide.loading_scores import (
    check_bands,
    read_bands,
    read_caps,
    read_exercise,
    read_variables,
)
from app.questionnaire.guide.model import Band, Cap, Guide, ServiceRule, SuiteRule
from app.questionnaire.guide.names import AGE, Kind, Name
from app.questionnaire.guide.quantities import score_range
from app.questionnaire.guide.sheets import SheetReader
from app.questionnaire.guide.values import TooManyCasesError
from app.questionnaire.workbook.cells import Fault, Workbook, WorkbookError

POINTS_OF_A_TASK = 2
"""Most points of one task of the exercise: the heading `reussi_seul_2` says so."""


def load_guide(workbook: Workbook) -> Guide:
    """Return the guide of `workbook`.

    Raises:
        WorkbookError: a sheet, column or cell is wrong; `faults` has them all.
    """
    guide, faults = examine(workbook)
    if guide is None:
        first = faults[0]
        correction = f" Écrire : {first.correction}" if first.correction else ""
        raise WorkbookError(
            first.sheet,
            first.cell,
            first.message + correction,
            file=workbook.name,
            faults=tuple(faults),
        )
    return guide


def examine(workbook: Workbook) -> tuple[Guide | None, list[Fault]]:
    """Return the guide when nothing is wrong, and every fault found."""
    reader = SheetReader(workbook)
    guide = _read(reader)
    if reader.faults:
        return None, reader.faults
    try:
        ranges = _score_ranges(guide)
    except TooManyCasesError as problem:
        return None, [Fault(sheet="variables", cell="", message=str(problem))]
    for sheet, low, high in ranges:
        check_bands(reader, sheet, low, high)
    return (None if reader.faults else guide), reader.faults


def _read(reader: SheetReader) -> Guide:
    questions, names = read_questions(reader, read_choices(reader))
    tranches = read_labels(reader, "tranches_age")
    names[AGE] = Name(name=AGE, kind=Kind.CODE, codes=frozenset(tranches))
    variables, tables = read_variables(reader, names)
    if "motivation" not in names:
        message = "la variable « motivation » manque"
        reader.faults.append(Fault(sheet="variables", cell="", message=message))
    settings = read_settings(reader, names)
    niveaux = read_bands(reader, "niveaux", "niveau")
    plafonds = read_caps(reader, niveaux, names)
    names |= _level_names(niveaux, plafonds)
    profiles = read_profiles(reader)
    labels = read_service_labels(reader)
    jeux = {profile.jeu: None for profile in profiles.values()}
    services = read_services(reader, names, jeux, labels)
    limits = read_module_limits(reader, labels)
    names |= {"code_service": _codes("code_service", [rule.code for rule in services])}
    suites = read_suites(reader, names, labels, limits)
    leviers = names[settings.question_leviers].codes if settings.question_leviers in names else ()
    rules_names = {name: about for name, about in names.items() if name != "code_service"}
    names |= _result_names(services, suites)
    return Guide(
        sha256=reader.workbook.sha256,
        version=_version(reader),
        questions=questions,
        variables=variables,
        niveaux=niveaux,
        plafonds=plafonds,
        tables=tables,
        services=services,
        suites=suites,
        categories=read_categories(reader, rules_names),
        carnets=read_carnets(reader, profiles, services, labels),
        modules=read_modules(reader, names, leviers),
        module_limits=limits,
        messages=read_messages(reader, names),
        freins=read_freins(reader, names),
        profiles=profiles,
        requirements=read_requirements(reader, rules_names, jeux, {*questions, AGE}),
        exercise=read_exercise(reader),
        exercise_bands=read_bands(
            reader, "exercice_niveaux", "niveau", known=[band.code for band in niveaux]
        ),
        service_labels=labels,
        domaines=read_labels(reader, "domaines"),
        tranches_age=tranches,
        settings=settings,
        cases=read_cases(reader, questions, profiles, tranches),
        names=names,
        workbook=reader.workbook,
    )


def _codes(name: str, codes: list[str]) -> Name:
    return Name(name=name, kind=Kind.CODE, codes=frozenset(codes))


def _level_names(niveaux: tuple[Band, ...], plafonds: tuple[Cap, ...]) -> dict[str, Name]:
    codes = [band.code for band in niveaux]
    by_code = {
        name: _codes(name, codes) for name in ("niveau", "niveau_declare", "niveau_simulation")
    }
    return {
        **by_code,
        "plafond": _codes("plafond", [cap.code for cap in plafonds]),
        "ecart_simulation": Name(name="ecart_simulation", kind=Kind.NUMBER),
    }


def _result_names(
    services: tuple[ServiceRule, ...], suites: tuple[SuiteRule, ...]
) -> dict[str, Name]:
    found = [rule.service for rule in services]
    following = [rule.suite for rule in suites if rule.suite]
    again = [rule.prefixe + service for rule in suites if rule.prefixe for service in found]
    return {"service": _codes("service", found), "suite": _codes("suite", [*following, *again])}


def _version(reader: SheetReader) -> str:
    rows = reader.rows("settings", ("form_id", "version"))
    return reader.text(rows[0], "version") if rows else ""


def _score_ranges(guide: Guide) -> list[tuple[str, int, int]]:
    """Return each sheet of ranges with the lowest and highest score that can reach it."""
    ranges = score_range(guide)
    found = [("niveaux", *ranges[guide.settings.variable_niveau])]
    found.extend(
        (variable.table, *ranges[variable.arguments[0]])
        for variable in guide.variables
        if variable.table
    )
    found.append(("exercice_niveaux", 0, POINTS_OF_A_TASK * len(guide.exercise)))
    return found
