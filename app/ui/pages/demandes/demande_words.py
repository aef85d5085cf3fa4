"""One request in words, and the small forms that note what came of it."""

from datetime import datetime

from app.domain.clock import Clock
from app.domain.demande import Demande
from app.ui.asking.asked import Asked, Form, Kind
from app.ui.clock_words import (
    before_words,
    clock_pill,
    day_line,
    hour_line,
)
from app.ui.dates import day_words, moment_words
from app.ui.dossiers.words import Fact
from app.ui.pages.demandes.demande_state import Asking
from app.ui.widgets.tones import Tone
from app.usecases.registers.demande_words import (
    ACTIONS,
    CANAUX,
    DROITS,
    ENVOIS,
    REPONSES,
    RETARDS,
    to_recipient,
)
from app.usecases.registers.demandes import Suivie
from app.usecases.workplace import Workplace

DAY, HOUR, WAY, DELAY = "jour", "heure", "voie", "retard"
ANSWER, ACTION = "reponse", "action"
TO_ERASE = (
    "La demande est transmise. Reste à effacer la personne\u00a0: son dossier est gardé jusque-là."
)
WHEN = (
    Asked(code=DAY, words="Le", hint="Jour/mois/année", most=10),
    Asked(code=HOUR, words="À", hint="L’heure réelle", most=8, beside=True),
)


def facts_of(demande: Demande, workplace: Workplace) -> tuple[Fact, ...]:
    """Return what was asked, by whom, how."""
    rights = "\n".join(DROITS[droit] for droit in demande.droits)
    proof = "mandat vu" if demande.representant_justifie else "mandat à demander"
    return (
        Fact("Droits demandés", rights),
        Fact("Reçue", _when(demande.recue_at, workplace.clock)),
        Fact("Comment", CANAUX[demande.canal]),
        Fact("Par", demande.recue_par),
        Fact("Pour lui répondre", demande.joindre),
        Fact("Ses mots", f"«\u00a0{demande.mots}\u00a0»" if demande.mots else ""),
        Fact("Agit pour elle", f"{demande.representant} ({proof})" if demande.representant else ""),
        Fact("Identité", "Un doute\u00a0: à vérifier" if demande.doute_identite else ""),
    )


def done_of(demande: Demande, clock: Clock) -> tuple[Fact, ...]:
    """Return what was done on this laptop, oldest first."""
    return tuple(Fact(ACTIONS[one.action], _when(one.at, clock)) for one in demande.faits)


def followed_of(demande: Demande, clock: Clock) -> tuple[Fact, ...]:
    """Return what came of it: sending, acknowledgment, answer, end."""
    sent = demande.transmise
    way = f" ({ENVOIS[sent.canal].lower()})" if sent else ""
    late = RETARDS[sent.retard] if sent and sent.retard else ""
    answered = demande.repondue_on
    words = REPONSES[demande.reponse] if demande.reponse else ""
    return (
        Fact("Transmise", f"{_when(sent.at, clock)}{way}" if sent else ""),
        Fact("Retard", late),
        Fact("Reçue là-bas", _when(demande.accusee_at, clock) if demande.accusee_at else ""),
        Fact("Réponse", f"{words}, le {day_words(answered)}" if answered else ""),
        Fact("Close", f"Le {day_words(demande.closed_on)}" if demande.closed_on else ""),
    )


def clock_of(one: Suivie, now: datetime, workplace: Workplace) -> tuple[str, Tone]:
    """Return what the term asks for, in a sentence with its tone; empty once it was sent."""
    if not one.runs:
        return "", Tone.INFO
    to = to_recipient(workplace.convention)
    before = before_words(one.compte, workplace.clock)
    pill = clock_pill(one.compte, now)
    if now >= one.compte.ends_at:
        words = f"Le délai est passé\u00a0: transmettez-la {to} tout de suite. "
        return words + f"Elle devait partir {before}.", pill.tone
    tone = Tone.INFO if pill.tone is Tone.SUCCESS else pill.tone
    return f"À transmettre {to} {before}. {pill.words}.", tone


def form_of(asking: Asking, one: Suivie, workplace: Workplace) -> Form:
    """Return a small form, filled with now."""
    now = workplace.clock.now().astimezone(workplace.clock.zone())
    when = {DAY: (day_line(now),), HOUR: (hour_line(now),)}
    match asking:
        case Asking.SENDING:
            late = one.compte.is_late(workplace.clock.now())
            asked = (*WHEN, way_asked(), *((delay_asked(),) if late else ()))
            return Form(asked=asked, values=when)
        case Asking.RECEIPT:
            return Form(asked=WHEN, values=when)
        case Asking.ANSWER:
            return Form(
                asked=(
                    WHEN[0],
                    Asked(
                        code=ANSWER,
                        words="Quelle réponse\u00a0?",
                        kind=Kind.SHORT,
                        choices=tuple((code.value, words) for code, words in REPONSES.items()),
                    ),
                ),
                values={DAY: when[DAY]},
            )
        case Asking.ACTION:
            return Form(
                asked=(
                    Asked(
                        code=ACTION,
                        words="Qu’avez-vous fait\u00a0?",
                        kind=Kind.ONE,
                        choices=tuple((code.value, words) for code, words in ACTIONS.items()),
                    ),
                )
            )
        case Asking.NOTHING:
            return Form()


def way_asked() -> Asked:
    """Return the question of how something was sent."""
    return Asked(
        code=WAY,
        words="Par quelle voie\u00a0?",
        kind=Kind.SHORT,
        choices=tuple((canal.value, words) for canal, words in ENVOIS.items()),
    )


def delay_asked() -> Asked:
    """Return the question of why it left late."""
    return Asked(
        code=DELAY,
        words="Pourquoi après le délai\u00a0?",
        kind=Kind.ONE,
        choices=tuple((motif.value, words) for motif, words in RETARDS.items()),
    )


def _when(at: datetime, clock: Clock) -> str:
    words = moment_words(at, today=clock.today(), zone=clock.zone())
    return words[:1].upper() + words[1:]
