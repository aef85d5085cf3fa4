"""A mandate and the papers that end it, for any person."""

from dataclasses import replace
from datetime import date, datetime

from app.documents.certificate import CertificateData
from app.documents.mandate import mandate_blank
from app.documents.mandate_data import (
    EtatDemarche,
    IdentiteVerifiee,
    Initiateur,
    LectureMandat,
    LigneMandat,
    LigneRetiree,
    Mandant,
    MandatData,
    MandatDetruit,
    OrientationData,
    RetraitData,
)
from app.documents.values import Contact, Lieu
from app.domain.entretien import LectureNotice
from tests.documents.examples import AGENT, DAY, LOT_ET_GARONNE
from tests.documents.people import ACCENTS, Who

REFERENCE = "2026-CCASILL-M0003"
_CAF = "Caisse d’allocations familiales"
_CPAM = "Caisse primaire d’assurance maladie"
FOR_ME = LigneMandat(demande=False, organisme=_CAF, objet="Aide au logement", canal="en ligne")
MY_DATA = LigneMandat(
    demande=True,
    organisme=_CPAM,
    objet="Attestation de droits et relevé des remboursements de l’année 2025",
    canal="par téléphone",
)


def mandate(who: Who = ACCENTS) -> MandatData:
    """Return a mandate ready to be signed: 31 days, at a distance, read aloud."""
    adresse = who.personne.adresse
    return MandatData(
        convention=LOT_ET_GARONNE,
        structure=who.structure,
        reference=REFERENCE,
        printed_on=DAY,
        mandant=Mandant(
            prenom=who.personne.prenom,
            nom_naissance=who.personne.nom,
            date_naissance=date(1951, 3, 1),
            adresse=(
                *(part for part in (adresse.complement, adresse.residence) if part),
                adresse.voie,
                f"{adresse.code_postal} {adresse.commune}",
            ),
        ),
        agent=replace(AGENT, prenom=who.agent[0], nom=who.agent[1]),
        identite=IdentiteVerifiee(
            piece="carte nationale d’identité",
            en_cours_de_validite=True,
            at=datetime(2026, 3, 1, 14, 2),  # noqa: DTZ001 - on the wall
            agent=" ".join(who.agent),
        ),
        lignes=(FOR_ME, MY_DATA),
        a_distance=True,
        duree_jours=31,
        prend_fin=datetime(2026, 4, 1, 14, 5),  # noqa: DTZ001 - on the wall
        informee=True,
        declare_capacite=True,
        lecture=LectureMandat(maniere=LectureNotice.A_VOIX_HAUTE),
        lieu="Prades",
        signe_at=datetime(2026, 3, 1, 14, 5),  # noqa: DTZ001 - on the wall
        final=True,
    )


def witnessed(who: Who = ACCENTS) -> MandatData:
    """Return a draft for somebody who cannot sign, with a translated copy."""
    return replace(
        mandate(who),
        lignes=(FOR_ME,),
        temoins=True,
        traduction="arabe",
        lecture=LectureMandat(
            maniere=LectureNotice.EXPLIQUEE,
            langue="arabe",
            interprete="Madame Imaginaire, interprète professionnelle",
        ),
        final=False,
    )


def blank(who: Who = ACCENTS) -> MandatData:
    """Return the mandate of the carnet de secours."""
    return mandate_blank(LOT_ET_GARONNE, who.structure, "2026-CCASILL-S0012", DAY)


def withdrawal(who: Who = ACCENTS) -> RetraitData:
    """Return the withdrawal of the whole mandate, said at the counter."""
    return RetraitData(
        convention=LOT_ET_GARONNE,
        structure=who.structure,
        agent=replace(AGENT, prenom=who.agent[0], nom=who.agent[1]),
        reference=REFERENCE,
        mandant=who.personne.display_name,
        mandataire=f"{' '.join(who.agent)}, {who.structure.name}",
        mandat_du=DAY,
        lignes=(
            LigneRetiree(
                demande=False, organisme=_CAF, objet="Aide au logement", etat=EtatDemarche.EN_COURS
            ),
            LigneRetiree(
                demande=True, organisme=_CPAM, objet="Attestation", etat=EtatDemarche.FAITE
            ),
        ),
        initiateur=Initiateur.PERSONNE,
        canal="de vive voix",
        recu_at=datetime(2026, 3, 9, 9, 30),  # noqa: DTZ001 - on the wall
        destruction_le=date(2026, 3, 9),
        printed_on=date(2026, 3, 9),
        lieu="Prades",
    )


def partial_withdrawal(who: Who = ACCENTS) -> RetraitData:
    """Return a renunciation to one line, the other goes on; the person is not there."""
    data = withdrawal(who)
    return replace(
        data,
        lignes=data.lignes[:1],
        restantes=(MY_DATA,),
        initiateur=Initiateur.MANDATAIRE,
        destruction_le=None,
        mandant_present=False,
    )


def destruction(who: Who = ACCENTS) -> CertificateData:
    """Return the certificate of the destruction of a mandate."""
    return CertificateData(
        convention=LOT_ET_GARONNE,
        structure=who.structure,
        numero="2026-CCASILL-D0004",
        event="Retrait du mandat par la personne",
        rule="002, article 2 : destruction au retrait du mandat",
        agent=" ".join(who.agent),
        begun="9 mars 2026 à 9 h 31",
        ended="9 mars 2026 à 9 h 32",
        counts=(("Mandat", 1), ("Autorisations", 2), ("Actes", 3)),
        beyond=("Les sauvegardes plus anciennes sont remplacées sous 30 jours.",),
        device="Poste 1",
        key="ab12 cd34",
        printed_on=date(2026, 3, 9),
        certified="Clé certifiée par le Département.",
        mandat=MandatDetruit(
            reference=REFERENCE,
            event_on=datetime(2026, 3, 9, 9, 30),  # noqa: DTZ001 - on the wall
            organismes=(_CAF,),
        ),
    )


def orientation(who: Who = ACCENTS) -> OrientationData:
    """Return the slip of other ways."""
    return OrientationData(
        convention=LOT_ET_GARONNE,
        structure=who.structure,
        printed_on=DAY,
        contact=Contact(nom=who.structure.name, telephone="03 00 00 00 01"),
        lieux=(
            Lieu(nom="France services de Nérac", adresse="1 place de l’Exemple, 47600 Nérac"),
            Lieu(nom="Médiathèque", adresse="3 rue du Livre", telephone="05 00 00 00 09"),
        ),
    )
