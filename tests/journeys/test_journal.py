"""The journal at the real window: read, chosen, checked, on paper, as a table; workers are told."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from sqlalchemy import text

from app.ui.pages.reglages.journal import wiring as journal_wiring
from app.usecases import journal
from app.usecases.journal import Famille
from demonstration import gestures
from tests.documents.examples import text_of
from tests.journeys.laptop import Laptop, Screen
from tests.ui.workplace import PASSPHRASE
from tests.usecases.test_day import interview


def kinds(screen: Screen) -> list[str]:
    return [f"{line.kind} {line.detail}".strip() for line in journal.read(screen.workplace)]


@pytest.mark.long
def test_the_journal_is_read_chosen_checked_and_kept_as_pdf_and_table_by_keys(
    laptop: Laptop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table, paper = tmp_path / "journal.csv", tmp_path / "journal.pdf"
    monkeypatch.setattr(journal_wiring, "ask_where", lambda *_, **__: table)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(paper), ""))
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        interview(screen.workplace, nom="Tourterellier")
        hand.open_tab("checkJournal")
        hand.see("Journal des accès et des actes", "Camille Martin : poste ouvert")
        hand.push("checkJournal")
        hand.see("Le journal est entier")
        hand.push("printJournal")
        hand.find("paperDialog").activateWindow()
        hand.push("savePdf")
        hand.see("Le document est enregistré. Ce fichier n’est pas chiffré")
        hand.push("closePaper")
        hand.until(lambda: not hand.shows("closePaper"), "the end of the paper")
        hand.window.activateWindow()
        hand.until(hand.window.isActiveWindow, "the window in front")
        hand.pick(f"short-{Famille.ACCES.value}")
        hand.see("Aucune ligne ne correspond à ce choix.")
        hand.pick(f"short-{Famille.POSTE.value}")
        hand.push("saveJournal")
        hand.see("Le tableau est enregistré.")
        hand.until(lambda: kinds(screen)[:2] == ["enregistrement journal"] * 2, "both noted")
    rows = table.read_text(encoding="utf-8-sig").splitlines()
    assert rows[0] == "Jour;Heure;Qui;Quoi;Précision;Dossier"
    assert any(row.endswith("Camille Martin;Poste ouvert;;") for row in rows)
    said = text_of(tmp_path, paper.read_bytes())
    assert "Novembre 2026" in said
    assert "entier, en cours" in said
    assert "Dossier créé" in said
    assert "Tourterellier" not in said


@pytest.mark.long
def test_a_line_changed_behind_the_program_is_said_with_its_month_and_what_to_do(
    laptop: Laptop,
) -> None:
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        with screen.workplace.database.writing() as session:
            session.execute(text("UPDATE journal SET agent_id = 'autre' WHERE rang = 1"))
        hand.open_tab("checkJournal")
        hand.push("checkJournal")
        hand.see(
            "Le journal a été modifié.",
            "Novembre 2026 : une ligne a été modifiée (ligne 1).",
            "Vos dossiers ne sont pas touchés.",
            "Prévenez votre référent et le délégué à la protection des données.",
        )


def test_locking_and_closing_are_in_the_journal(laptop: Laptop) -> None:
    with laptop.window() as screen:
        gestures.unlock(screen.hand, PASSPHRASE)
        screen.hand.lock()
        gestures.unlock(screen.hand, PASSPHRASE)
    with laptop.window() as screen:
        gestures.unlock(screen.hand, PASSPHRASE)
        assert kinds(screen)[:5] == [
            "ouverture",
            "fermeture",
            "ouverture",
            "verrouillage",
            "ouverture",
        ]
