"""A fictitious structure, agent, convention and persons for the database tests."""

from datetime import UTC, date, datetime
from types import MappingProxyType

from app.domain.agent import Agent, Structure
from app.domain.convention import (
    Champ,
    Convention,
    Party,
    Pass,
    Protection,
    Remise,
    Territory,
)
from app.domain.entretien import Canal, Choix, Consentement, Entretien, Etape, LectureNotice
from app.domain.identifiers import AgentId, EntretienId, PersonneId, PrescriptionId
from app.domain.personne import AdressePostale, Personne
from app.domain.prescription import Prescription
from app.domain.retention import RetentionRule
from app.storage.reevaluations import Reevaluation
from app.storage.versions import Activation, Source, VersionQuestionnaire

KEY = bytes(range(32))
TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 14, 30, tzinfo=UTC)
DUE = date(2030, 11, 22)
CLAIRE = AgentId("agent-claire")
PAUL = AgentId("agent-paul")

STRUCTURE = Structure(code="CCASILL", name="CCAS d'Illustration", adresse=("1 place Vide",))
AGENT_CLAIRE = Agent(id=CLAIRE, prenom="Claire", nom="Vidal", fonction="conseillère numérique")
AGENT_PAUL = Agent(id=PAUL, prenom="Paul", nom="Noir", fonction="travailleur social")

_PARTY = Party(
    name="Département", service="", adresse=(), telephone="", courriel="", representant=""
)


def convention(fields: frozenset[Champ] = frozenset(Champ)) -> Convention:
    return Convention(
        profile="essai",
        hash="c" * 64,
        title="Convention d'essai",
        reference="",
        starts_on=None,
        ends_on=None,
        departement=_PARTY,
        partenaire=_PARTY,
        territory=Territory(name="", residents=""),
        fields_kept=fields,
        fields_sent=frozenset({Champ.NOM, Champ.PRENOM, Champ.ADRESSE}),
        answers_kept_linked=True,
        questionnaire="essai",
        guide_profile="strasbourg",
        exercice=True,
        pass_numerique=Pass(
            remise=Remise.ENVOI, pass_par_carnet=10, valeur_pass_eur=10, operateur=""
        ),
        retention=RetentionRule(years=4, source="essai"),
        motifs=(),
        autre_choix=(),
        hors_territoire=(),
        protection=Protection(
            responsable="",
            role_structure="",
            finalite="",
            base_legale="",
            destinataires=(),
            duree="",
            dpo_courriel="",
            droits_courriel="",
            droits_delai_h=None,
        ),
        mentions=(),
        indicateurs=frozenset({"tranche_age", "service"}),
        portes=(),
        sources=MappingProxyType({}),
    )


CONVENTION = convention()

ADRESSE = AdressePostale(
    voie="12 rue des Acacias", code_postal="67000", commune="Strasbourg", code_insee="67482"
)


def personne(
    id_: str = "personne-1",
    *,
    nom: str = "Lefèvre",
    prenom: str = "Zoé",
    owner: AgentId = CLAIRE,
    adresse: AdressePostale = ADRESSE,
    foyer: str = "",
) -> Personne:
    return Personne(
        id=PersonneId(id_), owner=owner, nom=nom, prenom=prenom, adresse=adresse, foyer=foyer
    )


CONSENTEMENT = Consentement(
    prescription=True,
    questionnaire=True,
    indicateurs=False,
    recontact=False,
    lecture=LectureNotice.A_VOIX_HAUTE,
    notice_version="2026-1",
    given_on=TODAY,
)

CHOIX = Choix(service="assistance", carnets=1, advised="formation", reason="mobilite")


def entretien(
    id_: str = "entretien-1",
    *,
    personne_id: str | None = "personne-1",
    agent_id: AgentId = CLAIRE,
    opened_at: datetime = NOW,
    on_hold: bool = False,
) -> Entretien:
    return Entretien(
        id=EntretienId(id_),
        agent_id=agent_id,
        canal=Canal.SUR_PLACE,
        opened_at=opened_at,
        touched_at=opened_at,
        etape=Etape.QUESTIONNAIRE,
        convention_hash=CONVENTION.hash,
        questionnaire_hash="q" * 64,
        personne_id=None if personne_id is None else PersonneId(personne_id),
        position="/data/A1",
        on_hold=on_hold,
        consentement=CONSENTEMENT,
        choix=CHOIX,
    )


def prescription(
    id_: str = "prescription-1",
    *,
    reference: str = "2026-CCASILL-0001",
    personne_id: str = "personne-1",
    entretien_id: str = "entretien-1",
    prescribed_on: date = TODAY,
    categorie: int | None = 2,
) -> Prescription:
    return Prescription(
        id=PrescriptionId(id_),
        reference=reference,
        personne_id=PersonneId(personne_id),
        entretien_id=EntretienId(entretien_id),
        agent_id=CLAIRE,
        prescribed_on=prescribed_on,
        service="assistance",
        carnets=1,
        convention_hash=CONVENTION.hash,
        questionnaire_hash="q" * 64,
        categorie=categorie,
    )


VERSION = VersionQuestionnaire(
    sha256="q" * 64,
    titre="Questionnaire d’essai",
    numero="1",
    source=Source.PROGRAMME,
    fichier="essai.xlsx",
    imported_at=NOW,
)
ACTIVATION = Activation(sha256="q" * 64, at=NOW)
REEVALUATION = Reevaluation(
    id="reevaluation-1",
    content='{"service":"formation"}',
    guide_hash="r" * 64,
    established_at=NOW,
    agent_id=CLAIRE,
)
