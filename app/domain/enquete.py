"""A survey on paper whose answers are counted: nobody is named, nothing is kept of a sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app.domain.activites_profil import Rubrique

SANS_REPONSE: Final = "sans_reponse"
MOST_SHEETS: Final = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with the answers one may tick; one answer a sheet."""

    code: str
    libelle: str
    reponses: Sequence[Rubrique]


@dataclass(frozen=True, slots=True, kw_only=True)
class Enquete:
    """The survey: what the sheet says, its questions, and what is only written on the paper."""

    titre: str
    introduction: str
    questions: Sequence[Question]
    libre: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Depouillement:
    """Sheets counted together: how many, and how many ticked each answer of each question."""

    fiches: int
    reponses: Mapping[str, Mapping[str, int]]

    def __post_init__(self) -> None:
        """Refuse more answers to a question than there are sheets."""
        if not 0 < self.fiches <= MOST_SHEETS:
            raise ValueError("1 to 10 000 sheets are counted together")
        for answers in self.reponses.values():
            if any(number < 0 for number in answers.values()):
                raise ValueError("a count is not under zero")
            if sum(answers.values()) > self.fiches:
                raise ValueError("more answers than sheets")

    def faits(self, enquete: Enquete) -> list[tuple[tuple[str, str], int]]:
        """Return what is counted; a sheet without an answer to a question says so."""
        found: list[tuple[tuple[str, str], int]] = [(("enquete_fiches", "1"), self.fiches)]
        for question in enquete.questions:
            answers = self.reponses.get(question.code, {})
            rest = self.fiches - sum(answers.values())
            name = f"enquete_{question.code}"
            found += [((name, code), number) for code, number in answers.items() if number]
            if rest:
                found.append(((name, SANS_REPONSE), rest))
        return found
