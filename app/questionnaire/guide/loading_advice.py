"""Read the advice: modules, messages, needs, and the test cases."""

from collections.abc import Collection, Mapping
from typing import Final

from app.questionnaire.guide.model import (
    CaseTest,
    Frein,
    Message,
    Module,
    ModuleLimit,
    Question,
)
from app.questionnaire.guide.names import Name
from app.questionnaire.guide.sheets import SheetReader
from app.questionnaire.guide.texts import PLACEHOLDERS, placeholders_in
from app.questionnaire.workbook.cells import Row

MODULES_KEPT: Final = ("tous", "coup_de_pouce", "sans_seance", "aucun")
EXPECTED: Final = ("etat", "niveau", "motivation", "categorie", "service", "suite", "carnets")


def read_modules(
    reader: SheetReader, names: Mapping[str, Name], leviers: Collection[str]
) -> tuple[Module, ...]:
    """Return the modules in the order in which they are advised: priority, then code."""
    modules: list[Module] = []
    headings = ("code", "titre", "condition", "priorite", "seances", "levier", "coup_de_pouce")
    for row in reader.rows("modules", headings):
        modules.append(
            Module(
                code=reader.code(row, "code", taken=[module.code for module in modules]),
                titre=reader.text(row, "titre"),
                objectif=row["objectif"],
                condition=reader.condition(row, "condition", names),
                priorite=reader.integer(row, "priorite"),
                seances=reader.integer(row, "seances"),
                levier=reader.one_of(row, "levier", leviers, blank=True),
                first=reader.yes(row, "en_tete"),
                coup_de_pouce=reader.yes(row, "coup_de_pouce"),
                service_standard_v1=row["service_standard_v1"],
                service_standard_v0=row["service_standard_v0"],
                thematique_coop=row["thematique_coop"],
            )
        )
    return tuple(sorted(modules, key=lambda module: (module.priorite, module.code)))


def read_module_limits(reader: SheetReader, services: Collection[str]) -> dict[str, ModuleLimit]:
    """Return how many sessions go with each service."""
    limits: dict[str, ModuleLimit] = {}
    for row in reader.rows("modules_limites", ("cible", "seances_max", "modules")):
        cible = reader.code(row, "cible", taken=limits)
        reader.one_of(row, "cible", services)
        limits[cible] = ModuleLimit(
            cible=cible,
            seances_max=reader.integer(row, "seances_max"),
            modules=reader.one_of(row, "modules", MODULES_KEPT),
        )
    return limits


def read_messages(reader: SheetReader, names: Mapping[str, Name]) -> tuple[Message, ...]:
    """Return the messages in the order of the sheet."""
    messages: list[Message] = []
    headings = ("code", "condition", "texte_usager", "texte_professionnel", "a_verifier")
    for row in reader.rows("messages", headings):
        for heading in ("texte_usager", "texte_professionnel"):
            _check_placeholders(reader, row, heading)
        messages.append(
            Message(
                code=reader.code(row, "code", taken=[message.code for message in messages]),
                condition=reader.condition(row, "condition", names),
                texte_usager=row["texte_usager"],
                texte_professionnel=row["texte_professionnel"],
                a_verifier=reader.yes(row, "a_verifier"),
            )
        )
    return tuple(messages)


def _check_placeholders(reader: SheetReader, row: Row, heading: str) -> None:
    for word in placeholders_in(row[heading]):
        if word not in PLACEHOLDERS:
            known = ", ".join(sorted(PLACEHOLDERS))
            reader.fault(row, heading, f"{{{word}}} est inconnu. Connus : {known}")


def read_freins(reader: SheetReader, names: Mapping[str, Name]) -> tuple[Frein, ...]:
    """Return what needs an adjustment, in the order of the sheet."""
    freins: list[Frein] = []
    for row in reader.rows("freins", ("code", "condition", "filtre_catalogue")):
        freins.append(
            Frein(
                code=reader.code(row, "code", taken=[frein.code for frein in freins]),
                condition=reader.condition(row, "condition", names),
                filtre_catalogue=row["filtre_catalogue"],
            )
        )
    return tuple(freins)


def read_labels(reader: SheetReader, sheet: str) -> dict[str, str]:
    """Return the labels of a sheet of two columns."""
    labels: dict[str, str] = {}
    for row in reader.rows(sheet, ("code", "libelle")):
        labels[reader.code(row, "code", taken=labels)] = reader.text(row, "libelle")
    return labels


def read_cases(
    reader: SheetReader,
    questions: Mapping[str, Question],
    profiles: Collection[str],
    tranches: Collection[str],
) -> tuple[CaseTest, ...]:
    """Return the fictitious persons and what is expected for each."""
    cases: list[CaseTest] = []
    headings = ("cas", "profil", *(f"attendu_{name}" for name in EXPECTED))
    for row in reader.rows("cas_tests", headings):
        if not cases:
            _check_headings(reader, row, questions)
        cases.append(
            CaseTest(
                case=reader.code(row, "cas", taken=[case.case for case in cases]),
                situation=row["situation"],
                profil=reader.one_of(row, "profil", profiles),
                tranche_age=reader.one_of(row, "tranche_age", tranches, blank=True),
                simulation=reader.integer(row, "simulation") if row["simulation"] else None,
                answers=_answers(reader, row, questions),
                expected={name: row[f"attendu_{name}"] for name in EXPECTED},
                missing=tuple(row["attendu_manquants"].split()),
                row=row.number,
                cells={name: row.cell(f"attendu_{name}") for name in (*EXPECTED, "manquants")},
            )
        )
    return tuple(cases)


def _check_headings(reader: SheetReader, row: Row, questions: Mapping[str, Question]) -> None:
    others = {"cas", "situation", "profil", "tranche_age", "simulation", "attendu_manquants"}
    known = {*others, *questions, *(f"attendu_{name}" for name in EXPECTED)}
    for heading, letter in row.columns.items():
        if heading not in known:
            first = Row(sheet=row.sheet, number=1, values={}, columns={heading: letter})
            reader.fault(first, heading, f"« {heading} » n’est pas une question")


def _answers(
    reader: SheetReader, row: Row, questions: Mapping[str, Question]
) -> dict[str, str | tuple[str, ...]]:
    answers: dict[str, str | tuple[str, ...]] = {}
    for name, question in questions.items():
        codes = tuple(row[name].split())
        for code in codes:
            if question.choice(code) is None:
                known = [choice.code for choice in question.choices]
                reader.one_of_names(row, name, code, known)
        if codes:
            answers[name] = codes if question.several else row[name]
    return answers
