"""Fictitious conventions, people and papers, and readers of the PDF that is made of them."""

import re
import subprocess
from dataclasses import dataclass
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

from app.documents.conformity import DOSSIER, Chapter, ConformityData, Section
from app.documents.letter import LetterData
from app.documents.notice import NoticeData
from app.documents.personal_sheet import NiveauFeuille, PersonalSheetData, ProchaineEtape
from app.documents.postal import PostalAddress, compose
from app.documents.prescription_sheet import PrescriptionSheetData
from app.documents.values import CarnetRemis, Contact
from app.domain.agent import Agent, Structure
from app.domain.convention import (
    Champ,
    Convention,
    Motif,
    Party,
    Pass,
    Porte,
    Protection,
    Remise,
    Territory,
)
from app.domain.entretien import Consentement, LectureNotice
from app.domain.identifiers import AgentId, EntretienId, PersonneId, PrescriptionId
from app.domain.personne import AdressePostale, Personne
from app.domain.prescription import Prescription, Suivi
from app.domain.retention import RetentionRule

DAY = date(2026, 3, 1)

STRUCTURE = Structure(
    code="CCASILL",
    name="CCAS d’Illkirch",
    adresse=("12 rue de l’Œuvre fictive", "67400 ILLKIRCH GRAFFENSTADEN"),
    telephone="03 00 00 00 01",
    courriel="accueil@ccas.example",
)
AGENT = Agent(id=AgentId("a-1"), prenom="Noëlle", nom="Formatrice", fonction="Conseillère")
ADRESSE = AdressePostale(
    voie="4 rue des Vignes fictives",
    code_postal="67400",
    commune="Illkirch-Graffenstaden",
    code_insee="67218",
    complement="Appartement 12",
    residence="Résidence des Tilleuls",
)
PERSONNE = Personne(
    id=PersonneId("p-1"),
    owner=AGENT.id,
    nom="Exemplier",
    prenom="Zoé",
    adresse=ADRESSE,
    civilite="Madame",
)
PRESCRIPTION = Prescription(
    id=PrescriptionId("r-1"),
    reference="2026-CCASILL-0007",
    personne_id=PERSONNE.id,
    entretien_id=EntretienId("e-1"),
    agent_id=AGENT.id,
    prescribed_on=DAY,
    service="formation",
    carnets=1,
    convention_hash="c" * 64,
    questionnaire_hash="q" * 64,
    categorie=2,
)
CONSENT = Consentement(
    prescription=True,
    questionnaire=True,
    indicateurs=False,
    recontact=True,
    lecture=LectureNotice.A_VOIX_HAUTE,
    notice_version="2026-11-abcdef",
    given_on=DAY,
)
_COMMON: dict[str, Any] = {
    "hash": "c" * 64,
    "starts_on": None,
    "ends_on": None,
    "questionnaire": "autonomie-numerique",
    "exercice": False,
    "retention": RetentionRule(years=4, source="000, art. 5"),
    "motifs": (
        Motif(
            code="stock",
            label="Rupture du stock de Pass numériques",
            explanation="Il n’y a plus de Pass en ce moment.",
        ),
    ),
    "autre_choix": (),
    "hors_territoire": (),
    "portes": (Porte.DIAGNOSTIC,),
    "sources": {},
}
STRASBOURG = Convention(
    **_COMMON,
    profile="eurometropole-strasbourg",
    title="Distribution de Pass numériques",
    reference="Convention 2021-2023",
    departement=Party(
        name="Eurométropole de Strasbourg",
        service="Inclusion numérique",
        adresse=("1 parc de l’Étoile", "67076 STRASBOURG CEDEX"),
        telephone="03 00 00 00 02",
        courriel="",
        representant="la Présidente, Madame Prénom Nom",
    ),
    partenaire=Party(
        name="Collectivité européenne d’Alsace",
        service="",
        adresse=("Place du Quartier Blanc", "67964 STRASBOURG CEDEX 9"),
        telephone="",
        courriel="",
        representant="le Président, Monsieur Prénom Nom",
    ),
    territory=Territory(name="Eurométropole", residents="de l’Eurométropole"),
    fields_kept=frozenset(Champ),
    fields_sent=frozenset({Champ.NOM, Champ.PRENOM, Champ.ADRESSE, Champ.CATEGORIE}),
    answers_kept_linked=True,
    guide_profile="strasbourg",
    pass_numerique=Pass(
        remise=Remise.MAIN_PROPRE, pass_par_carnet=10, valeur_pass_eur=10, operateur="APTIC"
    ),
    protection=Protection(
        responsable="La structure qui vous reçoit",
        role_structure="responsable de traitement",
        finalite="faire un diagnostic numérique avec vous et vous attribuer des Pass numériques",
        base_legale="votre accord",
        destinataires=("l’Eurométropole de Strasbourg",),
        duree="4 ans",
        dpo_courriel="",
        droits_courriel="",
        droits_delai_h=None,
    ),
    mentions=(
        "Avec le soutien de l’État.",
        "Partenaire : Eurométropole de Strasbourg.",
        "Démarches en ligne ? Ici on vous aide.",
    ),
    indicateurs=frozenset({"tranche_age"}),
)
LOT_ET_GARONNE = Convention(
    **_COMMON,
    profile="lot-et-garonne",
    title="Délégation de prescription",
    reference="Convention 2021",
    departement=Party(
        name="Département de Lot-et-Garonne",
        service="Inclusion numérique",
        adresse=("Hôtel du Département", "1633 avenue du Général Leclerc", "47922 AGEN CEDEX 9"),
        telephone="05 00 00 00 03",
        courriel="pass@departement.example",
        representant="la Présidente du Conseil départemental, Madame Prénom Nom",
    ),
    partenaire=Party(
        name="Albret Communauté",
        service="Action sociale",
        adresse=("10 place Aristide Briand", "47600 NÉRAC"),
        telephone="",
        courriel="",
        representant="le Président, Monsieur Prénom Nom",
    ),
    territory=Territory(name="Lot-et-Garonne", residents="lot-et-garonnais"),
    fields_kept=frozenset({Champ.NOM, Champ.PRENOM, Champ.ADRESSE}),
    fields_sent=frozenset({Champ.NOM, Champ.PRENOM, Champ.ADRESSE}),
    answers_kept_linked=False,
    guide_profile="lot-et-garonne",
    pass_numerique=Pass(
        remise=Remise.ENVOI, pass_par_carnet=10, valeur_pass_eur=10, operateur="APTIC"
    ),
    protection=Protection(
        responsable="Le Département de Lot-et-Garonne",
        role_structure="sous-traitant",
        finalite="prescrire des Pass numériques pour suivre un parcours de formation",
        base_legale="votre consentement",
        destinataires=("le Département de Lot-et-Garonne",),
        duree="4 ans",
        dpo_courriel="dpo@departement.example",
        droits_courriel="droits@departement.example",
        droits_delai_h=24,
    ),
    mentions=("Avec la CAF, la MSA et la Conférence des financeurs.",),
    indicateurs=frozenset(),
)


def conformity(convention: Convention) -> ConformityData:
    """Return a conformity file with everything that a chapter may hold."""
    rows = (("Prescription et son dossier", "4 ans\nSource : 000, art. 5"), ("Vide", ""))
    first = Chapter(
        title="Registre du sous-traitant",
        words=("RGPD, article 30, paragraphe 2.",),
        todo=("Le représentant de la structure.",),
        sections=(
            Section(title="Durées de conservation", rows=rows),
            Section(title="Mesures de sécurité"),
            Section(title="Chiffrement", points=("Base chiffrée.", "Clé scellée."), under=True),
        ),
    )
    second = Chapter(
        title="Analyse d’impact",
        sections=(
            Section(title="Vie des données", points=("Informer.", "Noter."), numbered=True),
            Section(title="Validation", rows=rows, signatures=("Le délégué", "Le responsable")),
        ),
    )
    return ConformityData(
        template=DOSSIER,
        convention=convention,
        structure=STRUCTURE,
        reference="2026-CCASILL",
        chapters=(first, second),
        printed_on=DAY,
        about="Établi pour le CCAS.",
        summary=(("Registre", "À compléter"),),
    )


@dataclass(frozen=True, slots=True)
class Word:
    """A word as `pdftotext -bbox` places it, in points from the top left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def _run(folder: Path, pdf: bytes, *command: str) -> str:
    """Give `pdf` to a program of poppler. Its output is read as UTF-8."""
    file = folder / "paper.pdf"
    file.write_bytes(pdf)
    filled = [str(file) if part == "PDF" else part for part in command]
    done = subprocess.run(filled, capture_output=True, check=True)
    assert not done.stderr, done.stderr
    return done.stdout.decode()


def text_of(folder: Path, pdf: bytes) -> str:
    """Return the text as a reader would copy it, with plain spaces only."""
    return " ".join(_run(folder, pdf, "pdftotext", "PDF", "-").split())


def pages_of(folder: Path, pdf: bytes) -> list[str]:
    """Return the text page by page."""
    raw = _run(folder, pdf, "pdftotext", "PDF", "-").split("\f")
    return [" ".join(page.split()) for page in raw if page.strip()]


def words_of(folder: Path, pdf: bytes) -> list[Word]:
    """Return every word of the first page with its place."""
    html = _run(folder, pdf, "pdftotext", "-f", "1", "-l", "1", "-bbox", "PDF", "-")
    pattern = r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>'
    return [
        Word(unescape(text), float(left), float(top), float(right), float(bottom))
        for left, top, right, bottom, text in re.findall(pattern, html)
    ]


def info_of(folder: Path, pdf: bytes) -> str:
    """Return what `pdfinfo` says."""
    return _run(folder, pdf, "pdfinfo", "PDF")


def fonts_of(folder: Path, pdf: bytes) -> list[str]:
    """Return the lines of `pdffonts`, one a font."""
    return _run(folder, pdf, "pdffonts", "PDF").splitlines()[2:]


def structure_of(folder: Path, pdf: bytes) -> str:
    """Return the structure tree with its text."""
    return _run(folder, pdf, "pdfinfo", "-struct-text", "PDF")


def notice(convention: Convention) -> NoticeData:
    """Return the notice as given at the counter."""
    return NoticeData(
        convention=convention,
        structure=STRUCTURE,
        printed_on=DAY,
        personne=PERSONNE.display_name,
        agent=AGENT.display_name,
        reference=PRESCRIPTION.reference,
    )


def prescription_sheet(convention: Convention) -> PrescriptionSheetData:
    """Return a prescription that waits to be sent."""
    handed = convention.pass_numerique.remise is Remise.MAIN_PROPRE
    carnet = CarnetRemis(numero="0012345678", valid_until=date(2027, 1, 31))
    return PrescriptionSheetData(
        convention=convention,
        structure=STRUCTURE,
        agent=AGENT,
        personne=PERSONNE,
        prescription=PRESCRIPTION,
        service="Formation aux compétences de base",
        suivi=Suivi.PREPAREE,
        printed_on=DAY,
        habilitation="Prescripteur",
        niveau="Intermédiaire",
        modules=("Adresse e-mail", "Comptes, mots de passe et FranceConnect"),
        earlier="2025-CCASILL-0120",
        consent_version="2026-11-abcdef",
        carnets=(carnet,) if handed else (),
        lieux=("Médiathèque du Modèle", "Espace Exemple"),
    )


def personal_sheet(convention: Convention) -> PersonalSheetData:
    """Return a sheet with everything on it."""
    return PersonalSheetData(
        convention=convention,
        structure=STRUCTURE,
        prenom="Zoé",
        agent_prenom="Noëlle",
        printed_on=DAY,
        conseil="Formation aux compétences de base",
        pourquoi="Vous voulez apprendre. Des séances à votre niveau vous aideront.",
        contact=Contact(nom="Noëlle, CCAS d’Illkirch", telephone="03 00 00 00 01"),
        lieu="Médiathèque d’Illkirch",
        acquis=("Allumer un ordinateur", "Lire un courriel", "Chercher une information"),
        apprendre=("Naviguer et chercher sur internet", "Adresse e-mail"),
        niveau=NiveauFeuille(
            rang=2,
            label="Intermédiaire",
            explication="Vous savez faire plusieurs choses.",
        ),
        messages=("Se tromper est normal. On peut s’entraîner sans rien envoyer.",),
        carnets=1,
        etapes=(
            ProchaineEtape(quoi="Choisissez un lieu dans la liste."),
            ProchaineEtape(quoi="Appelez pour un rendez-vous :", telephone="03 00 00 00 05"),
        ),
        reference=PRESCRIPTION.reference,
    )


def address() -> PostalAddress:
    """Return the address of the fictitious person, in five lines."""
    composed = compose(civilite="Madame", prenom="Zoé", nom="Exemplier", adresse=ADRESSE)
    assert isinstance(composed, PostalAddress)
    return composed


def letter(convention: Convention) -> LetterData:
    """Return the letter that goes with one carnet."""
    return LetterData(
        convention=convention,
        structure=STRUCTURE,
        address=address(),
        reference=PRESCRIPTION.reference,
        printed_on=DAY,
        contact=Contact(nom="le service", telephone="05 00 00 00 03"),
        ville="Agen",
    )


def alternatives_of(pdf: bytes) -> list[str]:
    """Return the words that stand for pictures, in the order of the file."""
    found = re.findall(rb"/Alt \(((?:[^()\\]|\\.)*)\)", pdf)
    return [_unescaped(text).decode("extpdfdoc") for text in found]


def _unescaped(text: bytes) -> bytes:
    octal = re.sub(rb"\\([0-7]{3})", lambda found: bytes([int(found[1], 8)]), text)
    return re.sub(rb"\\(.)", rb"\1", octal)
