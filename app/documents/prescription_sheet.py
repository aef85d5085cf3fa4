"""The prescription on one sheet, for the agent's file and the Département.

Neither answers nor a score stand on it, nor the reason why somebody needs help. Under a convention
that allows name and address alone (000 § 5, l. 116) it stops there.
Source: documents.md b7; 003 l. 163 (hand-over receipt); 001 art. 4.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.documents.blocks import Block, Style, Text, heading
from app.documents.forms import Signatures
from app.documents.kinds import TEMPLATES, PapierKind
from app.documents.panels import Card, Columns, Fields
from app.documents.parties import letterhead, mentions, with_article
from app.documents.sheet import largest_that_fits, render, sheet_of
from app.documents.tokens import LARGE, MUTED
from app.documents.typography import apostrophes, french_date, plain, rich
from app.documents.values import CarnetRemis, carnets_in_words, pass_count, value_eur
from app.domain.agent import Agent, Structure
from app.domain.convention import Champ, Convention, Remise
from app.domain.personne import AdressePostale, Personne
from app.domain.prescription import Decision, Prescription, Sens, Suivi

_TEMPLATE: Final = TEMPLATES[PapierKind.PRESCRIPTION]
_STATES: Final[Mapping[Suivi, str]] = {
    Suivi.PREPAREE: "Préparée, pas encore envoyée",
    Suivi.A_CORRIGER: "À corriger avant l’envoi",
    Suivi.REMISE: "Envoyée, accusé de réception attendu",
    Suivi.ACCUSEE: "Reçue, décision attendue",
    Suivi.ANNULEE: "Annulée",
    Suivi.RETIREE: "Retirée après l’envoi",
}
_NO_VALUE: Final = frozenset({Suivi.ANNULEE, Suivi.RETIREE})


@dataclass(frozen=True, slots=True, kw_only=True)
class PrescriptionSheetData:
    """What the sheet shows.

    `habilitation` names the roles that let the agent prescribe. `service`, `niveau` and `modules`
    are the words of the guide, `lieux` at least two places or
    none (neutrality). `earlier` is the reference of the previous prescription. `carnets` are those
    handed over: with them, the receipt to sign is printed.
    """

    convention: Convention
    structure: Structure
    agent: Agent
    personne: Personne
    prescription: Prescription
    service: str
    suivi: Suivi
    printed_on: date
    habilitation: str = ""
    niveau: str = ""
    modules: tuple[str, ...] = ()
    autre_choix: str = ""
    decision: Decision | None = None
    earlier: str = ""
    consent_version: str = ""
    carnets: tuple[CarnetRemis, ...] = ()
    lieux: tuple[str, ...] = ()
    final: bool = True

    def __post_init__(self) -> None:
        if len(self.lieux) == 1:
            raise ValueError("one place alone is a recommendation (000, l. 81: neutrality)")


def prescription_sheet_pdf(data: PrescriptionSheetData) -> bytes:
    """Return the sheet. A cancelled prescription is printed as « Projet – sans valeur »."""
    sheet = sheet_of(
        _TEMPLATE,
        data,
        reference=data.prescription.reference,
        final=data.final and data.suivi not in _NO_VALUE,
    )
    return render(sheet, largest_that_fits(lambda size: _blocks(data, size), (11, 10.5, 10, 9.5)))


def _blocks(data: PrescriptionSheetData, size: float) -> Sequence[Block]:
    share = 0.36
    number = Style(size=LARGE, color=MUTED, after=2)
    return [
        *letterhead(data.convention, data.structure),
        heading(_TEMPLATE.title, 1, size=24, before=6, after=0),
        Text(plain(f"N° {data.prescription.reference}"), number),
        Card([Text(rich("**État :** {state}", {"state": _state(data)}), Style(size=size + 1))]),
        Columns(
            (
                [heading("La personne", 2, size=13), Fields(_person_rows(data), size, share)],
                [heading("Qui prescrit", 2, size=13), Fields(_prescriber_rows(data), size, share)],
            ),
            before=14,
        ),
        heading("La prescription", 2, size=13, before=12),
        Fields(_prescription_rows(data), size),
        *_receipt(data),
        *mentions(data.convention),
    ]


def _state(data: PrescriptionSheetData) -> str:
    decision = data.decision
    if decision is None and data.suivi is Suivi.PREPAREE and not data.convention.sends:
        return "Enregistrée, rien n’est à envoyer"
    if decision is None:
        return _STATES.get(data.suivi, "Décidée")
    day = french_date(decision.decided_on)
    if decision.sens is Sens.ACCEPTEE:
        return f"Acceptée le {day}"
    labels = {motif.code: motif.label for motif in data.convention.motifs}
    motive = labels.get(decision.motif, "motif communiqué par le service")
    return f"Refusée le {day} : {motive}"


def _person_rows(data: PrescriptionSheetData) -> list[tuple[str, str]]:
    personne, convention = data.personne, data.convention
    civilite = personne.civilite if convention.allows(Champ.CIVILITE) else ""
    return [
        ("Nom", personne.nom.upper()),
        ("Prénom", personne.prenom),
        ("Civilité", civilite),
        ("Adresse postale", address_block(personne.adresse)),
    ]


def address_block(adresse: AdressePostale) -> str:
    """Return an address as people write it, one line an element."""
    chez = adresse.chez
    if chez and not adresse.domiciliation_ccas and not chez.lower().startswith("chez "):
        chez = f"Chez {chez}"
    place = f"{adresse.code_postal} {apostrophes(adresse.commune)}"
    lines = (
        chez,
        adresse.complement,
        adresse.residence,
        adresse.voie,
        adresse.lieu_dit,
        place,
    )
    return "\n".join(line for line in lines if line.strip())


def _prescription_rows(data: PrescriptionSheetData) -> list[tuple[str, str]]:
    convention, prescription = data.convention, data.prescription
    linked = convention.answers_kept_linked and convention.allows(Champ.REPONSES)
    category = prescription.categorie if convention.allows(Champ.CATEGORIE) else None
    commune = apostrophes(data.personne.adresse.commune)
    consent = data.consent_version
    return [
        ("Service choisi" if data.autre_choix else "Service conseillé", data.service),
        ("Autre choix que le conseil", data.autre_choix if linked else ""),
        ("Niveau", data.niveau if linked else ""),
        ("Proposé d’apprendre", " ; ".join(data.modules) if linked else ""),
        ("Public", f"Catégorie {category} de la convention, habite {commune}" if category else ""),
        ("Pass numériques", _quantity(convention, prescription.carnets)),
        ("Remise des Pass", _delivery(convention)),
        ("Lieux proposés", " ; ".join(data.lieux)),
        ("Demande précédente", data.earlier or "Aucune connue ici"),
        ("Accord de la personne", f"Notice, version {consent}" if consent else ""),
    ]


def _quantity(convention: Convention, carnets: int) -> str:
    count, worth = pass_count(convention, carnets), value_eur(convention, carnets)
    return f"{carnets_in_words(carnets)}, soit {count} Pass ({worth} €)"


def _delivery(convention: Convention) -> str:
    match convention.pass_numerique.remise:
        case Remise.ENVOI:
            sender = with_article(convention.departement.name)
            return f"Envoi par courrier par {sender}, à l’adresse ci-dessus"
        case Remise.MAIN_PROPRE:
            return "Remise en main propre par la structure"
        case Remise.AUCUNE:
            return "Sans Pass"


def _prescriber_rows(data: PrescriptionSheetData) -> list[tuple[str, str]]:
    structure = data.structure
    return [
        ("Structure", structure.name),
        ("Agent", f"{data.agent.display_name}, {data.agent.fonction}".strip(", ")),
        ("Habilitation", data.habilitation),
        ("Date", french_date(data.prescription.prescribed_on)),
        ("Convention", data.convention.reference),
    ]


def _receipt(data: PrescriptionSheetData) -> list[Block]:
    """Return the receipt where the structure itself hands the carnets over."""
    if data.convention.pass_numerique.remise is not Remise.MAIN_PROPRE:
        return []
    style = Style(size=12, before=3)
    each = data.convention.pass_numerique.pass_par_carnet
    known = data.carnets or tuple(
        CarnetRemis(numero="………………………") for _ in range(data.prescription.carnets)
    )
    lines = [Text(plain(_received(carnet, each)), style) for carnet in known]
    labels = (
        f"Date et signature de {data.personne.display_name}",
        f"Signature de l’agent, {data.agent.display_name}",
    )
    title = heading("Reçu", 2, size=13, before=0)
    return [Card([title, *lines, Signatures(labels, height=62)], before=12)]


def _received(carnet: CarnetRemis, each: int) -> str:
    until = french_date(carnet.valid_until) if carnet.valid_until else "……… / ……… / ………………"
    return f"J’ai reçu le carnet n° {carnet.numero} de {each} Pass valables jusqu’au {until}."
