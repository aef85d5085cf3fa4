"""What the parties write to each other: instructions received, changes and difficulties told."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from app.domain.instruction import FauteInstruction, RubriqueInstruction
from app.usecases.conformity import conformite_papers
from app.usecases.conformity.conformite import OnlyReferentError
from app.usecases.journal import read
from app.usecases.registers import instructions, notices
from app.usecases.registers.instructions import InstructionMistakenError
from app.usecases.registers.notices import Avis, NothingSaidError
from app.usecases.workplace import Workplace
from tests.documents.examples import text_of
from tests.fast_vault import fast_vaults
from tests.obligations.conftest import Place
from tests.ui.workplace import (
    LOT_ET_GARONNE,
    MakeWorkplace,
    add_colleague,
    as_agent,
    new_workplace,
)

__all__ = ["new_workplace"]  # a fixture


@pytest.fixture(autouse=True)
def quick() -> Iterator[None]:
    with fast_vaults():
        yield


def opened(content: bytes) -> tuple[EmailMessage, str]:
    """Return a draft as a mail program reads it, and its words."""
    message = message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage)
    return message, str(message.get_content())


def noted(place: Workplace, objet: str, day: date = date(2026, 11, 20)) -> int:
    made = instructions.note(
        place, recue_on=day, auteur="Service numérique", reference="DN/2026/12", objet=objet
    )
    return made.numero


@pytest.mark.obligation("S0-54")
def test_each_instruction_received_is_logged_with_its_day_its_author_and_its_reference(
    new_workplace: MakeWorkplace, tmp_path: Path
) -> None:
    """L. 142: « documenter par écrit toute instruction concernant le traitement des données »."""
    lot = new_workplace(LOT_ET_GARONNE)
    file = conformite_papers.produce_file(lot).content
    assert "Aucune n’a été notée sur ce poste." in text_of(tmp_path, file)
    assert noted(lot, "Ne plus saisir le complément d’adresse.") == 1
    assert noted(lot, "Annule et remplace l’instruction 1.") == 2
    assert [one.objet for one in instructions.received(lot)] == [
        "Ne plus saisir le complément d’adresse.",
        "Annule et remplace l’instruction 1.",
    ]
    file = conformite_papers.produce_file(lot).content
    told = text_of(tmp_path, file)
    for said in ("N° 1, reçue le 20 novembre 2026", "Service numérique, référence DN/2026/12"):
        assert said in told
    assert b'"reference": "DN/2026/12"' in conformite_papers.produce_data(lot)
    assert [one.kind for one in read(lot)][:2] == ["instruction_notee", "instruction_notee"]


def test_an_instruction_from_tomorrow_or_of_nobody_is_refused_and_the_referent_alone_notes(
    place: Place,
) -> None:
    lot = place(LOT_ET_GARONNE)
    with pytest.raises(InstructionMistakenError) as caught:
        instructions.note(
            lot, recue_on=date(2026, 11, 23), auteur=" ", reference="", objet="x" * 601
        )
    assert caught.value.fautes == {
        RubriqueInstruction.RECUE_ON: FauteInstruction.AVENIR,
        RubriqueInstruction.AUTEUR: FauteInstruction.MANQUE,
        RubriqueInstruction.OBJET: FauteInstruction.TROP_LONG,
    }
    colleague = as_agent(lot, add_colleague(lot))
    with pytest.raises(OnlyReferentError):
        noted(colleague, "Rien.")
    assert instructions.received(lot) == ()


@pytest.mark.obligation("S0-21")
def test_a_change_that_touches_prescriptions_is_told_the_departement_in_a_draft(
    place: Place,
) -> None:
    """L. 82: « tout changement de situation qui pourrait avoir un impact sur la prescription »."""
    lot = place(LOT_ET_GARONNE)
    made = notices.prepare(lot, Avis.CHANGEMENT, "Le service ferme du 1er au 20 août.\n")
    message, words = opened(made.content)
    assert message["Subject"] == "Changement de situation – CCAS d’Illustration"
    assert message["X-Unsent"] == "1"  # a draft: somebody reads it again and sends it
    assert message["To"] is None  # 000 gives no address for this: it is written by hand
    for said in (
        "Délégation de prescription des Pass numériques",
        "Convention du 14 juin 2021",
        "Le service ferme du 1er au 20 août.",
        "22 novembre 2026",
        "Camille Martin",
        "03 00 00 00 00",
    ):
        assert said in words.replace("\u00a0", " "), said
    assert made.file_name == "changement-2026-11-22.eml"


@pytest.mark.obligation("S3-27")
def test_another_referent_is_told_by_name_without_delay(place: Place) -> None:
    """003, art. 7, l. 151-153: « En cas de changement de référent … sans délai »."""
    lot = place(LOT_ET_GARONNE)
    party = replace(lot.convention.departement, courriel="pass@metropole.example")
    metropole = replace(lot, convention=replace(lot.convention, departement=party))
    message, words = opened(notices.prepare(metropole, Avis.REFERENT, "Depuis lundi.").content)
    assert message["To"] == "pass@metropole.example"
    assert "Référent : Camille Martin" in words
    assert "sans délai" in words


@pytest.mark.obligation("S4-17")
def test_a_difficulty_is_told_at_once_and_an_empty_message_tells_nothing(place: Place) -> None:
    """004, art. 1, l. 78: « se tenir immédiatement informés de toute difficulté survenant »."""
    lot = place(LOT_ET_GARONNE)
    with pytest.raises(NothingSaidError):
        notices.prepare(lot, Avis.DIFFICULTE, " \n")
    message, words = opened(notices.prepare(lot, Avis.DIFFICULTE, "Plus d’accès.").content)
    assert str(message["Subject"]).startswith("Difficulté rencontrée")
    assert "sans attendre" in words
