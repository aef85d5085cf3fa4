"""Papers of the registers, the journal and the Département, for any person."""

from dataclasses import replace
from datetime import date

from app.documents.activation_sheets import ActivationBatch, ActivationPaper
from app.documents.certificate import CertificateData
from app.documents.demande import RequestData
from app.documents.journal import JournalData, JournalDay
from app.documents.personal_data import Group, Part, PersonalData
from app.documents.service_keys import RecoverySheet
from app.documents.vault_sheet import VaultSheet
from app.documents.violation import BreachData
from tests.documents.examples import DAY, LOT_ET_GARONNE
from tests.documents.mandate_examples import destruction
from tests.documents.people import Who


def erasure(who: Who) -> CertificateData:
    """Return the certificate of an erasure at the term, by nobody."""
    return replace(
        destruction(who),
        agent="",
        event="Terme de la durée de conservation",
        counts=tuple((f"Sorte de donnée n° {n}", n) for n in range(1, 15)),
        mandat=None,
    )


def request(who: Who) -> RequestData:
    """Return a request of access and erasure, through a representative."""
    return RequestData(
        convention=LOT_ET_GARONNE,
        structure=who.structure,
        numero="2026-CCASILL-R0002",
        recipient="le Département de Lot-et-Garonne",
        to_recipient="au Département de Lot-et-Garonne",
        recipient_address="droits@departement.example",
        received="1er mars 2026 à 10 h 15",
        channel="au guichet",
        received_by=" ".join(who.agent),
        rights=("Accès", "Effacement"),
        person=who.personne.display_name,
        reach="3 rue de l’Exemple, 47000 Agen",
        words="Je veux savoir ce que vous avez sur moi, puis que tout soit effacé.",
        representative="Maître Imaginaire, avocate",
        doubt="",
        term="2 mars 2026 à 10 h 15",
        hours=24,
        answer_delay="un mois",
        held=(("2026-CCASILL-0001", "prescrite le 14 février 2026, acceptée"),),
        categories="Nom, prénom, adresse postale",
        recipients="le Département de Lot-et-Garonne",
        done=("Dossier limité le 1er mars 2026",),
        agent=" ".join(who.agent),
        printed_on=DAY,
    )


def breach(who: Who) -> BreachData:
    """Return the notification of a stolen laptop."""
    rows = (("Cause", "vol d’ordinateur"), ("Personnes", "environ 120"), ("Chiffrement", "oui"))
    return BreachData(
        convention=LOT_ET_GARONNE,
        structure=who.structure,
        numero="2026-CCASILL-V0001",
        kind="initiale",
        known="1er mars 2026 à 18 h 00",
        term="2 mars 2026 à 18 h 00",
        recipient="le Département de Lot-et-Garonne",
        sections=(("Déclarant", (("Nom", " ".join(who.agent)),)), ("Nature", rows)),
        missing="le nombre exact de personnes",
        printed_on=DAY,
    )


def journal(who: Who) -> JournalData:
    """Return a page of the journal."""
    entries = tuple((f"{hour:02} h 12", "Dossier ouvert", "p-8f3a", "") for hour in range(8, 18))
    return JournalData(
        convention=LOT_ET_GARONNE,
        structure=who.structure,
        period="mars 2026",
        choice="toutes",
        agent=" ".join(who.agent),
        result="Le journal est entier : aucune ligne ne manque.",
        whole=True,
        months=(("mars 2026", "10", "entier", "ab12"),),
        days=(JournalDay(day="dimanche 1er mars 2026", entries=entries),),
        left_out=3,
        printed_on=DAY,
    )


def personal_data(who: Who) -> PersonalData:
    """Return what is held about somebody."""
    group = Group(
        title="Prescription 2026-CCASILL-0001",
        lines=("Préparée le 14 février 2026.",),
        rows=(("Nom", who.personne.nom), ("Commune", who.personne.adresse.commune)),
        points=("Envoyée au Département.",),
    )
    return PersonalData(
        convention=LOT_ET_GARONNE,
        structure=who.structure,
        who=who.personne.display_name,
        made_on=DAY,
        summary=("Un entretien.", "Une prescription."),
        parts=(Part(title="Vos prescriptions", groups=(group,)),),
    )


def activation(who: Who) -> ActivationBatch:
    """Return the codes of three laptops."""
    code = "-".join(f"A{n}B{n}" for n in range(10))
    return ActivationBatch(
        departement="Département de Lot-et-Garonne",
        address="https://pass.departement.example",
        expires="30 mars 2026 à 18 h 00",
        printed_on=date(2026, 3, 1),
        papers=[
            ActivationPaper(structure=who.structure.name, poste=f"Poste {n}", code=code)
            for n in (1, 2, 3)
        ],
    )


def service_keys(who: Who) -> RecoverySheet:
    """Return the recovery sheet of the service."""
    del who
    return RecoverySheet(
        departement="Département de Lot-et-Garonne",
        code="-".join(f"C{n:02}D" for n in range(14)),
        name="ABCD",
        root="a1b2 c3d4 e5f6",
        printed_on=DAY,
    )


def vault() -> VaultSheet:
    """Return the recovery sheet of a laptop."""
    groups = tuple(f"AB{n:02}C" for n in range(13))
    return VaultSheet(number=3, groups=groups, structure="CCAS d’Illkirch", printed_on=DAY)
