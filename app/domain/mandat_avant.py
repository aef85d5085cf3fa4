"""A mandate up to its signature: drafted, explained, identity seen, printed, signed.

Part of `mandat_regles`, which says what may follow. Source: 002, art. 2, l. 162-167.
"""

from dataclasses import replace
from datetime import datetime, tzinfo
from typing import Final

from app.domain.mandat import Explique, Imprime, Mandat, Signature, ends_at, minute
from app.domain.mandat_evenements import (
    Declarer,
    Designer,
    Expliquer,
    Imprimer,
    Rediger,
    Reprendre,
    Signer,
    Verifier,
)
from app.domain.mandat_listes import (
    ChampMandat,
    EtatMandat,
    Explication,
    Forme,
    Portee,
    RefusMandat,
    premier,
)
from app.domain.mandat_profil import MandatProfil
from app.domain.retention import day_of

MOST_LINES: Final = 12  # what fits the page; more is no longer « précisément » listed
WITNESSES: Final = 2  # documents.md b1: « 2 témoins majeurs ; pas l'agent »

Before = Designer | Rediger | Expliquer | Declarer | Verifier | Reprendre


def before_signing(  # noqa: PLR0911 - one return an event
    mandat: Mandat, evenement: Before, profil: MandatProfil, zone: tzinfo
) -> Mandat | RefusMandat:
    """Apply an event that is possible until something is signed."""
    if not mandat.etat.can_change:
        return RefusMandat.DEJA_SIGNE
    match evenement:
        case Designer():
            return _designer(mandat, evenement, profil, zone)
        case Rediger():
            return _rediger(mandat, evenement, profil)
        case Expliquer(quoi=quoi, at=at):
            return _expliquer(mandat, quoi, at)
        case Declarer(lecture=lecture, at=at):
            refus = premier((mandat.personne_id is None, RefusMandat.SANS_PERSONNE))
            said = replace(mandat, lecture=lecture, capacite_at=at)
            return refus or (said if lecture == mandat.lecture else replace(said, imprime=None))
        case Verifier(piece=piece):
            refus = premier(
                (not mandat.is_informed, RefusMandat.NON_INFORMEE),
                (mandat.personne_id is None, RefusMandat.SANS_PERSONNE),
            )
            return refus or replace(mandat, piece=piece, imprime=None)  # they state the former
        case Reprendre():
            return replace(
                mandat, explique=(), capacite_at=None, lecture=None, piece=None, imprime=None
            )


def print_originals(mandat: Mandat, event: Imprimer, zone: tzinfo) -> Mandat | RefusMandat:
    """Note the final originals: on the same day both bear the same end, so the first hour stands.

    Printed again on another day before they are signed, they end later; once signed, what is known
    is of the signed ones: a copy that is printed since bears the place and the hour too.
    """
    early = mandat.etat in {EtatMandat.BROUILLON, EtatMandat.INFORME}
    refus = premier(
        (early, RefusMandat.IDENTITE_NON_VERIFIEE), (mandat.etat.is_over, RefusMandat.TERMINE)
    )
    if refus is not None:
        return refus
    known = mandat.imprime
    if known is not None and mandat.signature is not None:
        return mandat
    same_day = known is not None and day_of(known.at, zone) == day_of(event.at, zone)
    at = known.at if known is not None and same_day else event.at
    return replace(mandat, imprime=Imprime(modele=event.modele, pdf_hash=event.pdf_hash, at=at))


def sign(mandat: Mandat, event: Signer, profil: MandatProfil, zone: tzinfo) -> Mandat | RefusMandat:
    """Sign both originals: on the spot, by both, after the gates of l. 167."""
    refus = _gates(mandat) or _place(mandat, event, profil) or _wrong_hour(mandat, event, zone)
    if refus is not None:
        return refus
    start = event.at if mandat.imprime is None else mandat.imprime.at
    return replace(
        mandat,
        signature=Signature(lieu=event.lieu.strip(), at=event.at, temoins=event.temoins),
        fin_at=ends_at(start, mandat.duree, zone),
    )


def _designer(
    mandat: Mandat, event: Designer, profil: MandatProfil, zone: tzinfo
) -> Mandat | RefusMandat:
    said = {
        ChampMandat.NOM_USAGE: bool(event.mandant.nom_usage),
        ChampMandat.DATE_NAISSANCE: event.mandant.date_naissance is not None,
        ChampMandat.LIEU_NAISSANCE: bool(event.mandant.lieu_naissance),
    }
    forbidden = any(there and champ not in profil.champs for champ, there in said.items())
    refus = premier(
        (mandat.etat is EtatMandat.IDENTITE_VERIFIEE, RefusMandat.DEJA_COMMENCE),
        (forbidden, RefusMandat.CHAMP_HORS_PROFIL),
        (event.mandant.is_minor(day_of(event.at, zone)), RefusMandat.MINEUR),
    )
    if refus is not None:
        return refus
    named = replace(mandat, personne_id=event.personne_id, mandant=event.mandant)
    if mandat.personne_id in {None, event.personne_id}:
        return named
    # what was explained, and what was declared, was of somebody else
    return replace(named, explique=(), capacite_at=None, lecture=None)


def _rediger(mandat: Mandat, event: Rediger, profil: MandatProfil) -> Mandat | RefusMandat:
    doubled = any(
        ligne.same_as(other) or ligne.id == other.id
        for rank, ligne in enumerate(event.lignes)
        for other in event.lignes[:rank]
    )
    refus = premier(
        (mandat.etat is not EtatMandat.BROUILLON, RefusMandat.DEJA_COMMENCE),
        (event.duree not in profil.durees, RefusMandat.DUREE_HORS_PROFIL),
        (len(event.lignes) > MOST_LINES, RefusMandat.TROP_DE_LIGNES),
        (any(not ligne.is_open for ligne in event.lignes), RefusMandat.LIGNE_TERMINEE),
        (doubled, RefusMandat.LIGNE_EN_DOUBLE),
    )
    if event.forme is Forme.VERBAL_CONSTATE:
        refus = refus or _verbal(event, profil)
    if refus is not None:
        return refus
    terms = (event.lignes, event.mode, event.duree, event.forme)
    if terms == (mandat.lignes, mandat.mode, mandat.duree, mandat.forme):
        return mandat
    return replace(
        mandat,
        lignes=event.lignes,
        mode=event.mode,
        duree=event.duree,
        forme=event.forme,
        explique=(),  # what was explained was about other terms
    )


def _verbal(event: Rediger, profil: MandatProfil) -> RefusMandat | None:
    """Hold a mandate that is only noted to its limits (documents.md b1, « Ne peut pas signer »)."""
    asks = any(ligne.portee is Portee.DEMANDER for ligne in event.lignes)
    return premier(
        (not profil.verbal, RefusMandat.VERBAL_INTERDIT),
        (event.duree is not profil.shortest, RefusMandat.VERBAL_TROP_LONG),
        (asks, RefusMandat.VERBAL_SANS_DEMANDE),
    )


def _expliquer(mandat: Mandat, quoi: Explication, at: datetime) -> Mandat | RefusMandat:
    if not mandat.lignes:
        return RefusMandat.SANS_LIGNE
    if any(one.quoi is quoi for one in mandat.explique):
        return mandat  # the first hour stands
    return replace(mandat, explique=(*mandat.explique, Explique(quoi=quoi, at=at)))


def _gates(mandat: Mandat) -> RefusMandat | None:
    return premier(
        (not mandat.etat.can_change, RefusMandat.DEJA_SIGNE),
        (not mandat.lignes, RefusMandat.SANS_LIGNE),
        (mandat.personne_id is None, RefusMandat.SANS_PERSONNE),
        (not mandat.is_informed, RefusMandat.NON_INFORMEE),
        (mandat.piece is None, RefusMandat.IDENTITE_NON_VERIFIEE),
        (mandat.capacite_at is None, RefusMandat.CAPACITE_NON_DECLAREE),
    )


def _place(mandat: Mandat, event: Signer, profil: MandatProfil) -> RefusMandat | None:
    """Refuse what was not signed on the spot by both; who cannot sign needs two witnesses."""
    noted = mandat.forme is Forme.VERBAL_CONSTATE
    both = event.par_le_mandataire and (noted or event.par_le_mandant)
    return premier(
        (not (event.sur_place and event.lieu.strip()), RefusMandat.PAS_SUR_PLACE),
        (not both, RefusMandat.PAS_LES_DEUX),
        (noted and not profil.verbal, RefusMandat.VERBAL_INTERDIT),
        (noted and event.temoins < WITNESSES, RefusMandat.VERBAL_TEMOINS),
    )


def _wrong_hour(mandat: Mandat, event: Signer, zone: tzinfo) -> RefusMandat | None:
    """Refuse an hour before a gate, or another day than the printed originals'."""
    gates = [one.at for one in mandat.explique]
    gates += [at for at in (mandat.piece and mandat.piece.at, mandat.capacite_at) if at]
    printed = mandat.imprime
    other_day = printed is not None and day_of(printed.at, zone) != day_of(event.at, zone)
    return premier(
        (any(minute(event.at) < minute(at) for at in gates), RefusMandat.AVANT_INFORMATION),
        (other_day, RefusMandat.A_REIMPRIMER),
    )
