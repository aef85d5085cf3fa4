"""A mandate from the door to the destruction, by keys in the real window; nothing is left of it."""

import subprocess
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from app.domain.mandat_listes import Aboutissement, EtatMandat, NatureActe, Resultat
from app.usecases.mandats import overview
from app.usecases.people import persons
from demonstration import gestures
from demonstration.hand import Key
from tests.journeys.conftest import NewLaptop
from tests.journeys.laptop import Screen
from tests.journeys.witness import Witness
from tests.leaks import leaks
from tests.ui.workplace import CONFLENT, PASSPHRASE

NAME, STREET = "Zwingelstein", "7 chemin des Oliviers fictifs"
BUSINESS, OFFICE = "Actualiser ma situation fictive", "Caisse imaginaire du Conflent"
DATA = "Relevé de carrière"


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where the system's dialogs put every file."""
    made = tmp_path / "cle"
    made.mkdir()

    def place(_parent: object, _title: str, suggested: str, *_: str) -> tuple[str, str]:
        return str(made / Path(suggested).name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", place)
    return made


def words_of(pdf: Path) -> str:
    run = subprocess.run(
        ["pdftotext", "-q", "-layout", str(pdf), "-"], capture_output=True, check=True
    )
    return " ".join(run.stdout.decode().replace("\u00a0", " ").split())


def fronted(hand: Witness) -> None:
    """Bring the window in front, as a window manager does."""
    hand.window.activateWindow()
    hand.until(hand.window.isActiveWindow, "the window in front")


def save_paper(hand: Witness) -> None:
    """Keep the paper on screen as a file, for another's printer; close it."""
    hand.push("savePdf")
    hand.see("Le document est enregistré.")
    hand.push("closePaper")
    hand.until(lambda: not hand.shows("closePaper"), "the paper closed")
    fronted(hand)


def enter_person(hand: Witness) -> None:
    hand.push("doorMandate")
    hand.write("personSearch", f"{NAME} Odette")
    hand.see("Personne à ce nom ici.")
    hand.push("goOn")
    hand.see("Nouvelle personne")
    hand.write("voie", STREET)
    hand.write("code_postal", "66500")
    hand.pick("short-66149")
    hand.push("goOn")
    hand.see("Peut-elle signer un mandat", "A-t-elle 18 ans ou plus")


def say_who_may_sign(hand: Witness) -> None:
    """Answer the four questions, one wrongly first."""
    hand.push("goOn")
    hand.see("Posez la question, notez la réponse.")
    hand.pick("short-oui", inside="majeure")
    hand.pick("short-sauvegarde", inside="mesure")
    hand.see("Pas de mandat aujourd’hui", "Pendant une sauvegarde de justice, pas de mandat ici.")
    hand.press(Key.Key_Left)
    hand.until(lambda: not hand.shows("endBlocked"), "nothing in the way")
    hand.pick("short-oui", inside="comprend")
    hand.pick("short-oui", inside="souhaite")
    hand.push("goOn")
    hand.see("Quelles démarches", "Ajouter une ligne")


def write_lines(hand: Witness) -> None:
    """Write a line by hand, another from the offers; take one out and back."""
    hand.push("goOn")
    hand.see("Ajoutez au moins une ligne")
    hand.push("addDo")
    hand.push("keepLine")
    hand.see("Choisissez une famille.", "Écrivez le nom de l’organisme.")
    hand.pick("short-social_sante", inside="famille")
    hand.write("organisme", OFFICE)
    hand.write("objet", BUSINESS)
    hand.pick("short-en_ligne", inside="canal")
    hand.push("keepLine")
    hand.see(BUSINESS, f"{OFFICE} · en ligne")
    hand.push("addAsk")
    hand.write("organisme", "carsat")
    hand.pick("short-CARSAT (retraite)", inside="courant")
    hand.pick(f"short-{DATA}", inside="modele")
    hand.push("keepLine")
    hand.see(DATA, "CARSAT (retraite)")
    hand.push("removeLine-2")
    hand.see(f"« {DATA} » est retirée.")
    hand.push("undoLine")
    hand.until(lambda: not hand.shows("undoLine"), "the line back")
    hand.see(DATA)
    hand.push("goOn")


def say_terms_and_inform(hand: Witness) -> None:
    hand.see("Pour combien de temps")
    hand.pick("choice-en_presence", inside="mode")
    hand.pick("short-31", inside="duree")
    hand.see("Signé maintenant, il prendrait fin le mercredi 23 décembre 2026 à 10 h 12.")
    hand.push("goOn")
    hand.see("Informer la personne", f"demander à CARSAT (retraite) : {DATA}", "1 mois (31 jours)")
    hand.push("goOn")
    hand.see("Expliquez les trois points")
    for code in ("donnees", "droits", "demarches"):
        hand.push(f"told-{code}")
    last = hand.find("told-demarches")
    hand.until(lambda: "10\u00a0h\u00a012" in last.accessibleDescription(), "the hour beside it")


def killed_here(hand: Witness) -> None:
    """Lock without going on: what was given so far is kept."""
    hand.lock()
    gestures.unlock(hand, PASSPHRASE)
    hand.see("À finir", "Projet de mandat · 2 lignes")


def take_up(hand: Witness, screen: Screen) -> None:
    (draft,) = overview.listing(screen.workplace)
    hand.push(f"takeUp-{draft.mandat.id}")
    hand.see("Vérifier l’identité", "Jamais un numéro, jamais une copie.")


def see_identity(hand: Witness) -> None:
    hand.push("goOn")
    hand.see("Choisissez le document que vous avez vu.")
    hand.pick("short-cni", inside="piece")
    hand.pick("short-oui", inside="valide")
    hand.write("naissance", "14/02/1951")
    hand.push("goOn")
    hand.see("Lire, imprimer, signer", "Prendrait fin")


def print_and_sign(hand: Witness, stick: Path) -> None:
    """See the project, then print the originals, sign both and hand one over."""
    hand.push("showProject")
    hand.see("Projet")
    hand.push("closePaper")
    hand.until(lambda: not hand.shows("closePaper"), "the paper closed")
    fronted(hand)
    hand.push("printOriginals")
    hand.see("Dites comment le texte lui est parvenu.")
    hand.pick("choice-lue_a_voix_haute", inside="lecture")
    hand.push("printOriginals")
    save_paper(hand)
    hand.see("Imprimé le 22 novembre 2026", "Prend fin le mercredi 23 décembre 2026 à 10 h 12.")
    (pdf,) = stick.glob("*.pdf")
    words = words_of(pdf)
    for expected in (NAME.upper(), BUSINESS, "Exemplaire 1/2", "Exemplaire 2/2", "14 février 1951"):
        assert expected in words
    assert "sans valeur" not in words
    hand.push("goOn")
    hand.see("Le mandat n’existe qu’une fois signé par les deux, ici.")
    hand.pick("choice-les_deux", inside="signatures")
    hand.pick("choice-remis", inside="signatures")
    hand.push("goOn")
    hand.see("Le mandat commence.", "En cours", f"1. {BUSINESS}")


def act_and_tell(hand: Witness) -> None:
    hand.push("noteAct-1")
    hand.push("line1FormKeep")
    hand.see("Choisissez ce que vous avez fait.", "Choisissez le résultat.")
    hand.pick("short-depot", inside="line1Form")
    hand.pick("short-en_attente", inside="line1Form")
    hand.push("line1FormKeep")
    hand.see("Demande déposée – en attente de réponse", "Rendez-en compte à la personne.")
    hand.push("told-1-1")
    hand.see("dit à la personne aujourd’hui à 10 h 12")


def complete_first_line(hand: Witness, screen: Screen) -> None:
    """End the first of two lines: the other one goes on, nothing is destroyed."""
    hand.push("lineDone-1")
    hand.push("line1FormKeep")
    hand.see("Dites comment vous le savez.")
    hand.pick("choice-reponse", inside="line1Form")
    hand.push("line1FormKeep")
    hand.see("Prend fin maintenant", "Continue", "1 réponse est encore attendue")
    hand.push("endLines")
    hand.see("C’est noté. Le reste du mandat continue.", "Aboutie")
    (running,) = overview.listing(screen.workplace)
    done = running.mandat.lignes[0].fin
    assert done is not None
    assert done.par is Aboutissement.REPONSE


def withdraw_the_rest(hand: Witness) -> None:
    """Withdraw what is left; the person's paper comes before the destruction."""
    hand.push("endMandate")
    hand.see("Mettre fin au mandat", "Pourquoi")
    hand.push("endNext")
    hand.see("Dites pourquoi il prend fin.")
    hand.pick("choice-retire", inside="fin")
    hand.pick("short-oral", inside="canal")
    hand.push("endNext")
    hand.see("Est détruit aujourd’hui, sans retour", "Imprimez-la maintenant")
    hand.push("showWithdrawal")
    save_paper(hand)
    hand.see("Le fichier enregistré est effacé avec les données du mandat.")
    hand.push("endAndDestroy")
    hand.confirm()
    hand.see("Le mandat est terminé", "Numéro de destruction")
    hand.push("showWithdrawal-0")
    save_paper(hand)
    hand.push("showCertificate-0")
    hand.see("destruction")
    hand.push("closePaper")
    hand.until(lambda: not hand.shows("closePaper"), "the paper closed")
    fronted(hand)
    hand.push("leaveEnded")


@pytest.mark.long
def test_a_mandate_is_taken_used_ended_and_nothing_is_left_of_it(
    new_laptop: NewLaptop, stick: Path
) -> None:
    laptop = new_laptop(CONFLENT)
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        enter_person(hand)
        say_who_may_sign(hand)
        write_lines(hand)
        say_terms_and_inform(hand)
        killed_here(hand)
        take_up(hand, screen)
        see_identity(hand)
        print_and_sign(hand, stick)
        act_and_tell(hand)
        (running,) = overview.listing(screen.workplace)
        assert running.mandat.etat is EtatMandat.ACTIF
        (act,) = overview.load(screen.workplace, running.mandat.id).actes
        assert (act.nature, act.resultat) == (NatureActe.DEPOT, Resultat.EN_ATTENTE)
        assert act.rendu_at is not None
        complete_first_line(hand, screen)
        assert leaks(laptop.folders, [NAME, STREET, BUSINESS]) == []  # the program is at work
        withdraw_the_rest(hand)
        assert overview.listing(screen.workplace) == []
        assert persons.find(screen.workplace, NAME, everyone=True) == []
        hand.lock()
    assert leaks(laptop.folders, [NAME, STREET, BUSINESS, OFFICE]) == []
    assert NAME.lower() not in " ".join(hand.titles).lower()
