"""A mandate brought to each of its steps, through the use cases."""

from collections.abc import Sequence
from datetime import date

from app.domain.entretien import LectureNotice
from app.domain.identifiers import MandatId, PersonneId
from app.domain.mandat import LectureFaite, Ligne, Mandant
from app.domain.mandat_listes import (
    CanalMandat,
    DureeMandat,
    Explication,
    Famille,
    Mode,
    Piece,
    Portee,
)
from app.domain.personne import AdressePostale
from app.usecases.mandats import drafting, identity, informing, overview, signing
from app.usecases.mandats.overview import MandatComplet
from app.usecases.mandats.signing import Signed
from app.usecases.people.persons import Typed
from app.usecases.workplace import Workplace

NAME = "Zwingelstein"
BORN = date(1951, 4, 3)
PRADES = AdressePostale(
    voie="7 rue du Palais de Justice", code_postal="66500", commune="Prades", code_insee="66149"
)
LU = LectureFaite(maniere=LectureNotice.A_VOIX_HAUTE)
SIGNED = Signed(lieu="Médiathèque de Prades", par_le_mandant=True, par_le_mandataire=True)


def typed(nom: str = NAME) -> Typed:
    return Typed(civilite="Madame", nom=nom, prenom="Odile", tranche_age="", adresse=PRADES)


def faire(place: Workplace, objet: str = "Faire une demande de prestation") -> Ligne:
    return drafting.new_line(
        place, Portee.FAIRE, "CAF", objet, CanalMandat.EN_LIGNE, Famille.FAMILLE
    )


def demander(place: Workplace) -> Ligne:
    return drafting.new_line(place, Portee.DEMANDER, "CARSAT (retraite)", "Relevé de carrière")


def draft(
    place: Workplace,
    *,
    nom: str = NAME,
    lignes: Sequence[Ligne] = (),
    duree: DureeMandat = DureeMandat.MOIS,
    mode: Mode = Mode.EN_PRESENCE,
    personne_id: PersonneId | None = None,
) -> MandatId:
    """Draw up a mandate for somebody, with its terms; nothing was explained yet."""
    mandat_id = drafting.begin(place, personne_id=personne_id)
    if personne_id is None:
        drafting.name_new(place, mandat_id, typed(nom), Mandant(date_naissance=BORN))
    drafting.write(place, mandat_id, lignes or [faire(place)], mode, duree)
    return mandat_id


def inform(place: Workplace, mandat_id: MandatId) -> None:
    for quoi in Explication:
        informing.explain(place, mandat_id, quoi)


def identify(place: Workplace, mandat_id: MandatId) -> None:
    identity.check(place, mandat_id, Piece.CNI, en_cours_de_validite=True)
    identity.declare(place, mandat_id, LU)


def ready(place: Workplace, mandat_id: MandatId) -> MandatId:
    inform(place, mandat_id)
    identify(place, mandat_id)
    return mandat_id


def running(place: Workplace, mandat_id: MandatId) -> MandatId:
    ready(place, mandat_id)
    signing.sign(place, mandat_id, SIGNED)
    signing.hand_over(place, mandat_id)
    return mandat_id


def whole(place: Workplace, mandat_id: MandatId) -> MandatComplet:
    return overview.load(place, mandat_id)
