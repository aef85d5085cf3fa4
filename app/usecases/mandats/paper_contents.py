"""What the papers of mandates say, gathered from the record."""

from datetime import datetime
from typing import Final

from app.documents.mandate_data import (
    EtatDemarche,
    IdentiteVerifiee,
    Initiateur,
    LectureMandat,
    LigneMandat,
    LigneRetiree,
    MandatData,
    RetraitData,
)
from app.documents.mandate_data import Mandant as PrintedMandant
from app.domain.agent import Agent
from app.domain.mandat import ActeMandat, Ligne, Mandat
from app.domain.mandat_listes import CanalRetrait, Forme, Mandataire, Mode, NatureFin, Portee
from app.domain.personne import Personne
from app.storage import agents
from app.usecases.laptop.opening import kept_convention
from app.usecases.mandats import words
from app.usecases.mandats.ended import Caducite, Ended, Retrait
from app.usecases.workplace import Workplace

_INITIATORS: Final = {
    NatureFin.RETIRE: Initiateur.PERSONNE,
    NatureFin.RENONCE: Initiateur.MANDATAIRE,
    NatureFin.REMPLACE: Initiateur.REMPLACEMENT,
}
_CAUSES: Final = {
    Caducite.DECES: Initiateur.DECES,
    Caducite.PROTECTION: Initiateur.PROTECTION,
}

_FROM_AFAR: Final = frozenset({CanalRetrait.COURRIER, CanalRetrait.COURRIEL})


def originals_data(
    workplace: Workplace,
    mandat: Mandat,
    personne: Personne | None,
    agent: Agent,
    *,
    final: bool,
) -> MandatData:
    """Return what both originals say; only for whom `keeping.require_mandate` let through."""
    clock = workplace.clock
    lecture, piece, signed = mandat.lecture, mandat.piece, mandat.signature
    return MandatData(
        convention=kept_convention(workplace, mandat.convention_hash),
        structure=workplace.structure,
        reference=mandat.reference,
        printed_on=workplace.clock.today(),
        mandant=_mandant(mandat, personne) if personne else None,
        agent=agent,
        mandataire_agent=mandat.mandataire is Mandataire.AGENT,
        identite=IdentiteVerifiee(
            piece=words.PIECES[piece.piece],
            en_cours_de_validite=piece.en_cours_de_validite,
            at=_wall(workplace, piece.at),
            agent=agent.display_name,
        )
        if piece
        else None,
        lignes=tuple(map(_ligne, mandat.lignes)),
        a_distance=mandat.mode is Mode.A_DISTANCE,
        duree_jours=int(mandat.duree),
        prend_fin=mandat.planned_end(clock.now(), clock.zone()).replace(tzinfo=None),
        informee=mandat.is_informed or None,
        declare_capacite=mandat.capacite_at is not None or None,
        lecture=LectureMandat(
            maniere=lecture.maniere, langue=lecture.langue, interprete=lecture.interprete
        )
        if lecture
        else None,
        lieu=signed.lieu if signed else "",
        signe_at=_wall(workplace, signed.at) if signed else None,
        temoins=mandat.forme is Forme.VERBAL_CONSTATE,
        final=final,
    )


def _mandant(mandat: Mandat, personne: Personne) -> PrintedMandant:
    adresse, said = personne.adresse, mandat.mandant
    lines = (
        adresse.complement,
        adresse.residence,
        adresse.voie,
        adresse.lieu_dit,
        f"{adresse.code_postal} {adresse.commune}".strip(),
    )
    return PrintedMandant(
        prenom=personne.prenom,
        nom_naissance=personne.nom,
        adresse=tuple(line for line in lines if line),
        nom_usage=said.nom_usage,
        date_naissance=said.date_naissance,
        lieu_naissance=said.lieu_naissance,
    )


def _ligne(ligne: Ligne) -> LigneMandat:
    return LigneMandat(
        demande=ligne.portee is Portee.DEMANDER,
        organisme=ligne.organisme,
        objet=ligne.objet,
        canal=words.CHANNELS[ligne.canal] if ligne.canal else "",
    )


def withdrawal_data(workplace: Workplace, ended: Ended, retrait: Retrait) -> RetraitData:
    """Return what the certificate of withdrawal says of an end that the agent asked for."""
    mandat, signed = ended.mandat, ended.mandat.signature
    person, structure = ended.personne, workplace.structure
    alone = mandat.mandataire is Mandataire.AGENT
    with workplace.database.reading() as session:
        agent = agents.load(session, mandat.agent_id) or workplace.agent
    today = workplace.clock.today()
    return RetraitData(
        convention=workplace.convention,
        structure=structure,
        agent=workplace.agent,
        reference=mandat.reference,
        mandant=person.display_name if person else "",
        mandataire=f"{agent.display_name}, {structure.name}" if alone else structure.name,
        mandat_du=_wall(workplace, signed.at).date() if signed else today,
        lignes=tuple(_retiree(one, ended.actes) for one in retrait.lignes),
        initiateur=_CAUSES[retrait.cause] if retrait.cause else _INITIATORS[retrait.nature],
        canal=words.WITHDRAWAL_CHANNELS[retrait.canal] if retrait.canal else "",
        recu_at=_wall(workplace, retrait.recu_at),
        destruction_le=today if ended.over else None,
        printed_on=today,
        restantes=tuple(map(_ligne, mandat.open_lines)),
        mandant_present=retrait.canal not in _FROM_AFAR,
        lieu=signed.lieu if signed else "",
    )


def _retiree(ligne: Ligne, actes: tuple[ActeMandat, ...]) -> LigneRetiree:
    results = [acte.resultat for acte in actes if acte.ligne_id == ligne.id]
    etat = EtatDemarche.EN_COURS if results else EtatDemarche.NON_COMMENCEE
    if any(result.is_answer for result in results):
        etat = EtatDemarche.FAITE
    return LigneRetiree(
        demande=ligne.portee is Portee.DEMANDER,
        organisme=ligne.organisme,
        objet=ligne.objet,
        etat=etat,
    )


def _wall(workplace: Workplace, at: datetime) -> datetime:
    return at.astimezone(workplace.clock.zone()).replace(tzinfo=None)
