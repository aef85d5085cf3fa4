"""The papers of carnets: slips, the stock of a day, a sheet to count on, the receipt, the mail."""

from datetime import date
from typing import TYPE_CHECKING, Final

from app.domain.carnets_registre import (
    DEPARTEMENT,
    REMIS,
    STRUCTURE,
    Ecriture,
    Lot,
    Mouvement,
)
from app.domain.habilitation import Acte
from app.storage import carnets, personnes, prescriptions
from app.usecases.carnets import stock
from app.usecases.carnets.choosing import Remis
from app.usecases.carnets.errors import RefusStock, RemiseGoneError, StockRefusedError
from app.usecases.carnets.keeping import require_sight, rules, secure_place
from app.usecases.carnets.words import day_text, numbers
from app.usecases.interview.papers import ProducedPaper
from app.usecases.laptop.habilitations import require
from app.usecases.people.openings import require_record
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from app.documents.carnet_slips import SlipData, SlipKind, SlipLine

_ALL: Final = 400
_BLANK_LINES: Final = 6


def slip(workplace: Workplace, piece: str) -> ProducedPaper | None:
    """Make the slip of a movement, None for a kind that has none; up to 0.2 s, so in a thread.

    Raises:
        StockRefusedError: no movement bears this reference.
    """
    require(workplace, Acte.STOCK)
    with workplace.database.reading() as session:
        found = carnets.of_piece(session, piece)
        if not found:
            raise StockRefusedError(RefusStock.RIEN)
        data = _slip(session, workplace, piece, found)
    return None if data is None else _paper(data)


def stock_sheet(workplace: Workplace, on: date | None = None) -> ProducedPaper:
    """Make the stock of a day on paper (S3-39, S1-58); up to 0.2 s, so in a thread."""
    require_sight(workplace)
    from app.documents.carnet_slips import SlipKind  # noqa: PLC0415 - reportlab comes with it

    found = stock.etat(workplace, on)
    lots = found.lots
    lines = [
        _line(one.lot, numbers(one.lot, one.runs, most=_ALL), one.carnets, one.nom)
        for one in found.places
    ]
    figures = (
        ("Reçus", str(sum(one.recus for one in lots))),
        ("Remis à des personnes", str(sum(one.remis for one in lots))),
        ("Rendus", str(sum(one.rendus for one in lots))),
        ("Perdus, volés ou manquants", str(sum(one.manquants for one in lots))),
        ("Périmés, sortis du stock", str(sum(one.perimes for one in lots))),
        ("Rangés dans", found.secure_place),
    )
    data = _data(
        workplace,
        SlipKind.ETAT,
        reference=f"État au {day_text(found.on)}",
        day=found.on,
        facts=figures,
        lines=lines,
        total=found.stock,
        signers=("Le référent",),
    )
    return _paper(data)


def counting_sheet(workplace: Workplace) -> ProducedPaper:
    """Make the sheet on which an inventory is written by hand: it says nothing of what to find."""
    require(workplace, Acte.STOCK)
    from app.documents.carnet_slips import SlipKind, SlipLine  # noqa: PLC0415 - as above

    today = workplace.clock.today()
    empty = SlipLine(lot="", numbers="", carnets="", valid_until=None)
    data = _data(
        workplace,
        SlipKind.COMPTAGE,
        reference=f"Inventaire du {day_text(today)}",
        day=today,
        facts=(),
        lines=[empty] * _BLANK_LINES,
        total=0,
        signers=("Compté par", "Vérifié par"),
    )
    return _paper(data)


def receipt(workplace: Workplace, remis: Remis) -> ProducedPaper:
    """Make the receipt of a hand-over, two copies to sign (b7); up to 0.2 s, so in a thread.

    Raises:
        RemiseGoneError: it is no longer here.
        ReasonNeededError: the record is a colleague's, and was not opened today.
    """
    require(workplace, Acte.PRESCRIRE)
    from app.documents.carnet_receipt import ReceiptData, receipt_pdf  # noqa: PLC0415 - as above
    from app.documents.kinds import TEMPLATES, PapierKind  # noqa: PLC0415 - as above
    from app.documents.sheet import pdf_hash  # noqa: PLC0415 - as above
    from app.documents.values import CarnetRemis  # noqa: PLC0415 - as above

    with workplace.database.reading() as session:
        require_record(session, workplace, remis.remise.personne_id)
        personne = personnes.load(session, remis.remise.personne_id)
        found = prescriptions.load(session, remis.remise.prescription_id)
    if personne is None or found is None:
        raise RemiseGoneError
    content = receipt_pdf(
        ReceiptData(
            convention=workplace.convention,
            structure=workplace.structure,
            personne=personne.display_name,
            agent=workplace.agent.display_name,
            printed_on=workplace.clock.today(),
            reference=found.prescription.reference,
            carnets=(CarnetRemis(numero=remis.number, valid_until=remis.lot.valid_until),),
        )
    )
    return ProducedPaper(
        title=TEMPLATES[PapierKind.RECU].title,
        file_name=f"recu-{found.prescription.reference}.pdf",
        content=content,
        pdf_hash=pdf_hash(content),
        code=PapierKind.RECU.value,
        subject_id=personne.id,
    )


def request_mail(workplace: Workplace) -> bytes:
    """Return the e-mail that asks for the amorçage, as a file for any mail program (003 l. 108).

    Raises:
        StockRefusedError: the convention has no such request.
    """
    require(workplace, Acte.STOCK)
    from app.documents.courriel import text_eml  # noqa: PLC0415 - as above

    terms = rules(workplace).versements
    if terms is None:
        raise StockRefusedError(RefusStock.RIEN)
    conditions = "\n".join(f"- {one.texte}" for one in terms.conditions)
    address = "\n".join(terms.adresse)
    carnets_ = terms.amorcage_pass // workplace.convention.pass_numerique.pass_par_carnet
    body = (
        "Bonjour,\n\n"
        f"Nous demandons le versement du volume d’amorçage\u00a0: {terms.amorcage_pass} Pass "
        f"numériques, soit {carnets_} carnets.\n\n"
        f"Les conditions de la convention sont remplies\u00a0:\n{conditions}\n\n"
        f"Adresse de livraison\u00a0:\n{address}\n\n"
        f"Livraison attendue {terms.delai_jours_ouvres} jours ouvrés après votre confirmation.\n\n"
        f"{workplace.agent.display_name}\nRéférent de projet, {workplace.structure.name}\n"
    )
    return text_eml(
        to=terms.courriel,
        sender="",
        subject="Pass numériques\u00a0: demande du volume d’amorçage",
        body=body,
        at=workplace.clock.now(),
    )


def _slip(
    session: "Session", workplace: Workplace, piece: str, found: "Sequence[Ecriture]"
) -> "SlipData | None":
    from app.documents.carnet_slips import SlipKind  # noqa: PLC0415 - as above

    kinds = {
        Mouvement.RECEPTION: SlipKind.LIVRAISON,
        Mouvement.TRANSFERT: SlipKind.TRANSFERT,
        Mouvement.RETOUR: SlipKind.RESTITUTION,
        Mouvement.PERTE: SlipKind.PERTE_VOL,
        Mouvement.VOL: SlipKind.PERTE_VOL,
    }
    first = next((one for one in found if one.kind in kinds), None)
    if first is None:
        return None
    lots = {lot.id: lot for lot in carnets.lots(session)}
    names = {
        **stock.place_names(session),
        DEPARTEMENT: rules(workplace).rendus_a,
        REMIS: "",
    }
    moved = [one for one in found if one.kind is first.kind]
    undone = {one.reverses for one in found}  # what takes a movement back bears its reference
    back = [
        numbers(lots[one.lot_id], [one.run], most=_ALL) for one in moved if one.number in undone
    ]
    kind = kinds[first.kind]
    return _data(
        workplace,
        kind,
        reference=piece,
        day=first.happened_on,
        facts=(*_facts(session, first, names), ("Contre-passés depuis", ", ".join(back))),
        lines=[
            _line(
                lots[one.lot_id],
                numbers(lots[one.lot_id], [one.run], most=_ALL),
                one.run.carnets,
            )
            for one in moved
        ],
        total=sum(one.run.carnets for one in moved),
        signers=_signers(first, names),
    )


def _facts(
    session: "Session", first: Ecriture, names: "Mapping[str, str]"
) -> tuple[tuple[str, str], ...]:
    said = {Mouvement.PERTE: "Perte", Mouvement.VOL: "Vol"}.get(first.kind, "")
    locked = {one.id: one.lieu for one in carnets.detenteurs(session)}
    to = first.target.partition(":")[2]
    where = secure_place(session) if first.target == STRUCTURE else locked.get(to, "")
    return (
        ("Nature", said),
        ("De", names.get(first.source, "")),
        ("À", names.get(first.target, "")),
        ("Rangés dans", where),
    )


def _signers(first: Ecriture, names: "Mapping[str, str]") -> tuple[str, ...]:
    match first.kind:
        case Mouvement.TRANSFERT:
            return (
                f"Remis par\u00a0: {names.get(first.source, '')}",
                f"Reçu par\u00a0: {names.get(first.target, '')}",
            )
        case Mouvement.RETOUR:
            return ("Rendu par la structure", f"Reçu par {names.get(first.target, '')}")
        case Mouvement.RECEPTION:
            return ("Reçu et compté par",)
        case _:
            return ("Le détenteur des carnets", "Le référent")


def _line(lot: Lot, said: str, count: int, place: str = "") -> "SlipLine":
    from app.documents.carnet_slips import SlipLine  # noqa: PLC0415 - as above

    return SlipLine(
        lot=lot.name,
        numbers=said,
        carnets=str(count),
        valid_until=lot.valid_until,
        place=place,
    )


def _data(  # noqa: PLR0913 - one paper made of what its callers gathered
    workplace: Workplace,
    kind: "SlipKind",
    *,
    reference: str,
    day: date,
    facts: tuple[tuple[str, str], ...],
    lines: "Sequence[SlipLine]",
    total: int,
    signers: tuple[str, ...],
) -> "SlipData":
    from app.documents.carnet_slips import SlipData  # noqa: PLC0415 - as above

    return SlipData(
        kind=kind,
        convention=workplace.convention,
        structure=workplace.structure,
        reference=reference,
        day=day,
        facts=facts,
        lines=tuple(lines),
        total=total,
        signers=signers,
        printed_on=workplace.clock.today(),
    )


def _paper(data: "SlipData") -> ProducedPaper:
    from app.documents.carnet_slips import slip_pdf, template_of  # noqa: PLC0415 - as above
    from app.documents.sheet import pdf_hash  # noqa: PLC0415 - as above

    content = slip_pdf(data)
    return ProducedPaper(
        title=template_of(data.kind).title,
        file_name=f"carnets-{data.kind.value}-{data.day.isoformat()}.pdf",
        content=content,
        pdf_hash=pdf_hash(content),
        code=f"carnets_{data.kind.value}",
    )
