"""The impact assessment, prefilled (RGPD art. 35): what the program knows, what it cannot do.

What it asks of people stands in it as lines to complete; nothing is claimed that is not done.
"""

from dataclasses import replace

from app.documents.conformity import Chapter, Section
from app.documents.texts import Texts
from app.documents.typography import french_date
from app.domain.conformite import EtatAipd
from app.usecases.conformity import conformite_words as words
from app.usecases.conformity.conformite_facts import Facts
from app.usecases.workplace import Workplace

_RISKS = ("acces", "modification", "disparition")
_DATE = "La date de l’analyse, la fonction de qui la valide, et les avis recueillis."
_REVIEW = (
    "Cette analyse a été validée sous une autre version de la convention, ou il y a plus de trois "
    "ans : elle est à revoir."
)


def assessment(workplace: Workplace, facts: Facts, *, beside_register: bool = False) -> Chapter:
    """Return the assessment: context, necessity, rights, risks, measures, limits, validation.

    `beside_register` leaves out the tables that the register of the same file has.
    """
    convention = workplace.convention
    texts, values = words.texts_of(convention), words.values_of(workplace, facts)
    who = "responsable" if convention.protection.structure_decides else "sous_traitant"
    return Chapter(
        title=texts.word("aipd", "titre"),
        words=(
            texts.word("aipd", "article"),
            *words.said(texts, "aipd", f"qui_{who}", values),
        ),
        todo=_todo(facts),
        sections=(
            _why(workplace, texts, values),
            replace(_part(texts, values, "processus"), numbered=True),
            _part(texts, values, "supports"),
            _part(texts, values, "necessite"),
            _rights(texts, values),
            *(() if beside_register else _tables(facts, texts, values)),
            limits(texts, values),
            *_risks(texts, values),
            _plan(facts, texts, values),
            _validation(facts, texts),
        ),
    )


def limits(texts: Texts, values: dict[str, str]) -> Section:
    """Return what the program does not protect from."""
    return Section(
        title="Ce qui n’est pas protégé par le programme",
        words=words.said(texts, "limites", "introduction", values),
        points=words.said(texts, "limites", "points", values),
    )


def _todo(facts: Facts) -> tuple[str, ...]:
    if facts.etat.aipd is EtatAipd.VALIDEE:
        return ()
    if facts.etat.aipd is EtatAipd.A_REVOIR:
        return (_REVIEW,)
    return (_DATE,)


def _part(texts: Texts, values: dict[str, str], key: str) -> Section:
    return Section(
        title=texts.word("aipd", f"{key}_titre"), points=words.said(texts, "aipd", key, values)
    )


def _why(workplace: Workplace, texts: Texts, values: dict[str, str]) -> Section:
    health = "handicap" in workplace.convention.indicateurs
    more = words.said(texts, "aipd", "pourquoi_sante", values) if health else ()
    found = _part(texts, values, "pourquoi")
    return Section(title=found.title, points=(*found.points, *more))


def _rights(texts: Texts, values: dict[str, str]) -> Section:
    found = _part(texts, values, "droits")
    return Section(
        title=found.title,
        points=(*found.points, *words.said(texts, "aipd", "droits_delai", values)),
    )


def _tables(facts: Facts, texts: Texts, values: dict[str, str]) -> tuple[Section, ...]:
    return (
        Section(title="Durées de conservation", rows=words.clock_rows(facts.clocks)),
        Section(title="Mesures en place"),
        *words.titled(texts, "mesures", values),
    )


def _risks(texts: Texts, values: dict[str, str]) -> tuple[Section, ...]:
    note = words.said(texts, "aipd", "risques_note", values)
    return (
        Section(title=texts.word("aipd", "risques_titre"), words=note),
        *(
            Section(
                title=texts.word("aipd", f"{risk}_titre"),
                under=True,
                rows=(
                    ("Sources", texts.word("aipd", f"{risk}_sources")),
                    ("Conséquences", texts.word("aipd", f"{risk}_impacts")),
                    ("Mesures", texts.word("aipd", f"{risk}_mesures")),
                    ("Gravité proposée", texts.word("aipd", f"{risk}_gravite")),
                    ("Vraisemblance proposée", texts.word("aipd", f"{risk}_vraisemblance")),
                    ("Confirmées ou corrigées", words.TO_FILL),
                ),
            )
            for risk in _RISKS
        ),
    )


def _plan(facts: Facts, texts: Texts, values: dict[str, str]) -> Section:
    more: tuple[str, ...] = ()
    if not facts.backups.chosen:
        more += words.said(texts, "aipd", "plan_sauvegarde", values)
    if not facts.sheet_checked:
        more += words.said(texts, "aipd", "plan_feuille", values)
    found = _part(texts, values, "plan")
    return Section(title=found.title, points=(*more, *found.points))


def _validation(facts: Facts, texts: Texts) -> Section:
    said = facts.etat.said
    return Section(
        title=texts.word("aipd", "validation_titre"),
        rows=(
            ("Avis du délégué à la protection des données", words.TO_FILL),
            ("Personnes consultées, et leur avis", said.consultes or words.TO_FILL),
            ("Date de l’analyse", french_date(said.aipd_on) if said.aipd_on else words.TO_FILL),
            ("Validée par (fonction)", said.aipd_par or words.TO_FILL),
            ("État", words.AIPD[facts.etat.aipd]),
        ),
        signatures=("Le délégué à la protection des données", "Le responsable de traitement"),
    )
