"""The notification of a breach as PDF and e-mail. Nothing needs a network; nobody is named."""

from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeVar

from app.documents.courriel import Courriel, eml, is_address
from app.documents.sheet import pdf_hash
from app.domain.identifiers import ViolationId
from app.domain.violation import Constat, Violation
from app.storage import agents
from app.usecases.interview.papers import ProducedPaper
from app.usecases.registers import violation_words as words
from app.usecases.registers.demande_words import at_words, recipient
from app.usecases.registers.demandes_papers import AddressMissingError, MailFile, address
from app.usecases.registers.violations import ViolationSuivie, load
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from app.documents.violation import BreachData, Rows

CODE: Final = "notification_violation"  # in the journal
_CodeT = TypeVar("_CodeT", bound=StrEnum)


def notification(workplace: Workplace, violation_id: ViolationId) -> ProducedPaper:
    """Make the PDF of what is known; in a thread: reportlab is slow to import.

    Raises:
        BreachGoneError: the breach is no longer in the log.
    """
    from app.documents.violation import breach_pdf  # noqa: PLC0415 - as above

    known = load(workplace, violation_id)
    content = breach_pdf(_data(workplace, known))
    numero = known.violation.numero
    return ProducedPaper(
        title=f"Notification {numero}",
        file_name=f"{numero}-{_kind(known.violation)[:3]}.pdf",
        content=content,
        pdf_hash=pdf_hash(content),
        code=CODE,
        subject_id=violation_id,
    )


def mail(workplace: Workplace, violation_id: ViolationId) -> MailFile:
    """Make the e-mail with the notification in it, as a file for any mail program.

    Raises:
        AddressMissingError: nobody has said where to send it.
        BreachGoneError: the breach is no longer in the log.
    """
    to = address(workplace)
    if not is_address(to):
        raise AddressMissingError
    paper = notification(workplace, violation_id)
    known = load(workplace, violation_id)
    violation, zone = known.violation, workplace.clock.zone()
    aware = at_words(violation.constat.connue_at, zone)
    body = (
        "Bonjour,\n\n"
        f"Nous vous notifions une violation de données, connue de nous depuis le {aware}.\n"
        f"Numéro\u00a0: {violation.numero}. Notification {_kind(violation)}.\n"
        "Le détail est dans le document joint. Il ne nomme aucune personne.\n\n"
        "Merci de nous confirmer sa réception.\n\n"
        f"{workplace.agent.display_name}\n{workplace.structure.name}\n{violation.constat.joindre}\n"
    )
    content = eml(
        Courriel(
            to=to,
            sender=workplace.structure.courriel,
            subject=f"Violation de données {violation.numero} – notification {_kind(violation)}",
            body=body,
            at=workplace.clock.now().astimezone(zone),
            file_name=paper.file_name,
            pdf=paper.content,
        )
    )
    return MailFile(file_name=f"{violation.numero}.eml", content=content, to=to)


def _kind(violation: Violation) -> str:
    number = len(violation.envois)
    return words.INITIALE if number == 0 else f"{words.COMPLEMENTAIRE} {number}"


def _data(workplace: Workplace, known: ViolationSuivie) -> "BreachData":
    from app.documents.violation import BreachData  # noqa: PLC0415 - as above

    violation, zone = known.violation, workplace.clock.zone()
    return BreachData(
        convention=workplace.convention,
        structure=workplace.structure,
        numero=violation.numero,
        kind=_kind(violation),
        known=at_words(violation.constat.connue_at, zone),
        term=at_words(known.compte.ends_at, zone),
        recipient=recipient(workplace.convention),
        sections=_sections(workplace, known),
        missing=", ".join(words.missing(violation.constat)),
        printed_on=workplace.clock.today(),
    )


def _sections(workplace: Workplace, known: ViolationSuivie) -> "tuple[tuple[str, Rows], ...]":
    violation = known.violation
    constat = violation.constat
    return (
        ("Déclarant", _declarant(workplace, violation)),
        ("Connaissance et délai", _moments(workplace, known)),
        ("Nature et cause", _nature(constat)),
        ("Personnes et données", _extent(workplace, constat)),
        ("Protection en place", _protection(workplace, constat)),
        (
            "Conséquences probables",
            (
                ("Conséquences", _listed(words.CONSEQUENCES, constat.consequences)),
                ("Gravité", words.GRAVITES[constat.gravite] if constat.gravite else ""),
            ),
        ),
        (
            "Mesures",
            (
                ("Prises", _listed(words.MESURES, constat.mesures)),
                ("À prendre", _listed(words.MESURES, constat.prevues)),
                ("Personnes informées", _told(constat)),
                ("Autres démarches", _listed(words.AUTRES, constat.autres)),
                (
                    "Pièces disponibles",
                    "Journal des accès de Passerelle ; état des données du poste, en nombres",
                ),
            ),
        ),
    )


def _declarant(workplace: Workplace, violation: Violation) -> "Rows":
    with workplace.database.reading() as session:
        noted_by = agents.load(session, violation.agent_id) or workplace.agent
    return (
        ("Structure", f"{workplace.structure.name}, {', '.join(workplace.structure.adresse[-2:])}"),
        ("Nom et fonction", f"{noted_by.display_name}, {noted_by.fonction}".strip(", ")),
        ("Pour nous joindre", violation.constat.joindre),
        ("Délégué à la protection des données", address(workplace)),
    )


def _moments(workplace: Workplace, known: ViolationSuivie) -> "Rows":
    constat, zone = known.violation.constat, workplace.clock.zone()
    certain = "dates certaines" if constat.dates_certaines else "dates estimées"

    def said(at: "datetime | None") -> str:
        return f"{at_words(at, zone)} ({certain})" if at else ""

    sent = known.violation.initial
    return (
        ("Connue le", at_words(constat.connue_at, zone)),
        ("Début de la violation", said(constat.debut_at)),
        ("Fin de la violation", said(constat.fin_at)),
        (
            "Notification initiale",
            f"Envoyée le {at_words(sent.transmission.at, zone)}" if sent else "Par ce document",
        ),
    )


def _nature(constat: Constat) -> "Rows":
    return (
        ("Cause", words.CAUSES[constat.cause] if constat.cause else ""),
        ("Ce qui s’est passé", constat.description),
        ("Nature", _listed(words.NATURES, constat.natures)),
        ("Origine", words.ORIGINES[constat.origine] if constat.origine else ""),
        ("Supports", _listed(words.SUPPORTS, constat.supports)),
    )


def _extent(workplace: Workplace, constat: Constat) -> "Rows":
    held, zone = constat.inventaire, workplace.clock.zone()
    counted = ""
    if held is not None:
        counted = f"{words.ETENDUES[held.etendue].capitalize()}, état du {at_words(held.at, zone)}"
    return (
        (
            "Personnes concernées",
            f"Personnes reçues par la structure : environ "
            f"{words.number_words(constat.personnes, 'personne', 'personnes')}"
            if constat.personnes is not None
            else "",
        ),
        (
            "Agents concernés",
            words.number_words(held.agents, "agent", "agents") if held else "",
        ),
        (
            "Enregistrements",
            f"Environ {words.number_words(constat.enregistrements, 'fiche', 'fiches')} "
            "(dossiers, entretiens, prescriptions, papiers)"
            if constat.enregistrements is not None
            else "",
        ),
        ("Catégories de données", _listed(words.DONNEES, constat.donnees)),
        ("D’où viennent ces nombres", counted),
    )


def _protection(workplace: Workplace, constat: Constat) -> "Rows":
    held, zone = constat.inventaire, workplace.clock.zone()
    encrypted = words.yes_no(constat.chiffre).capitalize()
    if constat.chiffre:
        encrypted = "Oui : base entièrement chiffrée (SQLCipher, AES-256), phrase de passe longue"
    return (
        ("Données chiffrées", encrypted),
        (
            "Clé ou phrase de passe connue d’un tiers",
            words.SECRETS[constat.secret] if constat.secret else "",
        ),
        (
            "Dernière sauvegarde",
            at_words(held.backup_at, zone) if held and held.backup_at else "Aucune connue",
        ),
        (
            "Dernière synchronisation",
            at_words(held.sync_at, zone) if held and held.sync_at else "Aucune connue",
        ),
        ("Référence du poste au Département", held.appareil if held else ""),
    )


def _told(constat: Constat) -> str:
    said = words.yes_no(constat.informees).capitalize()
    return f"{said} : {constat.information}" if constat.information else said


def _listed(labels: "Mapping[_CodeT, str]", codes: "Iterable[_CodeT]") -> str:
    return "\n".join(labels[code] for code in codes)
