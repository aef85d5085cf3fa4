"""Read the decision tables: services, suites, categories, carnets, profiles, requirements."""

from collections.abc import Collection, Mapping
from typing import Final

from app.questionnaire.guide.model import (
    CarnetRule,
    CategoryRule,
    Profile,
    Requirement,
    ServiceLabel,
    ServiceRule,
    Settings,
    SuiteRule,
)
from app.questionnaire.guide.names import Kind, Name
from app.questionnaire.guide.search import MAX_ROWS
from app.questionnaire.guide.sheets import SheetReader
from app.questionnaire.workbook.cells import Fault, Row

RESULTS: Final = ("service", "carnets", "niveau", "motivation", "suite", "categorie")
_ALWAYS: Final = "true()"


def read_profiles(reader: SheetReader) -> dict[str, Profile]:
    """Return the profiles by code."""
    profiles: dict[str, Profile] = {}
    for row in reader.rows("profils", ("profil", "convention", "jeu_services", "categories")):
        code = reader.code(row, "profil", taken=profiles)
        profiles[code] = Profile(
            profil=code,
            convention=row["convention"],
            jeu=reader.text(row, "jeu_services"),
            categories=reader.yes(row, "categories"),
            source=row["source"],
        )
    return profiles


def read_service_labels(reader: SheetReader) -> dict[str, ServiceLabel]:
    """Return how each service is called."""
    labels: dict[str, ServiceLabel] = {}
    for row in reader.rows(
        "prestations", ("service", "libelle", "libelle_usager", "phrase_usager")
    ):
        code = reader.code(row, "service", taken=labels)
        labels[code] = ServiceLabel(
            service=code,
            label=reader.text(row, "libelle"),
            label_usager=reader.text(row, "libelle_usager"),
            phrase_usager=reader.text(row, "phrase_usager"),
        )
    return labels


def read_services(
    reader: SheetReader,
    names: Mapping[str, Name],
    jeux: Collection[str],
    services: Collection[str],
) -> tuple[ServiceRule, ...]:
    """Return the rules of all sets, in the order of the sheet."""
    rules: list[ServiceRule] = []
    rows = reader.rows("services", ("jeu", "code", "condition", "service", "explication_usager"))
    for row in rows:
        rules.append(
            ServiceRule(
                jeu=reader.one_of(row, "jeu", jeux),
                code=reader.code(row, "code", taken=[rule.code for rule in rules]),
                condition=reader.condition(row, "condition", names),
                service=reader.one_of(row, "service", services),
                texte_usager=reader.text(row, "explication_usager"),
                texte_professionnel=row["explication_professionnel"],
            )
        )
    for jeu in jeux:
        _check_last(reader, [row for row in rows if row["jeu"] == jeu], f"du jeu {jeu} ")
    return tuple(rules)


def _check_last(reader: SheetReader, rows: list[Row], of: str = "") -> None:
    """Require a last row that always applies: a table must answer for everybody."""
    if len(rows) > MAX_ROWS:
        reader.fault(rows[MAX_ROWS], "condition", f"table trop longue : {MAX_ROWS} lignes au plus")
    if rows and rows[-1]["condition"] != _ALWAYS:
        message = f"la dernière ligne {of}doit s’appliquer à tous les autres cas."
        reader.fault(rows[-1], "condition", message, _ALWAYS)
    for row in rows[:-1]:
        if row["condition"] == _ALWAYS:
            reader.fault(row, "condition", "cette ligne s’applique toujours : les suivantes jamais")


def read_suites(
    reader: SheetReader,
    names: Mapping[str, Name],
    services: Collection[str],
    cibles: Collection[str],
) -> tuple[SuiteRule, ...]:
    """Return what may follow the service, in the order of the sheet."""
    rules: list[SuiteRule] = []
    truths = [name.name for name in names.values() if name.kind is Kind.TRUTH]
    for row in reader.rows("suites", ("code", "condition", "suite", "recalculer_sans")):
        rules.append(
            SuiteRule(
                code=reader.code(row, "code", taken=[rule.code for rule in rules]),
                condition=reader.condition(row, "condition", names),
                suite=row["suite"],
                texte_usager=row["explication_usager"],
                cible_modules=reader.one_of(row, "cible_modules", cibles, blank=True),
                recalculer_sans=reader.one_of(row, "recalculer_sans", truths, blank=True),
                prefixe=row["prefixe"],
                sauf_service=reader.one_of(row, "sauf_service", services, blank=True),
            )
        )
        if bool(row["suite"]) == bool(row["recalculer_sans"]):
            message = "remplir « suite » ou « recalculer_sans », l’un des deux"
            reader.fault(row, "suite", message)
    return tuple(rules)


def read_categories(reader: SheetReader, names: Mapping[str, Name]) -> tuple[CategoryRule, ...]:
    """Return the audience categories in the order in which they are tried."""
    rows = reader.rows("categories", ("categorie", "condition", "libelle"))
    rules = tuple(
        CategoryRule(
            categorie=reader.integer(row, "categorie") if row["categorie"] else None,
            condition=reader.condition(row, "condition", names),
            label=row["libelle"],
        )
        for row in rows
    )
    _check_last(reader, list(rows))
    return rules


def read_carnets(
    reader: SheetReader,
    profiles: Mapping[str, Profile],
    rules: tuple[ServiceRule, ...],
    services: Collection[str],
) -> tuple[CarnetRule, ...]:
    """Return the carnets of each profile and service: exactly one row for each pair."""
    found: dict[tuple[str, str], CarnetRule] = {}
    for row in reader.rows("carnets", ("profil", "service", "carnets")):
        profil = reader.one_of(row, "profil", profiles)
        service = reader.text(row, "service")
        if (profil, service) in found:
            reader.fault(row, "service", f"{profil}, {service} : déjà une ligne plus haut")
        found[profil, service] = CarnetRule(
            profil=profil,
            service=service,
            carnets=reader.integer(row, "carnets"),
            pass_par_carnet=reader.integer(row, "pass_par_carnet"),
            valeur_pass_eur=reader.integer(row, "valeur_pass_eur"),
            fondement=row["fondement"],
            place=row.place("carnets"),
        )
    for profile in profiles.values():
        offered = {r.service for r in rules if r.jeu == profile.jeu and r.service in services}
        for service in sorted(offered):
            if (profile.profil, service) not in found:
                message = f"il manque la ligne du profil {profile.profil}, service {service}"
                reader.faults.append(Fault(sheet="carnets", cell="", message=message))
    return tuple(found.values())


def read_requirements(
    reader: SheetReader,
    names: Mapping[str, Name],
    jeux: Collection[str],
    askable: Collection[str],
) -> tuple[Requirement, ...]:
    """Return what has to be known for each result, under each set of rules."""
    found: list[Requirement] = []
    for row in reader.rows("requis", ("resultat", "jeu", "decisif", "calcule_si", "questions")):
        words = reader.text(row, "questions").split()
        for word in words:
            if word not in askable:
                reader.one_of_names(row, "questions", word, askable)
        found.append(
            Requirement(
                resultat=reader.one_of(row, "resultat", RESULTS),
                jeu=reader.one_of(row, "jeu", {*jeux, "*"}),
                decisive=reader.yes(row, "decisif"),
                computed_if=reader.condition(row, "calcule_si", names),
                questions=frozenset(words),
            )
        )
    for jeu in sorted(jeux):
        for result in ("service", "carnets", "niveau", "motivation"):
            if found and not any(r.resultat == result and r.jeu in {jeu, "*"} for r in found):
                message = f"il manque la ligne du résultat {result} pour le jeu {jeu}"
                reader.faults.append(Fault(sheet="requis", cell="", message=message))
    return tuple(found)


def read_settings(reader: SheetReader, names: Mapping[str, Name]) -> Settings:
    """Return the sheet « reglages »; every setting must be there once."""
    rows = {row["reglage"]: row for row in reader.rows("reglages", ("reglage", "valeur"))}
    questions = [name.name for name in names.values() if name.question]
    numbers = [name.name for name in names.values() if name.kind is Kind.NUMBER]
    truths = [name.name for name in names.values() if name.kind is Kind.TRUTH]

    def one(setting: str, allowed: Collection[str]) -> str:
        row = rows.get(setting)
        if row is None:
            _missing_setting(reader, setting)
            return ""
        return reader.one_of(row, "valeur", allowed)

    def number(setting: str) -> int:
        row = rows.get(setting)
        if row is None:
            _missing_setting(reader, setting)
            return 0
        return reader.integer(row, "valeur")

    return Settings(
        question_decisive=one("question_decisive", questions),
        variable_niveau=one("variable_niveau", numbers),
        exercice_crans_max=number("exercice_crans_max"),
        question_leviers=one("question_leviers", questions),
        modules_par_levier=number("modules_par_levier"),
        question_empechement=one("question_empechement", questions),
        variable_empechement=one("variable_empechement", truths),
    )


def _missing_setting(reader: SheetReader, setting: str) -> None:
    message = f"le réglage « {setting} » manque"
    reader.faults.append(Fault(sheet="reglages", cell="A1", message=message))
