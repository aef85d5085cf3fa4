"""Every failure as a French sentence: what happened, what is kept, what to do.

Failures are known by the name of their type, so that saying one imports nothing: this module comes
with the unlock window. What never varies stands in `record_messages` (persons and their work) and
in `laptop_messages` (the rest); what says a number or a day is made here.
`tests/ui/frame/test_messages.py` walks the program's failures and refuses one without a sentence.
"""

from datetime import date
from typing import Final

from app.domain.failures import AppError, UnusableFileError
from app.ui.activity_messages import ACTIVITIES
from app.ui.dates import long_day_words
from app.ui.laptop_messages import LAPTOP
from app.ui.message import Message
from app.ui.outcome_messages import OUTCOMES
from app.ui.place_messages import PLACES
from app.ui.record_messages import RECORDS
from app.ui.report_messages import REPORTS
from app.ui.stick_messages import answer_text, stick_text
from app.ui.structure_messages import STRUCTURES
from app.ui.waiting import wait_words

_SAFE = "Tout ce qui était enregistré est gardé."

_FAILURES = {**REPORTS, **ACTIVITIES, **STRUCTURES, **RECORDS, **LAPTOP, **PLACES}

_CODE_PROBLEMS = {
    "length": "Il manque des caractères au code, ou il y en a trop.",
    "symbol": "Un caractère ne peut pas se trouver dans un code d’activation.",
    "checksum": "Il y a une faute de frappe dans le code.",
}

_ACTES = {  # by the act that the agent's roles do not allow
    "recevoir": "Vos rôles sur ce poste ne comprennent pas l’entretien. Rien n’a été ouvert. "
    "Orientez la personne vers un prescripteur.",
    "prescrire": "Vos rôles sur ce poste ne comprennent pas la prescription de Pass. Ce qui est "
    "saisi est gardé. Demandez à un prescripteur de reprendre, ou choisissez une suite sans Pass.",
    "mandater": "Vos rôles sur ce poste ne comprennent pas les mandats. Rien n’a été modifié. "
    "Orientez la personne vers un conseiller ou un ambassadeur habilité.",
    "stock": "Seul le référent tient le stock de carnets. Rien n’a été noté. Demandez-le-lui.",
    "rapporter": "Seul le référent de ce poste écrit les bilans, les valide et note leur envoi. "
    "Rien n’a été changé. Demandez-le-lui.",
    "consulter": "Vos rôles sur ce poste ne comprennent pas les dossiers. Rien n’a été ouvert. "
    "Demandez à votre référent.",
    "versions": "Seul le référent de ce poste met en service une version du questionnaire ou une "
    "liste de structures. Ce qui est arrivé reste gardé. Demandez-le-lui.",
    "agents": "Seul le référent de ce poste ajoute, retire un collègue et donne les rôles. Rien "
    "n’a été modifié. Demandez-le-lui.",
    "cles": "Seul le référent de ce poste change ses clés de secours. Celles en place servent "
    "toujours. Demandez-le-lui.",
}

_UNEXPECTED = Message(
    "Passerelle a rencontré une difficulté qu’il ne connaît pas.",
    _SAFE,
    "Recommencez\u00a0; si cela se reproduit, prévenez votre référent.",
)


def failure_text(failure: Exception) -> str:
    """Return what to tell the user about `failure`. Never holds a name, an address or an answer."""
    outcome = getattr(failure, "outcome", None)
    if isinstance(outcome, str) and outcome in OUTCOMES:
        return outcome_text(outcome)
    for kind in type(failure).__mro__:
        if kind.__name__ in _FAILURES:
            return _FAILURES[kind.__name__].text
    if made := _MADE.get(type(failure).__name__):
        return made(failure)
    if isinstance(failure, UnusableFileError):
        place = f", {failure.place}" if failure.place else ""
        return f"Fichier «\u00a0{failure.file}\u00a0»{place}\u00a0: {failure.problem}"
    if isinstance(failure, AppError) and str(failure):
        return str(failure)
    return _UNEXPECTED.text


def outcome_text(outcome: str) -> str:
    """Return what to tell about one outcome of a synchronisation, by its value on record."""
    return OUTCOMES.get(outcome, _UNEXPECTED).text


def _wait_text(failure: Exception) -> str:
    seconds = getattr(failure, "wait_s", 0)
    wait = wait_words(seconds if isinstance(seconds, int) else 0)
    return (
        "Plusieurs phrases de passe étaient fausses. Rien n’est perdu et rien n’est bloqué. "
        f"Attendez encore {wait}, puis recommencez."
    )


def _code_text(failure: Exception) -> str:
    problem = _CODE_PROBLEMS.get(str(getattr(failure, "problem", "")), _CODE_PROBLEMS["checksum"])
    group = getattr(failure, "group", 0)
    where = f" Regardez le groupe {group}." if isinstance(group, int) and group else ""
    return f"{problem}{where} Rien n’a été envoyé. Comparez avec la feuille du Département."


def _not_allowed_text(failure: Exception) -> str:
    return _ACTES.get(str(getattr(failure, "acte", "")), _ACTES["consulter"])


def _mandate_text(failure: Exception) -> str:
    from app.usecases.mandats.refusal_words import REFUSALS  # noqa: PLC0415 - see above

    by_code = {refus.value: said for refus, said in REFUSALS.items()}
    return by_code.get(str(failure), _UNEXPECTED.text)


def _incompatible_text(failure: Exception) -> str:
    first, second = (*getattr(failure, "roles", ()), "", "")[:2]
    return (
        f"La convention interdit à une même personne d’être {first.lower()} et {second.lower()}. "
        "Rien n’a été modifié. Choisissez l’un des deux."
    )


def _date_text(failure: Exception) -> str:
    day = getattr(failure, "day", None)
    said = f" que nous sommes le {long_day_words(day)}" if isinstance(day, date) else ""
    return (
        f"Le Département dit{said}. Rien n’est effacé. Corrigez l’horloge de l’ordinateur, puis "
        "ouvrez de nouveau."
    )


def _stock_text(failure: Exception) -> str:
    from app.usecases.carnets.words import stock_refusal  # noqa: PLC0415 - see above

    return stock_refusal(str(getattr(failure, "reason", "")), str(getattr(failure, "detail", "")))


def _carnet_text(failure: Exception) -> str:
    from app.usecases.carnets.words import REFUS  # noqa: PLC0415 - see above

    by_code = {refus.value: said for refus, said in REFUS.items()}
    return by_code.get(str(getattr(failure, "reason", "")), _UNEXPECTED.text)


def _csv_text(failure: Exception) -> str:
    lines = getattr(failure, "lines", ())
    return "\n".join(["Rien n’a été noté.", *lines[:8]])


_MADE: Final = {
    "StockRefusedError": _stock_text,
    "CarnetRefusedError": _carnet_text,
    "CsvRefusedError": _csv_text,
    "WrongDateError": _date_text,
    "IncompatibleRolesError": _incompatible_text,
    "MandateRefusedError": _mandate_text,
    "NotAllowedError": _not_allowed_text,
    "TooSoonError": _wait_text,
    "WrongCodeError": _code_text,
    "StickError": stick_text,
    "AnswerRefusedError": answer_text,
}
