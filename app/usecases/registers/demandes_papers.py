"""The papers of a rights request: its transmission as PDF and e-mail, and the person's receipt.

Nothing needs a network. Reading a colleague's record for it is noted, as any opening is.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.documents.courriel import Courriel, eml, is_address
from app.documents.sheet import pdf_hash
from app.documents.typography import french_date
from app.domain.convention import Champ, Convention
from app.domain.delais import compte_demande
from app.domain.demande import Demande
from app.domain.failures import AppError
from app.domain.habilitation import Acte
from app.domain.identifiers import DemandeId
from app.domain.prescription import Suivi
from app.storage import acces, agents, entretiens, parametres, personnes, prescriptions
from app.storage.acces import MotifAcces
from app.usecases.interview.papers import ProducedPaper
from app.usecases.laptop.habilitations import require
from app.usecases.registers import demande_words as words
from app.usecases.registers.demandes import load_in
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.documents.demande import RequestData

ADDRESS: Final = "droits.adresse"  # in the settings, where the convention states none
CODE, RECEIPT_CODE = "transmission_droits", "recu_droits"  # in the journal
_STATES: Final = {
    Suivi.PREPAREE: "préparée, pas encore envoyée",
    Suivi.A_CORRIGER: "à corriger avant l’envoi",
    Suivi.ANNULEE: "annulée",
    Suivi.RETIREE: "retirée après l’envoi",
    Suivi.REMISE: "envoyée",
    Suivi.ACCUSEE: "reçue par le Département",
    Suivi.DECIDEE: "décidée",
}
_FIELDS: Final = {
    Champ.NOM: "nom",
    Champ.PRENOM: "prénom",
    Champ.ADRESSE: "adresse postale",
    Champ.CIVILITE: "civilité",
    Champ.TRANCHE_AGE: "tranche d’âge",
    Champ.REPONSES: "réponses et diagnostic",
    Champ.CATEGORIE: "catégorie de public",
}


class AddressMissingError(AppError):
    """Neither the convention nor a worker has said to which address requests are sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailFile:
    """A file to open in a mail program. `file_name` names no person."""

    file_name: str
    content: bytes
    to: str


def address(workplace: Workplace) -> str:
    """Return where requests and breaches are sent, empty when nobody has said it yet."""
    stated = workplace.convention.protection.droits_courriel
    if stated:
        return stated
    with workplace.database.reading() as session:
        return parametres.text(session, ADDRESS)


def address_is_stated(convention: Convention) -> bool:
    """Tell whether the convention itself states the address, so that nobody types another."""
    return bool(convention.protection.droits_courriel)


def keep_address(workplace: Workplace, typed: str) -> None:
    """Remember the address of the officer for data protection of the structure.

    Raises:
        AddressMissingError: it is no e-mail address.
    """
    if not is_address(typed):
        raise AddressMissingError
    with workplace.database.writing() as session:
        parametres.keep(session, ADDRESS, typed)


def transmission(workplace: Workplace, demande_id: DemandeId) -> ProducedPaper:
    """Make the PDF for the controller; up to 0.2 s and the import of reportlab, so in a thread.

    Raises:
        RequestGoneError: the request is no longer in the register.
    """
    require(workplace, Acte.CONSULTER)
    return _transmission(workplace, demande_id, _data(workplace, demande_id))


def receipt(workplace: Workplace, demande_id: DemandeId) -> ProducedPaper:
    """Make the receipt that the person takes away.

    Raises:
        RequestGoneError: the request is no longer in the register.
    """
    require(workplace, Acte.CONSULTER)
    from app.documents.demande import receipt_pdf  # noqa: PLC0415 - as above

    data = _data(workplace, demande_id)
    about = _about(workplace, demande_id)
    return _produced(data.numero, "Reçu", RECEIPT_CODE, receipt_pdf(data), about)


def mail(workplace: Workplace, demande_id: DemandeId) -> MailFile:
    """Make the e-mail with the transmission in it, as a file for any mail program.

    Raises:
        AddressMissingError: nobody has said where to send it.
        RequestGoneError: the request is no longer in the register.
    """
    require(workplace, Acte.CONSULTER)
    to = address(workplace)
    if not is_address(to):
        raise AddressMissingError
    data = _data(workplace, demande_id)  # once: reading a colleague's record is noted each time
    paper = _transmission(workplace, demande_id, data)
    body = (
        "Bonjour,\n\n"
        f"Nous avons reçu une demande d’exercice de droits le {data.received}.\n"
        f"Vous la trouverez ci-jointe, sous le numéro {data.numero}, avec les informations "
        "utiles que nous détenons.\n\n"
        "Merci de nous confirmer sa réception.\n\n"
        f"{data.agent}\n{data.structure.name}\n"
    )
    content = eml(
        Courriel(
            to=to,
            sender=workplace.structure.courriel,
            subject=f"Demande d’exercice de droits {data.numero}",
            body=body,
            at=workplace.clock.now().astimezone(workplace.clock.zone()),
            file_name=paper.file_name,
            pdf=paper.content,
        )
    )
    return MailFile(file_name=f"{data.numero}.eml", content=content, to=to)


def _transmission(
    workplace: Workplace, demande_id: DemandeId, data: "RequestData"
) -> ProducedPaper:
    from app.documents.demande import transmission_pdf  # noqa: PLC0415 - reportlab is slow

    about = _about(workplace, demande_id)
    return _produced(data.numero, "Transmission", CODE, transmission_pdf(data), about)


def _about(workplace: Workplace, demande_id: DemandeId) -> str:
    """Return whose the paper is: the person's when she is known here, so that it is tracked."""
    with workplace.database.reading() as session:
        return load_in(session, demande_id).personne_id or demande_id


def _produced(numero: str, title: str, code: str, content: bytes, subject_id: str) -> ProducedPaper:
    return ProducedPaper(
        title=f"{title} {numero}",
        file_name=f"{numero}-{'recu' if code == RECEIPT_CODE else 'transmission'}.pdf",
        content=content,
        pdf_hash=pdf_hash(content),
        code=code,
        subject_id=subject_id,
    )


def _data(workplace: Workplace, demande_id: DemandeId) -> "RequestData":
    from app.documents.demande import RequestData  # noqa: PLC0415 - as above

    convention, zone = workplace.convention, workplace.clock.zone()
    with workplace.database.writing() as session:
        demande = load_in(session, demande_id)
        held = _held(session, workplace, demande)
        noted_by = agents.load(session, demande.agent_id)
    clock = compte_demande(convention.delais, demande.recue_at)
    sent = demande.transmise
    return RequestData(
        convention=convention,
        structure=workplace.structure,
        numero=demande.numero,
        recipient=_capital(words.recipient(convention)),
        to_recipient=words.to_recipient(convention),
        recipient_address=address(workplace),
        received=words.at_words(demande.recue_at, zone),
        channel=words.CANAUX[demande.canal],
        received_by=demande.recue_par,
        rights=tuple(f"{words.DROITS[droit]} ({words.SOURCES[droit]})" for droit in demande.droits),
        person=demande.personne,
        reach=demande.joindre,
        words=demande.mots,
        representative=_representative(demande),
        doubt="Un doute sur l’identité : à vérifier." if demande.doute_identite else "",
        term=words.at_words(clock.ends_at, zone),
        hours=clock.hours,
        answer_delay=words.ANSWER_DELAY,
        held=held,
        categories=_categories(convention) if held else "",
        recipients=" ; ".join(_capital(one) for one in convention.protection.destinataires)
        if held
        else "",
        done=tuple(
            f"{words.ACTIONS[one.action]}, le {words.at_words(one.at, zone)}"
            for one in demande.faits
        ),
        agent=noted_by.display_name if noted_by else workplace.agent.display_name,
        printed_on=workplace.clock.today(),
        sent=words.at_words(sent.at, zone) if sent else "",
    )


def _held(
    session: "Session", workplace: Workplace, demande: Demande
) -> tuple[tuple[str, str], ...]:
    """Return what this laptop holds about the person: dates, references, states, no answers."""
    personne_id = demande.personne_id
    personne = None if personne_id is None else personnes.load(session, personne_id)
    if personne is None:
        return ()
    if personne.owner != workplace.agent.id:
        acces.note(
            session,
            agent_id=workplace.agent.id,
            personne_id=personne.id,
            motif=MotifAcces.DROITS,
            at=workplace.clock.now(),
        )
    rows: list[tuple[str, str]] = [("Dossier", f"Au nom de {personne.display_name}")]
    met = [
        one.opened_at.astimezone(workplace.clock.zone()).date()
        for one in entretiens.of_personne(session, personne.id)
    ]
    if met:
        rows.append(("Entretiens", ", ".join(french_date(day) for day in sorted(met))))
    for one in prescriptions.of_personne(session, personne.id):
        given = one.prescription
        decided = f" le {french_date(one.decision.decided_on)}" if one.decision else ""
        stands = _state(workplace, one.suivi)
        rows.append(
            (
                f"Prescription {given.reference}",
                f"Faite le {french_date(given.prescribed_on)}, {stands}{decided}",
            )
        )
    if term := personnes.due_on(session, personne.id):
        rows.append(("Conservé jusqu’au", french_date(term)))
    return tuple(rows)


def _state(workplace: Workplace, suivi: Suivi) -> str:
    if suivi is Suivi.PREPAREE and not workplace.convention.sends:
        return "enregistrée, rien n’est à envoyer"
    return _STATES[suivi]


def _categories(convention: Convention) -> str:
    return _capital(", ".join(word for champ, word in _FIELDS.items() if convention.allows(champ)))


def _representative(demande: Demande) -> str:
    if not demande.representant:
        return ""
    proof = "mandat vu" if demande.representant_justifie else "mandat à demander"
    return f"{demande.representant} ({proof})"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
