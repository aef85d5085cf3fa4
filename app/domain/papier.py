"""What happens to a paper: printed, signed and handed over are three facts, none implies another.

Source: issue 6 (« Paper life »), documents.md b1 (two originals, one for each party).
"""

from enum import StrEnum


class Fait(StrEnum):
    """A fact about a paper; each has its day and its agent, and may be taken back."""

    IMPRIME = "imprime"
    SIGNE = "signe"
    REMIS = "remis"


class FeuilleSecours(StrEnum):
    """What a numbered blank paper is for; an agreement and its questionnaire share a number."""

    ENTRETIEN = "entretien"  # notice, agreement and questionnaire
    ACCORD = "accord"  # notice and agreement alone: the questions come on the screen
    MANDAT = "mandat"  # in two originals


class EtatFeuille(StrEnum):
    """Where a numbered blank paper stands."""

    DEHORS = "dehors"  # printed, in a bag or a drawer
    SAISIE = "saisie"  # written on, then entered
    GACHEE = "gachee"  # lost, torn or written wrong: its number serves nobody any more
