"""The papers in words."""

from collections.abc import Iterator

from app.documents.kinds import PapierKind
from app.documents.typography import apostrophes
from app.domain.convention import Convention
from app.domain.entretien import Entretien, Issue
from app.domain.papier import Fait
from app.ui.dates import day_words
from app.ui.dossiers.words import plural_words
from app.ui.pages.papiers.state import PaperLine, Trait
from app.usecases.interview.paper_states import PaperState
from app.usecases.laptop.nomenclatures import nomenclature
from app.usecases.workplace import Workplace

SIGNED = frozenset({PapierKind.NOTICE, PapierKind.PRESCRIPTION})
QUESTIONS = {
    "sexe": "Sexe",
    "csp": "Catégorie socio-professionnelle",
    "allophone": "Personne allophone (sa première langue n’est pas le français)",
    "handicap": "Situation de handicap",
}
_NOT_TOLD = "NC"  # left without an answer
YES_NO = (("oui", "Oui"), ("non", "Non"))
ENDINGS = {
    Issue.ORIENTATION: "La personne est orientée vers un lieu d’aide",
    Issue.AUCUNE_DIFFICULTE: "Aucune difficulté constatée",
    Issue.REFUS: "La personne ne souhaite rien pour le moment",
}
SAVED = (
    "Papier enregistré. Ce fichier contient des données personnelles et n’est plus protégé par "
    "Passerelle\u00a0: effacez-le dès qu’il est imprimé."
)


def paper_line(paper: PaperState) -> PaperLine:
    """Return a paper of the list."""
    return PaperLine(
        id=paper.id,
        title=paper.title,
        about=_facts(paper),
        printed=paper.printed_on is not None,
        may_sign=paper.kind in SIGNED and paper.signed_on is None,
        may_hand=paper.handed_on is None,
        of_answers=paper.kind is PapierKind.FEUILLE,
        facts=tuple((fait, words) for fait, words in _noted(paper)),
        possible=(Fait.IMPRIME, *((Fait.SIGNE,) if paper.kind in SIGNED else ()), Fait.REMIS),
    )


def _noted(paper: PaperState) -> Iterator[tuple[Fait, str]]:
    """Give each fact that holds, with its day and who noted it."""
    for fait, day, by in (
        (Fait.IMPRIME, paper.printed_on, paper.printed_by),
        (Fait.SIGNE, paper.signed_on, paper.signed_by),
        (Fait.REMIS, paper.handed_on, paper.handed_by),
    ):
        if day is not None:
            yield fait, f"le {day_words(day)}" + (f", noté par {by}" if by else "")


def answers_words(entretien: Entretien, convention: Convention) -> str:
    """Return when the answers go, and with them the person's sheet; empty when they stay.

    As `app.usecases.interview.papers.answers_must_go` and the end of the day do it.
    """
    if not convention.answers_kept_linked:
        return (
            " La feuille de la personne doit être imprimée aujourd’hui\u00a0: les réponses sont "
            "ensuite effacées, comme la convention le demande."
        )
    consent = entretien.consentement
    if consent is not None and not consent.questionnaire:
        return (
            " Les réponses sont effacées une fois l’entretien terminé et la feuille de la personne "
            "imprimée, comme elle l’a demandé."
        )
    return ""


def later_words(papers: tuple[PaperLine, ...], answers: str) -> str:
    """Return what becomes of the papers that are not printed yet; empty when all are.

    `answers` says when the answers go: it matters while the sheet made of them is not printed.
    """
    left = sum(not paper.printed for paper in papers)
    if not left:
        return ""
    verb = "restent" if left > 1 else "reste"
    words = f"{plural_words(left, 'papier', 'papiers')} {verb} à imprimer\u00a0: Aujourd’hui "
    words += "vous les rappellera." if left > 1 else "vous le rappellera."
    sheet = any(paper.of_answers and not paper.printed for paper in papers)
    return words + answers if sheet else words


def traits_of(workplace: Workplace) -> tuple[Trait, ...]:
    """Return what the convention wants counted, with its answers; in a thread: files are read."""
    return tuple(
        Trait(name, question, _answers(workplace, name))
        for name, question in QUESTIONS.items()
        if name in workplace.convention.indicateurs
    )


def _answers(workplace: Workplace, name: str) -> tuple[tuple[str, str], ...]:
    published = nomenclature(workplace, name)
    if published is None:
        return YES_NO
    return tuple((code, apostrophes(label)) for code, label in published if code != _NOT_TOLD)


def _facts(paper: PaperState) -> str:
    done = [
        f"{words} le {day_words(day)}"
        for words, day in (
            ("imprimé", paper.printed_on),
            ("signé", paper.signed_on),
            ("remis", paper.handed_on),
        )
        if day is not None
    ]
    if paper.printed_on is None:
        done.insert(0, "à imprimer")
    return ", ".join(done).capitalize()
