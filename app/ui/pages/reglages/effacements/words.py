"""What is to be erased, what was, and for how long things are kept, in words."""

from app.domain.retention import Horloge
from app.ui.dates import day_words, moment_words
from app.ui.dossiers.holding import IN_A_SENTENCE
from app.ui.dossiers.rows import Row
from app.ui.dossiers.words import Fact
from app.ui.widgets.tones import Pill, Tone
from app.usecases.destruction.certificate_claims import whose
from app.usecases.destruction.certificate_words import EVENTS, summary
from app.usecases.destruction.erasing import Foreseen
from app.usecases.destruction.erasing_certificate import Checked
from app.usecases.destruction.retention_words import OBJECTS
from app.usecases.records import Destruction
from app.usecases.workplace import Workplace


def foreseen_row(one: Foreseen) -> Row:
    """Return something that will be erased: who, when and why."""
    if one.mandat:
        why = "terme du mandat" if one.signed else "mandat jamais signé"
        return Row(
            id=one.id,
            title=one.name or "Mandat sans personne",
            about=f"Le {day_words(one.due_on)} · {why} {one.mandat}",
            pill=None if one.mine else Pill("D’un collègue", Tone.NEUTRAL),
        )
    nobody = f"Entretien sans personne, du {day_words(one.opened_on)}" if one.opened_on else ""
    pill: Pill | None
    if one.hold is not None:
        pill, why = Pill("Conservé", Tone.WARNING), IN_A_SENTENCE[one.hold.motif.value]
    else:
        pill = None if one.mine else Pill("D’un collègue", Tone.NEUTRAL)
        why = (
            "durée de la convention atteinte"
            if one.prescribed
            else "sans prescription, ou inachevé"
        )
    return Row(
        id=one.id,
        title=one.name or nobody,
        about=f"Le {day_words(one.due_on)} · {why}",
        pill=pill,
    )


def done_row(one: Destruction, workplace: Workplace) -> Row:
    """Return a destruction: its number, when, why, how much."""
    clock = workplace.clock
    at = moment_words(one.ended_at or one.begun_at, today=clock.today(), zone=clock.zone())
    return Row(
        id=one.numero,
        title=f"Destruction n°\u00a0{one.numero}",
        about=f"{at[:1].upper()}{at[1:]} · {EVENTS[one.motif]} · {summary(one.bilan)}",
        pill=None if one.ended_at else Pill("À signer", Tone.WARNING),
    )


def clock_fact(clock: Horloge) -> Fact:
    """Return how long something is kept, from when, and by which rule."""
    counted = clock.depart not in {"sans objet", clock.duree}
    start = f", à partir de\u00a0: {clock.depart}" if counted else ""
    kept = f"{clock.duree[:1].upper()}{clock.duree[1:]}{start}."
    return Fact(OBJECTS[clock.objet], f"{kept}\n{clock.source[:1].upper()}{clock.source[1:]}")


def checked_facts(checked: Checked) -> tuple[Fact, ...]:
    """Return what a certificate that holds says."""
    said = checked.statement
    signer = "Ce poste" if checked.mine else f"Un autre poste\u00a0: {said.structure}"
    return (
        Fact("Destruction", said.numero),
        Fact("Structure", said.structure),
        Fact("Événement", said.event),
        Fact("Achevée le", said.ended),
        Fact("Détruit", "\n".join(f"{words}\u00a0: {number}" for words, number in said.counts)),
        Fact("Hors de portée", "\n".join(said.beyond)),
        Fact("Signée par", f"{signer}\nclé {checked.key}{_remade(checked)}"),
        Fact("Certifiée par", whose(checked.certified, checked.root)),
    )


def _remade(checked: Checked) -> str:
    return "\npapier refait après une restauration" if checked.remade else ""
