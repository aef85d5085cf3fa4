"""What leaves: the PDF for the controller, the e-mail as a file, the person's receipt."""

import subprocess
from datetime import date, time
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from app.documents.courriel import is_address
from app.domain.demande import ActionLocale, Droit
from app.storage import exports
from app.storage.acces import MotifAcces, latest
from app.usecases.people import persons
from app.usecases.registers import demandes, demandes_papers, rights_files
from app.usecases.registers.demandes_papers import AddressMissingError
from app.usecases.workplace import Workplace
from tests.demandes.asking import request, sent
from tests.ui.workplace import LOT_ET_GARONNE, MakeWorkplace, add_colleague, as_agent
from tests.usecases.test_day import follow, interview


def said(pdf: bytes) -> str:
    """Return the words of a PDF on one line."""
    run = subprocess.run(
        ["pdftotext", "-q", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return " ".join(run.stdout.decode().replace("\u00a0", " ").split())


def opened(content: bytes) -> EmailMessage:
    """Return an e-mail as a mail program reads it."""
    message = message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage)
    return message


@pytest.fixture
def place(new_workplace: MakeWorkplace) -> Workplace:
    return new_workplace(LOT_ET_GARONNE)


@pytest.mark.obligation("S0-45")
def test_the_transmission_says_every_field_of_b10_with_what_is_held(place: Workplace) -> None:
    follow(place, interview(place, "X11", nom="Zwingelstein"))
    known = persons.open_record(place, persons.find(place, "Zwing")[0].personne.id)
    noted = demandes.register(
        place,
        request(time(9, 5), Droit.ACCES, Droit.EFFACEMENT, personne_id=known.personne.id),
    )
    demandes.note_action(place, noted.id, ActionLocale.COPIE_REMISE)
    paper = demandes_papers.transmission(place, noted.id)
    assert paper.file_name == "2026-CCASILL-R0001-transmission.pdf"
    words = said(paper.content)
    reference = known.prescriptions[0].prescription.reference
    for expected in (
        "Transmission n° 2026-CCASILL-R0001",
        "À transmettre au plus tard : 23 novembre 2026 à 9 h 05.",
        "dans un délai d’un mois",
        "Accès : voir ses données (RGPD, art. 15)",
        "Effacement : les faire effacer (RGPD, art. 17)",
        "Le Département de Lot-et-Garonne contact-dpd@lotetgaronne.fr",
        "22 novembre 2026 à 9 h 05",
        "Accueil – sur place",
        "Simone Zwingelstein",
        "06 00 00 00 00",
        "Paul Représentant (mandat à demander)",
        "« Je veux tout voir. »",
        f"Prescription {reference} Faite le 22 novembre 2026, préparée, pas encore envoyée",
        "Nom, prénom, adresse postale",  # 000 l. 116: nothing else is kept
        "Copie lisible des données remise, le 22 novembre 2026 à 10 h 12",
        "Camille Martin, CCAS d’Illustration",
    ):
        assert expected in words, expected


def test_a_person_unknown_here_is_transmitted_with_nothing_held(place: Workplace) -> None:
    noted = demandes.register(place, request(who="Ana Dehors"))
    words = said(demandes_papers.transmission(place, noted.id).content)
    assert "Aucune donnée de cette personne n’est connue sur ce poste." in words
    assert "Catégories de données" not in words


def test_the_receipt_gives_the_person_the_two_delays(place: Workplace) -> None:
    noted = demandes.register(place, request(time(9, 5)))
    words = said(demandes_papers.receipt(place, noted.id).content)
    assert "Votre demande a été reçue le 22 novembre 2026 à 9 h 05." in words
    assert "Elle est transmise au Département de Lot-et-Garonne sous 24 heures." in words
    assert "Il vous répond dans un délai d’un mois." in words
    assert "Je veux tout voir" not in words


def test_the_mail_opens_with_its_pdf_and_names_nobody_outside_of_it(place: Workplace) -> None:
    noted = demandes.register(place, request(time(9, 5)))
    file = demandes_papers.mail(place, noted.id)
    assert (file.file_name, file.to) == ("2026-CCASILL-R0001.eml", "contact-dpd@lotetgaronne.fr")
    mail = opened(file.content)
    assert mail["To"] == "contact-dpd@lotetgaronne.fr"
    assert mail["Subject"] == "Demande d’exercice de droits 2026-CCASILL-R0001"
    assert mail["Date"] == "Sun, 22 Nov 2026 10:12:00 +0100"
    assert (mail["X-Unsent"], mail["Message-ID"]) == ("1", None)
    (attached,) = mail.iter_attachments()
    assert attached.get_content_type() == "application/pdf"
    assert attached.get_filename() == "2026-CCASILL-R0001-transmission.pdf"
    body = mail.get_body()
    assert body is not None
    assert "22 novembre 2026" in body.get_content().replace("\u00a0", " ")
    assert "Zwingelstein" not in body.get_content() + str(mail["Subject"])
    assert "Simone Zwingelstein" in said(attached.get_content())


def test_where_the_convention_gives_no_address_somebody_types_it_once(
    workplace: Workplace,
) -> None:
    noted = demandes.register(workplace, request())
    with pytest.raises(AddressMissingError):
        demandes_papers.mail(workplace, noted.id)
    with pytest.raises(AddressMissingError):
        demandes_papers.keep_address(workplace, "dpo@structure.example\nBcc: a@b.example")
    demandes_papers.keep_address(workplace, "dpo@structure.example")
    mail = opened(demandes_papers.mail(workplace, noted.id).content)
    assert mail["To"] == "dpo@structure.example"
    words = said(demandes_papers.receipt(workplace, noted.id).content)
    assert "au délégué à la protection des données de la structure" in words


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("contact-dpd@lotetgaronne.fr", True),
        ("sichardaire@albretcommunaute", False),  # as 000 l. 124 writes it: no domain
        ("a@b.fr, c@d.fr", False),
        ("a b@c.fr", False),
        ("", False),
    ],
)
def test_an_address_is_one_plain_address(text: str, *, valid: bool) -> None:
    assert is_address(text) is valid


def test_reading_a_colleague_s_person_for_it_is_noted(place: Workplace) -> None:
    follow(place, interview(place, nom="Zwingelstein"))
    known = persons.find(place, "Zwing")[0].personne
    noted = demandes.register(place, request(personne_id=known.id))
    demandes_papers.transmission(place, noted.id)
    with place.database.reading() as session:
        assert latest(session) == []
    colleague = as_agent(place, add_colleague(place))
    demandes_papers.mail(colleague, noted.id)
    with place.database.reading() as session:
        (opening,) = latest(session)
    assert (opening.agent_id, opening.personne_id, opening.motif) == (
        colleague.agent.id,
        known.id,
        MotifAcces.DROITS,
    )


def test_the_file_of_a_known_person_is_tracked(place: Workplace, tmp_path: Path) -> None:
    follow(place, interview(place, nom="Zwingelstein"))
    known = persons.find(place, "Zwing")[0].personne
    noted = demandes.register(place, request(personne_id=known.id))
    stranger = demandes.register(place, request(who="Ana Dehors"))
    for one in (noted, stranger):
        file = demandes_papers.mail(place, one.id)
        path = tmp_path / file.file_name
        path.write_bytes(file.content)
        rights_files.note_request_file(place, one.id, path, file.content)
    with place.database.reading() as session:
        found = exports.of_personne(session, known.id)
    assert [(one.kind, one.chemin.name) for one in found] == [
        ("courriel_droits", "2026-CCASILL-R0001.eml")
    ]


def test_the_day_of_the_sending_stands_in_what_is_printed_after_it(place: Workplace) -> None:
    noted = demandes.register(place, request())
    demandes.note_sending(place, noted.id, sent(time(9, 30), date(2026, 11, 22)))
    words = said(demandes_papers.transmission(place, noted.id).content)
    assert "Transmise le 22 novembre 2026 à 9 h 30" in words
