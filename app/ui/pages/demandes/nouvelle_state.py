"""What the form of a new request shows and asks."""

from dataclasses import dataclass

from app.domain.demande import LONGEST_NAME, LONGEST_WORDS
from app.ui.asking.asked import Asked, Form, Kind
from app.ui.dossiers.rows import Row
from app.usecases.registers.demande_words import CANAUX, DROITS

YES, NO = "oui", "non"
YES_NO = ((NO, "Non"), (YES, "Oui"))
_WORDS_HINT = (
    "Une phrase, comme elle l’a dit. Rien sur la santé, la famille ou les revenus\u00a0: "
    "ce n’est pas nécessaire."
)
ASKED = (
    Asked(
        code="droits",
        words="Que demande-t-elle\u00a0?",
        kind=Kind.MANY,
        choices=tuple((droit.value, words) for droit, words in DROITS.items()),
    ),
    Asked(code="jour", words="Reçue le", hint="Jour/mois/année", most=10),
    Asked(
        code="heure", words="À", hint="L’heure compte\u00a0: le délai court", most=8, beside=True
    ),
    Asked(
        code="canal",
        words="Comment\u00a0?",
        kind=Kind.SHORT,
        choices=tuple((canal.value, words) for canal, words in CANAUX.items()),
    ),
    Asked(code="recue_par", words="Reçue par", hint="Vous, ou un collègue", most=LONGEST_NAME),
    Asked(
        code="joindre",
        words="Comment lui répondre",
        hint="Téléphone, courriel ou adresse\u00a0; effacé à la clôture",
        optional=True,
        most=LONGEST_NAME,
    ),
    Asked(code="mots", words="Ses mots", hint=_WORDS_HINT, optional=True, most=LONGEST_WORDS),
    Asked(
        code="representant",
        words="Quelqu’un agit pour elle",
        hint="Son nom",
        optional=True,
        most=LONGEST_NAME,
    ),
    Asked(
        code="mandat",
        words="Le mandat de cette personne a-t-il été vu\u00a0?",
        kind=Kind.SHORT,
        choices=YES_NO,
        optional=True,
    ),
    Asked(
        code="doute",
        words="Un doute sur l’identité\u00a0?",
        hint="Une pièce peut être montrée\u00a0; elle n’est ni notée ni copiée.",
        kind=Kind.SHORT,
        choices=YES_NO,
    ),
)


_EMPTY = Form(asked=ASKED)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRequestState:
    """Everything the form shows. `linked` names the record the request is tied to."""

    name: str = ""
    name_mistake: str = ""
    linked: str = ""
    suggestions: tuple[Row, ...] = ()
    form: Form = _EMPTY
    problem: str = ""
    working: bool = False
