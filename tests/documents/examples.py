"""Fictitious conventions, people and papers, and readers of the PDF that is made of them."""

import re
import subprocess
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

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
from app.domain.prescription import Prescription
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
    done = subprocess.run(filled, capture_output=True, check=True)  # noqa: S603 - ours
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
        Word(text, float(left), float(top), float(right), float(bottom))
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
