"""Mandates in words: how long they still run, where each line stands, what was done."""

from datetime import datetime

from app.domain.mandat import ActeMandat, Ligne
from app.domain.mandat_listes import EtatMandat, Resultat
from app.ui.dates import day_words, moment_words
from app.ui.dossiers.mandates import left_words
from app.ui.dossiers.words import Fact
from app.ui.pages.mandats.prise.forms import capital
from app.ui.pages.mandats.prise.words import line_about, until_words
from app.ui.pages.mandats.state import ActLine, LineCard
from app.ui.widgets.tones import Pill, Tone
from app.usecases.mandats import words as listed
from app.usecases.mandats.overview import MandatComplet
from app.usecases.workplace import Workplace


def clock_of(found: MandatComplet, workplace: Workplace) -> tuple[str, Tone]:
    """Return until when it runs, in a sentence with its tone."""
    clock, mandat = workplace.clock, found.mandat
    if mandat.etat.is_over:
        return "", Tone.INFO
    local = found.ends_at.astimezone(clock.zone())
    words = f"Prend fin {until_words(local)}, {left_words(local, clock)}."
    if not found.soon:
        return words, Tone.INFO
    return f"{words} Terminez les démarches, ou prenez un nouveau mandat.", Tone.WARNING


def line_card(ligne: Ligne, found: MandatComplet, workplace: Workplace) -> LineCard:
    """Return an authorisation with what was done under it, the latest first."""
    acts = [one for one in found.actes if one.ligne_id == ligne.id]
    return LineCard(
        id=ligne.id,
        kind=listed.SCOPES[ligne.portee],
        title=ligne.objet,
        about=line_about(ligne),
        pill=_line_pill(ligne, found),
        acts=tuple(_act(one, workplace) for one in reversed(acts)),
        open_=ligne.is_open and not found.mandat.etat.can_change,
    )


def _line_pill(ligne: Ligne, found: MandatComplet) -> Pill:
    if ligne.fin is not None:
        return Pill(capital(listed.ENDS[ligne.fin.nature]), Tone.NEUTRAL)
    running = found.mandat.etat is EtatMandat.ACTIF
    return Pill("En cours", Tone.SUCCESS) if running else Pill("Pas commencée", Tone.INFO)


def _act(acte: ActeMandat, workplace: Workplace) -> ActLine:
    clock = workplace.clock
    told = acte.rendu_at
    when = moment_words(told, today=clock.today(), zone=clock.zone()) if told else ""
    return ActLine(
        id=acte.id,
        words=f"{listed.ACTS[acte.nature]} – {listed.RESULTS[acte.resultat]}",
        about=f"Le {day_words(acte.on)}",
        told=f"dit à la personne {when}" if when else "",
        waits=not acte.resultat.is_answer and acte.resultat is not Resultat.FAIT,
    )


def facts_of(found: MandatComplet, workplace: Workplace) -> tuple[Fact, ...]:
    """Return how the mandate came about: mode, identity, reading, signature, who acts."""
    mandat, clock = found.mandat, workplace.clock

    def when(at: datetime | None) -> str:
        if at is None:
            return ""
        words = moment_words(at, today=clock.today(), zone=clock.zone())
        return words[:1].upper() + words[1:]

    piece, signed = mandat.piece, mandat.signature
    seen = ""
    if piece is not None:
        valid = "en cours de validité" if piece.en_cours_de_validite else "périmé"
        seen = f"{capital(listed.PIECES[piece.piece])}, {valid}. {when(piece.at)}"
    return (
        Fact("Démarches faites", capital(listed.MODES[mandat.mode])),
        Fact("Durée", listed.DURATIONS[mandat.duree]),
        Fact("Identité", seen),
        Fact("Signé", f"{when(signed.at)}, à {signed.lieu}" if signed else ""),
        Fact("Remis à la personne", when(mandat.remis_at)),
        Fact("Agent", found.agent),
    )
