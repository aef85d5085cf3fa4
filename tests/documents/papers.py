"""Every kind of paper of the program, in one table: what is true of all is tested of each.

A new paper joins by one line in `KINDS`. Its golden picture: `python -m tests.documents.golden`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from app.documents import carnet_receipt
from app.documents.activation_sheets import labels_pdf, sheets_pdf
from app.documents.activity_sheets import count_sheet_pdf, survey_pdf
from app.documents.address_labels import SHEETS, draw_labels
from app.documents.bilan import bilan_pdf
from app.documents.carnet_slips import SlipKind, slip_pdf
from app.documents.certificate import certificate_pdf
from app.documents.conformity import conformity_pdf
from app.documents.demande import receipt_pdf, transmission_pdf
from app.documents.diagnosis_agent import diagnosis_agent_pdf
from app.documents.evaluation_forms import forms_pdf
from app.documents.journal import journal_pdf
from app.documents.letter import letter_pdf
from app.documents.mandate import mandate_pdf
from app.documents.mandate_data import Exemplaire
from app.documents.navette import navette_pdf
from app.documents.notice import notice_pdf
from app.documents.orientation_slip import orientation_slip_pdf
from app.documents.pen import Pen
from app.documents.personal_data import personal_data_pdf
from app.documents.personal_sheet import personal_sheet_pdf
from app.documents.postal import PostalAddress, Refused, Role, compose
from app.documents.poster import poster_pdf
from app.documents.prescription_sheet import prescription_sheet_pdf
from app.documents.service_keys import recovery_sheet_pdf
from app.documents.structure import Node
from app.documents.take_home import take_home_pdf
from app.documents.vault_sheet import vault_sheet_pdf
from app.documents.violation import breach_pdf
from app.documents.window_test import WindowTestData, window_test_pdf
from app.documents.withdrawal import withdrawal_pdf
from app.documents.workshop_papers import invitation_pdf, programme_pdf
from app.domain.convention import Convention
from app.domain.personne import Personne
from tests.documents import (
    activity_examples,
    bilan_examples,
    carnet_examples,
    examples,
    mandate_examples,
    other_examples,
    place_examples,
    register_examples,
)
from tests.documents.examples import AGENT, DAY, LOT_ET_GARONNE, STRASBOURG
from tests.documents.people import PEOPLE, Who
from tests.documents.test_blank_questionnaire import paper as blank_questionnaire


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of paper: how it is made for somebody, and what must be true of it.

    `pages` is for the person of short names: long ones may take one page more, never on a paper
    that is `single`. `says` returns what was entered and must be read back. Words of a paper that
    is not `framed` stand outside the margins on purpose (a window, labels).
    """

    make: Callable[[Who], bytes]
    pages: int
    says: Callable[[Who], tuple[str, ...]] = lambda _: ()
    personal: bool = True  # False: the same for everybody, made once
    single: bool = False
    framed: bool = True
    titled: bool = True  # False: labels have no title


def _named(who: Who) -> tuple[str, ...]:
    return (who.personne.display_name,)


def _whole(who: Who) -> tuple[str, ...]:
    adresse = who.personne.adresse
    place = f"{adresse.code_postal} {adresse.commune}"
    return (who.personne.prenom, who.personne.nom.upper(), adresse.voie, place, " ".join(who.agent))


def _slip(kind: SlipKind) -> Callable[[Who], bytes]:
    return lambda who: slip_pdf(carnet_examples.slip(who, kind))


def _slip_says(kind: SlipKind) -> Callable[[Who], tuple[str, ...]]:
    counted = kind is SlipKind.COMPTAGE
    return lambda who: (who.structure.name,) if counted else (" ".join(who.agent), "42 carnets")


def _structure(who: Who) -> tuple[str, ...]:
    return (who.structure.name,)


def address_of(who: Who) -> PostalAddress:
    """Return the address as the worker would have it after the refusals: proposals accepted."""
    personne = who.personne
    replaced: dict[Role, str] = {}
    while isinstance(found := _composed(personne, replaced), Refused):
        replaced |= {fault.role: fault.proposal for fault in found.faults}
    return found


def _composed(personne: Personne, replaced: dict[Role, str]) -> PostalAddress | Refused:
    return compose(
        civilite="",
        prenom=personne.prenom,
        nom=personne.nom,
        adresse=personne.adresse,
        replaced=replaced,
    )


def _lines(who: Who) -> tuple[str, ...]:
    return address_of(who).lines


def _notice(convention: Convention) -> Callable[[Who], bytes]:
    return lambda who: notice_pdf(
        replace(
            examples.notice(convention),
            structure=who.structure,
            personne=who.personne.display_name,
            agent=" ".join(who.agent),
        )
    )


def _prescription(convention: Convention) -> Callable[[Who], bytes]:
    return lambda who: prescription_sheet_pdf(
        replace(
            examples.prescription_sheet(convention),
            structure=who.structure,
            personne=who.personne,
            agent=replace(AGENT, prenom=who.agent[0], nom=who.agent[1]),
        )
    )


def _letter(convention: Convention, *, refused: bool = False) -> Callable[[Who], bytes]:
    motif = convention.motifs[0] if refused else None
    return lambda who: letter_pdf(
        replace(
            examples.letter(convention),
            structure=who.structure,
            address=address_of(who),
            motif=motif,
        )
    )


def _labels(who: Who) -> bytes:
    root, pen = Node("Document"), Pen(title="Étiquettes", author="x", subject="y", printed_on=DAY)
    draw_labels(pen, root, [address_of(who)] * 3, SHEETS["14"])
    return pen.close(root)


KINDS: dict[str, Kind] = {
    "mandat": Kind(
        make=lambda who: mandate_pdf(mandate_examples.mandate(who)), pages=4, says=_whole
    ),
    "mandat-temoins": Kind(
        make=lambda who: mandate_pdf(mandate_examples.witnessed(who), Exemplaire.STRUCTURE),
        pages=2,
        says=_whole,
    ),
    "mandat-vierge": Kind(
        make=lambda who: mandate_pdf(mandate_examples.blank(who), Exemplaire.PERSONNE),
        pages=2,
        says=_structure,
    ),
    "retrait": Kind(
        make=lambda who: withdrawal_pdf(mandate_examples.withdrawal(who)), pages=1, says=_named
    ),
    "retrait-partiel": Kind(
        make=lambda who: withdrawal_pdf(mandate_examples.partial_withdrawal(who)),
        pages=1,
        says=_named,
    ),
    "destruction-mandat": Kind(
        make=lambda who: certificate_pdf(mandate_examples.destruction(who)),
        pages=1,
        says=_structure,
        single=True,
    ),
    "destruction": Kind(
        make=lambda who: certificate_pdf(register_examples.erasure(who)), pages=1, says=_structure
    ),
    "orientation": Kind(
        make=lambda who: orientation_slip_pdf(mandate_examples.orientation(who)),
        pages=1,
        says=_structure,
    ),
    "notice": Kind(make=_notice(STRASBOURG), pages=3, says=_named),
    "notice-47": Kind(make=_notice(LOT_ET_GARONNE), pages=3, says=_named),
    "prescription": Kind(make=_prescription(STRASBOURG), pages=1, says=_whole),
    "prescription-47": Kind(make=_prescription(LOT_ET_GARONNE), pages=1, says=_whole, single=True),
    "diagnostic": Kind(
        make=lambda who: personal_sheet_pdf(
            replace(examples.personal_sheet(STRASBOURG), prenom=who.personne.prenom)
        ),
        pages=1,
        says=lambda who: (who.personne.prenom,),
        single=True,
    ),
    "feuille": Kind(
        make=lambda who: take_home_pdf(other_examples.take_home(who)),
        pages=1,
        says=lambda who: (who.personne.prenom, who.structure.name),
        single=True,
    ),
    "feuille-sans-nom": Kind(
        make=lambda who: take_home_pdf(other_examples.nameless(who)),
        pages=1,
        says=_structure,
        single=True,
        personal=False,
    ),
    "feuille-ar": Kind(
        make=lambda who: take_home_pdf(other_examples.take_home(who, "ar")),
        pages=2,
        says=_structure,
        single=True,
    ),
    "notice-en": Kind(
        make=lambda who: notice_pdf(other_examples.notice(who, "en")),
        pages=6,
        says=_named,
        personal=False,
    ),
    "notice-ar": Kind(
        make=lambda who: notice_pdf(other_examples.notice(who, "ar")), pages=5, says=_named
    ),
    "notice-uk": Kind(
        make=lambda who: notice_pdf(other_examples.notice(who, "uk")),
        pages=5,
        says=_named,
        personal=False,
    ),
    "diagnostic-agent": Kind(
        make=lambda who: diagnosis_agent_pdf(other_examples.agent_sheet(who)),
        pages=1,
        says=_named,
    ),
    "navette": Kind(
        make=lambda who: navette_pdf(other_examples.navette(who)),
        pages=1,
        says=lambda who: (who.personne.prenom, who.structure.name),
        single=True,
    ),
    "navette-vierge": Kind(
        make=lambda who: navette_pdf(other_examples.navette(who, blank=True)),
        pages=1,
        says=_structure,
        single=True,
        personal=False,
    ),
    "recu-carnet": Kind(
        make=lambda who: carnet_receipt.receipt_pdf(other_examples.receipt(who)),
        pages=2,
        says=_named,
        single=True,
    ),
    **{
        f"carnets-{kind.value}": Kind(
            make=_slip(kind),
            pages=1,
            says=_slip_says(kind),
        )
        for kind in SlipKind
    },
    "rendez-vous": Kind(make=place_examples.slip, pages=1, says=_structure, single=True),
    "lieux": Kind(make=place_examples.place_list, pages=2, personal=False),
    "affiche": Kind(
        make=lambda who: poster_pdf(other_examples.poster(who)),
        pages=1,
        says=lambda who: (who.agent[0],),
        single=True,
    ),
    "lettre": Kind(make=_letter(STRASBOURG), pages=1, says=_lines),
    "lettre-47": Kind(make=_letter(LOT_ET_GARONNE), pages=1, says=_lines, single=True),
    "lettre-refus": Kind(
        make=_letter(LOT_ET_GARONNE, refused=True), pages=1, says=_lines, single=True
    ),
    "enveloppe": Kind(
        make=lambda _: window_test_pdf(WindowTestData(printed_on=DAY)), pages=1, personal=False
    ),
    "etiquettes": Kind(make=_labels, pages=1, says=_lines, framed=False, titled=False),
    "questionnaire-vierge": Kind(make=lambda _: blank_questionnaire(), pages=5, personal=False),
    "transmission": Kind(
        make=lambda who: transmission_pdf(register_examples.request(who)), pages=1, says=_named
    ),
    "recu-demande": Kind(
        make=lambda who: receipt_pdf(register_examples.request(who)), pages=1, says=_named
    ),
    "violation": Kind(
        make=lambda who: breach_pdf(register_examples.breach(who)),
        pages=1,
        says=lambda who: (" ".join(who.agent),),
    ),
    "journal": Kind(
        make=lambda who: journal_pdf(register_examples.journal(who)), pages=1, says=_structure
    ),
    "donnees": Kind(
        make=lambda who: personal_data_pdf(register_examples.personal_data(who)),
        pages=1,
        says=lambda who: (who.personne.nom, who.personne.adresse.commune),
    ),
    "bilan": Kind(
        make=lambda who: bilan_pdf(bilan_examples.report(who)),
        pages=2,
        says=lambda who: (who.structure.name, " ".join(who.agent)),
    ),
    "conformite": Kind(
        make=lambda _: conformity_pdf(examples.conformity(LOT_ET_GARONNE)),
        pages=3,
        personal=False,
    ),
    "activation": Kind(
        make=lambda who: sheets_pdf(register_examples.activation(who)), pages=3, says=_structure
    ),
    "activation-etiquettes": Kind(
        make=lambda who: labels_pdf(register_examples.activation(who)),
        pages=1,
        framed=False,
        titled=False,
    ),
    "comptage": Kind(
        make=lambda who: count_sheet_pdf(activity_examples.count_sheet(who)),
        pages=1,
        says=_structure,
        personal=False,
    ),
    "enquete": Kind(
        make=lambda who: survey_pdf(activity_examples.survey(who)),
        pages=1,
        says=_structure,
        personal=False,
        single=True,
    ),
    "evaluation": Kind(
        make=lambda who: forms_pdf(activity_examples.evaluations(who)),
        pages=2,
        says=_structure,
        personal=False,
    ),
    "programme": Kind(
        make=lambda who: programme_pdf(activity_examples.programme(who)),
        pages=1,
        says=_structure,
        personal=False,
    ),
    "invitation": Kind(
        make=lambda who: invitation_pdf(activity_examples.invitation(who)),
        pages=1,
        personal=False,
        single=True,
    ),
    "secours": Kind(
        make=lambda _: vault_sheet_pdf(register_examples.vault()), pages=1, personal=False
    ),
    "cles-service": Kind(
        make=lambda who: recovery_sheet_pdf(register_examples.service_keys(who)),
        pages=1,
        personal=False,
    ),
}


def persons_of(name: str) -> tuple[str, ...]:
    """Return for whom a paper is tried."""
    return tuple(PEOPLE) if KINDS[name].personal else ("accents",)


@cache
def paper(name: str, person: str = "accents") -> bytes:
    """Return a paper for a person, made once for all tests."""
    return KINDS[name].make(PEOPLE[person])
