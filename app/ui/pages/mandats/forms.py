"""What the small forms of a mandate ask: something done, a line that led home, an end."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from app.domain.mandat_listes import Aboutissement, NatureFin
from app.ui.asking.asked import Asked, Form, Kind
from app.ui.clock_words import day_line, hour_line
from app.ui.pages.mandats.prise.forms import pairs
from app.usecases.mandats import words as listed
from app.usecases.mandats.ended import Caducite

NATURE, RESULTAT, JOUR, PAR = "nature", "resultat", "jour", "par"
FIN, CANAL, HEURE = "fin", "canal", "heure"

ACT: Final = (
    Asked(
        code=NATURE,
        words="Qu’avez-vous fait\u00a0?",
        kind=Kind.SHORT,
        choices=pairs(listed.ACTS),
    ),
    Asked(code=JOUR, words="Quel jour\u00a0?", hint="Jour/mois/année", most=10),
    Asked(
        code=RESULTAT,
        words="Et alors\u00a0?",
        kind=Kind.SHORT,
        choices=pairs(listed.RESULTS),
    ),
)
DONE: Final = (
    Asked(
        code=PAR,
        words="Comment le savez-vous\u00a0?",
        kind=Kind.ONE,
        choices=(
            (Aboutissement.REPONSE.value, "L’organisme a répondu"),
            (Aboutissement.PERSONNE.value, "La personne le dit"),
        ),
    ),
)
_WHY: Final = Asked(
    code=FIN,
    words="Pourquoi\u00a0?",
    kind=Kind.ONE,
    choices=(
        (NatureFin.RETIRE.value, "La personne le retire (elle n’a pas à dire pourquoi)"),
        (NatureFin.RENONCE.value, "J’y renonce, ou la structure y renonce"),
        (Caducite.DECES.value, "La personne est décédée"),
        (Caducite.PROTECTION.value, "Une mesure de protection a été prononcée"),
    ),
)
_HOW: Final = (
    Asked(
        code=CANAL,
        words="Comment l’a-t-elle dit\u00a0?",
        kind=Kind.SHORT,
        choices=pairs(listed.WITHDRAWAL_CHANNELS),
    ),
    Asked(code=JOUR, words="Reçu le", hint="Jour/mois/année", most=10),
    Asked(code=HEURE, words="À", hint="Le mandat n’a plus d’effet depuis", most=8, beside=True),
)
MISTAKES: Final = {
    NATURE: "Choisissez ce que vous avez fait.",
    RESULTAT: "Choisissez le résultat.",
    PAR: "Dites comment vous le savez.",
    FIN: "Dites pourquoi il prend fin.",
    CANAL: "Dites comment la personne l’a retiré.",
}


def act_form(now: datetime) -> Form:
    """Return the form of something done, of today; `now` is on the wall."""
    return Form(asked=ACT, values={JOUR: (day_line(now),)})


def end_asked(why: str, *, whole: bool) -> tuple[Asked, ...]:
    """Return what an end asks; how and when of a withdrawal alone.

    `whole`: the mandate ends, not some of its lines; death and protection end all of it.
    """
    choices = _WHY.choices if whole else _WHY.choices[:2]
    withdrawn = why == NatureFin.RETIRE.value
    return (replace(_WHY, choices=choices), *(_HOW if withdrawn else ()))


def end_form(now: datetime, *, whole: bool) -> Form:
    """Return the form of an end, of now; `now` is on the wall."""
    return Form(
        asked=end_asked("", whole=whole),
        values={JOUR: (day_line(now),), HEURE: (hour_line(now),)},
    )


def missing(form: Form) -> dict[str, str]:
    """Return what was not answered."""
    return {
        one.code: MISTAKES[one.code]
        for one in form.asked
        if one.code in MISTAKES and not form.text(one.code)
    }
