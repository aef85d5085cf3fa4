"""The life of a mandate: an event and a state give a new state, or a named refusal.

The order is fixed by 002, art. 2, l. 167 : « Le mandat doit être signé sur place par le mandataire
et le mandant, après vérification d'identité et après avoir informé l'utilisateur sur l'utilisation
de ses données à caractère personnel, ses droits et les démarches qui seront effectuées ». Nothing
here knows a clock, a database or a window. Decision: docs/decisions/0039.
"""

from dataclasses import replace
from datetime import datetime, tzinfo

from app.domain.identifiers import LigneId
from app.domain.mandat import ActeMandat, Fin, Ligne, Mandat, minute
from app.domain.mandat_avant import before_signing, print_originals, sign
from app.domain.mandat_evenements import (
    Aboutir,
    Agir,
    EvenementMandat,
    Expirer,
    Imprimer,
    Remettre,
    Signer,
    Terminer,
    Verifier,
)
from app.domain.mandat_listes import EtatMandat, Mandataire, NatureFin, RefusMandat, premier
from app.domain.mandat_profil import MandatProfil
from app.domain.retention import day_of


def appliquer(
    mandat: Mandat, evenement: EvenementMandat, profil: MandatProfil, zone: tzinfo
) -> Mandat | RefusMandat:
    """Return the mandate after the event, or why it is refused; then nothing changed.

    `zone` is that of the wall: an end has an hour. Instants are aware.
    """
    found = _appliquer(mandat, evenement, profil, zone)
    if isinstance(found, RefusMandat):
        return found
    at = evenement.piece.at if isinstance(evenement, Verifier) else evenement.at
    return replace(found, touched_at=max(mandat.touched_at, at))


def _appliquer(
    mandat: Mandat, evenement: EvenementMandat, profil: MandatProfil, zone: tzinfo
) -> Mandat | RefusMandat:
    match evenement:
        case Imprimer():
            return print_originals(mandat, evenement, zone)
        case Signer():
            return sign(mandat, evenement, profil, zone)
        case Remettre() | Agir() | Aboutir() | Terminer() | Expirer():
            return _once_signed(mandat, evenement, zone)
        case _:
            return before_signing(mandat, evenement, profil, zone)


def _once_signed(  # noqa: PLR0911 - one return an event
    mandat: Mandat, evenement: Remettre | Agir | Aboutir | Terminer | Expirer, zone: tzinfo
) -> Mandat | RefusMandat:
    match evenement:
        case Remettre(at=at):
            if mandat.etat is EtatMandat.SIGNE:
                return replace(mandat, remis_at=at)
            return RefusMandat.NON_SIGNE if mandat.etat.can_change else RefusMandat.DEJA_SIGNE
        case Agir(acte=acte, at=at):
            return why_not_act(mandat, acte, at, zone) or mandat
        case Aboutir(ligne_id=ligne_id, par=par, at=at):
            if mandat.etat is not EtatMandat.ACTIF:
                return RefusMandat.PAS_ACTIF
            return _end(mandat, (ligne_id,), Fin(nature=NatureFin.ABOUTI, at=at, par=par))
        case Terminer():
            return _terminer(mandat, evenement)
        case Expirer(at=at):
            return _expirer(mandat, at)


def peut_detruire(mandat: Mandat) -> RefusMandat | None:
    """Return why the data of a mandate may not be destroyed yet; None when they must be.

    A draft may always go. A running mandate ends first, so that its end is known (002 l. 160).
    """
    if mandat.etat.is_over or mandat.etat.can_change:
        return None
    return RefusMandat.PAS_TERMINE


def why_not_act(mandat: Mandat, acte: ActeMandat, at: datetime, zone: tzinfo) -> RefusMandat | None:
    """Return why nothing may be done under this authorisation; None when it may.

    Source: 002, art. 2, l. 162 (« La signature d'un mandat est nécessaire pour accomplir une
    démarche au nom et pour le compte de l'utilisateur »).
    """
    ligne, signature, end = mandat.line(acte.ligne_id), mandat.signature, mandat.fin_at
    if signature is None or end is None or mandat.etat is not EtatMandat.ACTIF:
        return RefusMandat.PAS_ACTIF
    alone = mandat.mandataire is Mandataire.AGENT
    return premier(
        (ligne is None, RefusMandat.LIGNE_INCONNUE),
        (ligne is not None and not ligne.is_open, RefusMandat.LIGNE_TERMINEE),
        (at >= end, RefusMandat.TERME_DEPASSE),
        (alone and acte.agent_id != mandat.agent_id, RefusMandat.AUTRE_MANDATAIRE),
        (acte.on > day_of(at, zone), RefusMandat.DANS_LE_FUTUR),
        (acte.on < day_of(signature.at, zone), RefusMandat.PAS_ACTIF),
    )


def _terminer(mandat: Mandat, event: Terminer) -> Mandat | RefusMandat:
    if event.nature in {NatureFin.ABOUTI, NatureFin.EXPIRE}:
        return RefusMandat.PAS_AU_TERME  # those have an event of their own
    return _end(mandat, event.lignes, Fin(nature=event.nature, at=event.at))


def _expirer(mandat: Mandat, at: datetime) -> Mandat | RefusMandat:
    if mandat.fin_at is not None and at < mandat.fin_at:
        return RefusMandat.PAS_AU_TERME
    return _end(mandat, (), Fin(nature=NatureFin.EXPIRE, at=mandat.fin_at or at))


def _end(mandat: Mandat, ids: tuple[LigneId, ...], fin: Fin) -> Mandat | RefusMandat:
    """End these authorisations, all that are open when none is named."""
    known = [mandat.line(ligne_id) for ligne_id in ids]
    signature = mandat.signature
    refus = premier(
        (mandat.etat.can_change or signature is None, RefusMandat.NON_SIGNE),
        (mandat.etat.is_over, RefusMandat.TERMINE),
        (None in known, RefusMandat.LIGNE_INCONNUE),
        (any(one is not None and not one.is_open for one in known), RefusMandat.LIGNE_TERMINEE),
        (
            signature is not None and minute(fin.at) < minute(signature.at),
            RefusMandat.AVANT_SIGNATURE,
        ),
    )
    if refus is not None:
        return refus
    wanted = set(ids) or {ligne.id for ligne in mandat.open_lines}

    def after(ligne: Ligne) -> Ligne:
        return replace(ligne, fin=fin) if ligne.id in wanted and ligne.is_open else ligne

    return replace(mandat, lignes=tuple(map(after, mandat.lignes)))
