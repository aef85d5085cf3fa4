"""What a small form of a request does once it is filled in."""

from collections.abc import Callable

from app.domain.demande import ActionLocale, Demande, Reponse
from app.domain.identifiers import DemandeId
from app.ui.asking.asked import Form
from app.ui.pages.demandes.demande_state import Asking
from app.ui.pages.demandes.demande_words import ACTION, ANSWER
from app.ui.pages.demandes.reading import day_of, hour_of, sent_of
from app.usecases.registers import demandes
from app.usecases.workplace import Workplace

Work = Callable[[Workplace, DemandeId], Demande]


def work_of(form: Form, asking: Asking, mistakes: dict[str, str]) -> Work | None:
    """Return what keeps the form, None when something is missing: `mistakes` says what."""
    read = {
        Asking.SENDING: _sending,
        Asking.RECEIPT: _receipt,
        Asking.ANSWER: _answer,
        Asking.ACTION: _action,
    }.get(asking)
    return read(form, mistakes) if read else None


def _sending(form: Form, mistakes: dict[str, str]) -> Work | None:
    sent = sent_of(form, mistakes)
    if sent is None:
        return None
    return lambda place, demande_id: demandes.note_sending(place, demande_id, sent)


def _receipt(form: Form, mistakes: dict[str, str]) -> Work | None:
    day, hour = day_of(form, mistakes), hour_of(form, mistakes)
    if day is None or hour is None:
        return None
    return lambda place, demande_id: demandes.note_receipt(place, demande_id, day, hour)


def _answer(form: Form, mistakes: dict[str, str]) -> Work | None:
    on, answer = day_of(form, mistakes), form.text(ANSWER)
    if not answer:
        mistakes[ANSWER] = "Choisissez la réponse."
    if on is None or not answer:
        return None
    return lambda place, demande_id: demandes.note_answer(place, demande_id, on, Reponse(answer))


def _action(form: Form, mistakes: dict[str, str]) -> Work | None:
    action = form.text(ACTION)
    if not action:
        mistakes[ACTION] = "Choisissez ce qui a été fait."
        return None
    return lambda place, demande_id: demandes.note_action(place, demande_id, ActionLocale(action))
