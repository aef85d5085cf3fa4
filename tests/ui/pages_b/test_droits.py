"""What the questions before an erasure say, by the person's own situation."""

from dataclasses import replace

from app.domain.demande import Droit
from app.domain.droits import Effet, Finalite
from app.ui.dossiers.erasing import erasure_words
from app.ui.pages.droits.questions import refusing, unlocking
from app.usecases.destruction.erasing import Loss

BARE = Loss(entretiens=1, prescriptions=1, papiers=0, transmises=0, imprimes=0, hold=None)


def test_saved_files_go_too_and_copies_elsewhere_do_not() -> None:
    words = erasure_words("Simone EXEMPLIER", replace(BARE, fichiers=2)).replace("\u00a0", " ")
    assert "2 fichiers enregistrés : supprimés aussi, s’ils sont encore en place" in words
    assert "Hors de portée du programme : les copies faites ailleurs." in words


def test_a_request_that_has_not_left_is_named_before_its_name_goes() -> None:
    one = erasure_words("Simone EXEMPLIER", replace(BARE, demandes=1)).replace("\u00a0", " ")
    assert "1 demande n’est pas encore transmise, et le nom partira" in one
    more = erasure_words("Simone EXEMPLIER", replace(BARE, demandes=2)).replace("\u00a0", " ")
    assert "2 demandes ne sont pas encore transmises, et le nom partira" in more
    assert "ransmettez d’abord" not in erasure_words("Simone EXEMPLIER", BARE)


def test_a_withdrawal_that_takes_everything_says_everything_it_takes() -> None:
    question = refusing(
        Droit.RETRAIT_CONSENTEMENT, Finalite.PRESCRIPTION, Effet.TOUT_EFFACER, "Simone X", BARE
    )
    assert question.destructive
    assert "Simone X\u00a0: identité, adresse, réponses et histoire" in question.text
    assert question.confirm == "Tout effacer pour toujours"
    optional = refusing(
        Droit.OPPOSITION, Finalite.RECONTACT, Effet.NE_PLUS_UTILISER, "Simone X", BARE
    )
    assert not optional.destructive
    assert "Simone X" not in optional.text
    assert optional.title == "Noter cette opposition\u00a0?"


def test_a_file_without_passphrase_is_warned_about() -> None:
    assert unlocking().destructive
    assert "Quiconque trouve ce fichier" in unlocking().text
