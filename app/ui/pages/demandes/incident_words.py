"""A breach in words, for its last step."""

from datetime import datetime

from app.domain.convention import SOUS_TRAITANT
from app.domain.violation import Constat, Violation
from app.ui.asking.asked import Form
from app.ui.clock_words import before_words, clock_pill, day_line, hour_line
from app.ui.dates import day_words, moment_words
from app.ui.dossiers.words import Fact
from app.ui.pages.demandes.demande_words import DAY, HOUR, WHEN, delay_asked, way_asked
from app.ui.widgets.tones import Tone
from app.usecases.registers import violation_words as said
from app.usecases.registers.demande_words import ENVOIS, RETARDS, to_recipient
from app.usecases.registers.violation_advice import is_device_gone
from app.usecases.registers.violations import ViolationSuivie
from app.usecases.workplace import Workplace

_CONTROLLER = (
    " Votre structure est responsable de traitement\u00a0: s’il y a un risque pour les personnes, "
    "elle notifie la CNIL sous 72\u00a0heures (RGPD, art. 33)."
)


def clock_of(one: ViolationSuivie, now: datetime, workplace: Workplace) -> tuple[str, Tone]:
    """Return what the term asks for, in a sentence with its tone; empty once it was notified."""
    if not one.runs:
        return "", Tone.INFO
    to, before = to_recipient(workplace.convention), before_words(one.compte, workplace.clock)
    phone = workplace.convention.departement.telephone
    call = f" Sans réseau, téléphonez au {phone}." if phone else ""
    if workplace.convention.protection.role_structure != SOUS_TRAITANT:
        call += _CONTROLLER
    pill = clock_pill(one.compte, now)
    if now >= one.compte.ends_at:
        late = f"Le délai est passé\u00a0: notifiez-la {to} tout de suite."
        return f"{late} Elle devait partir {before}.{call}", pill.tone
    tone = Tone.INFO if pill.tone is Tone.SUCCESS else pill.tone
    sentence = f"À notifier {to} {before}, même incomplète. {pill.words}.{call}"
    return sentence, tone


def gone_words(constat: Constat, workplace: Workplace) -> str:
    """Return what to do first about a laptop in unknown hands; empty when none is."""
    if not is_device_gone(constat):
        return ""
    held = constat.inventaire
    device = f" Référence du poste\u00a0: {held.appareil}." if held and held.appareil else ""
    copy = ""
    if held and held.backup_at:
        at = moment_words(
            held.backup_at, today=workplace.clock.today(), zone=workplace.clock.zone()
        )
        copy = f" Dernière sauvegarde connue\u00a0: {at}."
    return (
        "Demandez tout de suite au Département de révoquer ce poste\u00a0: il ne recevra plus "
        f"rien.{device} Rien ne s’efface à distance\u00a0; les données restent chiffrées.{copy} "
        "Si ce n’est pas l’ordinateur que vous avez devant vous, faites compter sa dernière "
        "sauvegarde."
    )


def counted_of(constat: Constat, workplace: Workplace) -> tuple[Fact, ...]:
    """Return where the numbers come from."""
    held, clock = constat.inventaire, workplace.clock
    if held is None:
        return ()
    at = moment_words(held.at, today=clock.today(), zone=clock.zone())
    return (
        Fact("Origine des nombres", f"{said.ETENDUES[held.etendue].capitalize()}, état {_of(at)}"),
        Fact("Personnes", str(held.personnes)),
        Fact("Agents", str(held.agents)),
        Fact("Fiches", str(held.enregistrements)),
        Fact("Chiffrement", "Base chiffrée" if held.chiffre else "Non"),
    )


def facts_of(violation: Violation, workplace: Workplace) -> tuple[Fact, ...]:
    """Return what the notification will say, in short."""
    constat, closed = violation.constat, violation.closed_on
    number = constat.personnes
    return (
        Fact("Connue", _when(constat.connue_at, workplace)),
        Fact("Cause", said.CAUSES[constat.cause] if constat.cause else ""),
        Fact("Ce qui s’est passé", constat.description),
        Fact("Supports", "\n".join(said.SUPPORTS[one] for one in constat.supports)),
        Fact(
            "Personnes",
            said.number_words(number, "personne", "personnes") if number is not None else "",
        ),
        Fact("Données", "\n".join(said.DONNEES[one] for one in constat.donnees)),
        Fact("Chiffrées", said.yes_no(constat.chiffre).capitalize()),
        Fact("Secret connu d’un tiers", said.SECRETS[constat.secret] if constat.secret else ""),
        Fact("Nature", "\n".join(said.NATURES[one] for one in constat.natures)),
        Fact("Gravité", said.GRAVITES[constat.gravite] if constat.gravite else ""),
        Fact("Mesures prises", "\n".join(said.MESURES[one] for one in constat.mesures)),
        Fact("Mesures à prendre", "\n".join(said.MESURES[one] for one in constat.prevues)),
        Fact("Close", f"Le {day_words(closed)}" if closed else ""),
    )


def sent_of(violation: Violation, workplace: Workplace) -> tuple[Fact, ...]:
    """Return the notifications that left, oldest first."""
    found: list[Fact] = []
    for envoi in violation.envois:
        sent = envoi.transmission
        label = "Notification initiale" if envoi.is_initial else f"Complément {envoi.rang - 1}"
        late = f", en retard\u00a0: {RETARDS[sent.retard].lower()}" if sent.retard else ""
        way = ENVOIS[sent.canal].lower()
        found.append(Fact(label, f"{_when(sent.at, workplace)} ({way}{late})"))
    return tuple(found)


def missing_words(constat: Constat) -> str:
    """Return what is not known yet; the notification may leave without it."""
    unknown = said.missing(constat)
    if not unknown:
        return ""
    return (
        f"Pas encore dit\u00a0: {', '.join(unknown)}. Envoyez quand même dans le délai\u00a0: un "
        "complément peut suivre."
    )


def sending_form(one: ViolationSuivie, workplace: Workplace) -> Form:
    """Return the form that notes the real sending, filled with now."""
    now = workplace.clock.now().astimezone(workplace.clock.zone())
    late = one.runs and one.compte.is_late(workplace.clock.now())
    return Form(
        asked=(*WHEN, way_asked(), *((delay_asked(),) if late else ())),
        values={DAY: (day_line(now),), HOUR: (hour_line(now),)},
    )


def _when(at: datetime, workplace: Workplace) -> str:
    clock = workplace.clock
    words = moment_words(at, today=clock.today(), zone=clock.zone())
    return words[:1].upper() + words[1:]


def _of(moment: str) -> str:
    if moment.startswith("le "):
        return f"du {moment.removeprefix('le ')}"
    return f"d’{moment}"
