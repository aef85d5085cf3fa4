"""The papers besides mandate, notice, prescription and letter, filled in for somebody."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from app.conventions.loading import load_convention
from app.documents.carnet_receipt import ReceiptData
from app.documents.diagnosis_agent import Answered, DiagnosisAgentData
from app.documents.navette import NavetteData
from app.documents.notice import NoticeData
from app.documents.poster import Horaire, PosterData
from app.documents.take_home import Advice, Done, TakeHomeData
from app.documents.values import CarnetRemis, Contact
from tests.documents import examples
from tests.documents.examples import DAY, LOT_ET_GARONNE, STRASBOURG
from tests.documents.people import Who

CANIGO = load_convention(
    Path(__file__).parents[2] / "resources" / "conventions" / "conflent-canigo"
)


def take_home(who: Who, langue: str = "fr") -> TakeHomeData:
    """Return the page after an interview that ended in a prescription posted by the Département."""
    return TakeHomeData(
        convention=LOT_ET_GARONNE,
        structure=who.structure,
        printed_on=DAY,
        agent=who.agent[0],
        contact=Contact(nom=who.structure.name, telephone="03 00 00 00 01"),
        done=(
            Done(key="point"),
            Done(key="pass_envoi", values=(("pass", "10"),)),
            Done(key="pass_reponse", values=(("departement", "Département de Lot-et-Garonne"),)),
        ),
        prenom=who.personne.prenom,
        advice=Advice(
            service="formation",
            label="des séances pour apprendre",
            why="Vous voulez apprendre. Des séances à votre niveau vous aideront.",
        ),
        with_assessment=True,
        reference=examples.PRESCRIPTION.reference,
        langue=langue,
    )


def nameless(who: Who) -> TakeHomeData:
    """Return the page after a quick help, with an appointment that is known."""
    return replace(
        take_home(who),
        done=(Done(key="aide", theme="email"),),
        prenom="",
        advice=None,
        quand="Mardi 3 mars 2026 à 14 h 30",
        lieu="Médiathèque de Vinça",
        with_assessment=False,
        reference="",
    )


def notice(who: Who, langue: str) -> NoticeData:
    """Return the notice followed by a translation."""
    return replace(
        examples.notice(LOT_ET_GARONNE),
        structure=who.structure,
        personne=who.personne.display_name,
        agent=" ".join(who.agent),
        langue=langue,
    )


def navette(who: Who, *, blank: bool = False) -> NavetteData:
    """Return a shuttle sheet, filled in or not."""
    if blank:
        return NavetteData(
            convention=STRASBOURG, structure=who.structure, printed_on=DAY, blank=True
        )
    return NavetteData(
        convention=STRASBOURG,
        structure=who.structure,
        printed_on=DAY,
        agent=who.agent[0],
        prenom=who.personne.prenom,
        contact="06 00 00 00 00",
        vers="Médiathèque du Modèle",
        motifs=("pass",),
        oral=True,
    )


def receipt(who: Who) -> ReceiptData:
    """Return the receipt of one carnet whose number is known."""
    return ReceiptData(
        convention=STRASBOURG,
        structure=who.structure,
        personne=who.personne.display_name,
        agent=" ".join(who.agent),
        printed_on=DAY,
        reference=examples.PRESCRIPTION.reference,
        carnets=(CarnetRemis(numero="0012345678", valid_until=date(2027, 1, 31)),),
    )


def agent_sheet(who: Who) -> DiagnosisAgentData:
    """Return the agent's diagnosis with another choice than the advice."""
    return DiagnosisAgentData(
        convention=STRASBOURG,
        structure=who.structure,
        printed_on=DAY,
        held_on=DAY,
        personne=who.personne.display_name,
        agent=" ".join(who.agent),
        level="Intermédiaire",
        score="15 points",
        motivation="Forte",
        advised="Formation",
        rule="S08",
        version="2026-11",
        fingerprint="b" * 64,
        choice="Assistance",
        reason="Pas de lieu adapté assez près",
        reasons=("La personne veut apprendre.",),
        to_check=("Rassurer ; commencer à deux.",),
        modules=("Adresse e-mail",),
        answers=(
            Answered(part="Vos usages", question="Allez-vous sur internet ?", answer="Parfois"),
            Answered(part="Vos usages", question="Avec quel appareil ?", answer=""),
        ),
        reference=examples.PRESCRIPTION.reference,
    )


def poster(who: Who) -> PosterData:
    """Return the poster of a place whose hours are known; its picture outlives the file's edits."""
    return PosterData(
        convention=replace(CANIGO, hash="0" * 64),
        structure=who.structure,
        printed_on=DAY,
        lieu="Médiathèque de Vinça",
        adresse=("1 place de l’Exemple", "66320 Vinça"),
        horaires=(Horaire(jour="mardi et jeudi", heures="9 h – 12 h 30, 14 h – 17 h"),),
        fermetures=("Fermé les jours fériés et du 3 au 29 août 2026 (congés).",),
        du="1er décembre 2026",
        au="30 juin 2027",
        accessible=True,
        agent=who.agent[0],
        telephone="04 00 00 00 01",
        final=True,
    )
