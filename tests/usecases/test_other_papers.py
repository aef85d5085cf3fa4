"""The papers beside the list of an interview: language, on request, quick help, refusal."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.documents.kinds import PapierKind
from app.domain.entretien import Canal, Issue
from app.domain.identifiers import EntretienId, PapierId
from app.domain.prescription import Decision, Sens
from app.storage import decisions, langues
from app.usecases.interview import deciding, paper_languages, papers, receiving
from app.usecases.interview.papers import PaperGoneError
from app.usecases.interview.reviewing import review
from app.usecases.papers import desk_papers
from app.usecases.papers.desk_papers import Shuttle
from app.usecases.papers.take_home import TakeHome, quick_sheet, take_home
from app.usecases.workplace import Workplace
from tests.documents.examples import pages_of, text_of
from tests.documents.other_examples import CANIGO
from tests.ui.workplace import LOT_ET_GARONNE, MakeWorkplace, new_workplace, workplace
from tests.usecases.test_day import follow, interview

__all__ = ["new_workplace", "workplace"]  # fixtures


def sheet_id(place: Workplace, entretien_id: EntretienId) -> PapierId:
    known = papers.papers_of(place, entretien_id)
    return next(one.id for one in known if one.kind is PapierKind.FEUILLE)


def test_the_language_chosen_at_the_notice_is_that_of_the_papers_until_the_answers_go(
    new_workplace: MakeWorkplace, tmp_path: Path
) -> None:
    place = new_workplace(LOT_ET_GARONNE)
    begun = receiving.receive(place, Canal.SUR_PLACE)
    assert paper_languages.chosen(place, begun.id) == "fr"
    assert len(pages_of(tmp_path, papers.produce_notice(place, begun.id).content)) == 3
    paper_languages.choose(place, begun.id, "uk")
    assert len(pages_of(tmp_path, papers.produce_notice(place, begun.id).content)) == 5
    paper_languages.choose(place, begun.id, "fr")
    assert len(pages_of(tmp_path, papers.produce_notice(place, begun.id).content)) == 3

    entretien_id = interview(place, "X11", nom="Esquisse")
    paper_languages.choose(place, entretien_id, "en")
    follow(place, entretien_id)
    deciding.finish(place, entretien_id, Issue.PRESCRIPTION)
    page = papers.produce(place, sheet_id(place, entretien_id))
    pages = pages_of(tmp_path, page.content)
    assert "Votre feuille" in pages[0]
    assert "Your sheet" in pages[1]
    papers.mark_printed(place, sheet_id(place, entretien_id), page.pdf_hash)
    with place.database.reading() as session:
        assert langues.load(session, entretien_id) == ""  # gone with the answers (000 l. 116)
    paper_languages.choose(place, entretien_id, "ar")
    assert paper_languages.chosen(place, entretien_id) == "fr"  # nothing comes back


def test_the_page_taken_home_says_what_was_done_what_next_and_whom_to_call(
    workplace: Workplace, tmp_path: Path
) -> None:
    entretien_id = interview(workplace)
    follow(workplace, entretien_id)
    made = papers.produce(workplace, sheet_id(workplace, entretien_id))
    text = text_of(tmp_path, made.content)
    for said in (
        "Ce que nous avons fait",
        "Vous recevez 10 Pass numériques.",
        "Votre prochain rendez-vous",
        "Qui appeler ?",
        workplace.structure.telephone,
        "Vous pouvez aussi demander",
    ):
        assert said in text
    assert "EXEMPLIER" not in text


def test_the_diagnosis_is_printed_on_request_for_the_person_and_for_the_agent(
    workplace: Workplace, tmp_path: Path
) -> None:
    entretien_id = interview(workplace)
    follow(workplace, entretien_id)
    assert papers.on_request(workplace, entretien_id) == (
        PapierKind.DIAGNOSTIC,
        PapierKind.DIAGNOSTIC_AGENT,
        PapierKind.RECU,
    )
    paper_languages.choose(workplace, entretien_id, "uk")
    told = {one.label: one.values for one in review(workplace, entretien_id).asked}
    assert told["Langue des papiers"] == ("ukrainien",)  # what is kept is shown (RGPD, art. 15)
    person = papers.produce_on_request(workplace, entretien_id, PapierKind.DIAGNOSTIC)
    mine = text_of(tmp_path, person.content)
    assert "Votre point de départ" in mine
    assert "Votre envie d’apprendre" in mine
    agent = papers.produce_on_request(workplace, entretien_id, PapierKind.DIAGNOSTIC_AGENT)
    words = text_of(tmp_path, agent.content)
    for said in ("Simone EXEMPLIER", "Règle qui a décidé", "Réponses", "À ne pas remettre"):
        assert said in words
    assert workplace.questionnaire.guide.sha256[:12] in words
    receipt = papers.produce_on_request(workplace, entretien_id, PapierKind.RECU)
    assert "J’ai reçu un carnet de 10 Pass." in text_of(tmp_path, receipt.content)
    with pytest.raises(PaperGoneError):
        papers.produce_on_request(workplace, entretien_id, PapierKind.AFFICHE)


def test_where_answers_may_not_stay_with_a_name_the_agents_sheet_has_none(
    new_workplace: MakeWorkplace, tmp_path: Path
) -> None:
    """000 art. 5, l. 116: nom, prénom, adresse alone stand with a name."""
    place = new_workplace(LOT_ET_GARONNE)
    entretien_id = interview(place, "X11", nom="Esquisse")
    follow(place, entretien_id)
    kinds = papers.on_request(place, entretien_id)
    assert kinds == (PapierKind.DIAGNOSTIC, PapierKind.DIAGNOSTIC_AGENT)  # no carnet in the hand
    made = papers.produce_on_request(place, entretien_id, PapierKind.DIAGNOSTIC_AGENT)
    words = text_of(tmp_path, made.content)
    assert "Sans nom" in words
    assert "ESQUISSE" not in words


def test_a_quick_help_and_a_mandate_end_in_the_same_page(
    workplace: Workplace, tmp_path: Path
) -> None:
    quick = quick_sheet(workplace, ["securite_numerique"], langue="en")
    assert quick.subject_id == ""
    pages = pages_of(tmp_path, quick.content)
    assert "Nous vous avons aidé pour : la sécurité, un mot de passe." in pages[0]
    assert "We helped you with: safety, a password." in pages[1]
    done = take_home(workplace, TakeHome(acts=("changer votre adresse",), prenom="Zoé"))
    assert "Nous avons fait pour vous : changer votre adresse." in text_of(tmp_path, done.content)


@pytest.mark.obligation("S3-04")
def test_a_shuttle_sheet_carries_a_first_name_and_a_chosen_contact_alone(
    workplace: Workplace, tmp_path: Path
) -> None:
    said = Shuttle(prenom="Zoé", contact="06 00 00 00 00", motifs=("pass",), oral=True)
    words = text_of(tmp_path, desk_papers.shuttle(workplace, said).content)
    assert "Prénom : Zoé" in words
    assert "Pour vous joindre : 06 00 00 00 00" in words
    assert "Coupon à renvoyer" in words
    assert list(desk_papers.motifs(workplace)) == ["apprendre", "demarche", "pass", "autre"]
    without = replace(workplace, convention=CANIGO)
    assert "pass" not in desk_papers.motifs(without)


@pytest.mark.obligation("S0-33")
def test_a_refusal_is_written_in_plain_words_with_what_to_do_next(
    new_workplace: MakeWorkplace, tmp_path: Path
) -> None:
    place = new_workplace(LOT_ET_GARONNE)
    entretien_id = interview(place, "X11", nom="Esquisse")
    made = follow(place, entretien_id).prescription
    assert made is not None
    with pytest.raises(PaperGoneError):
        papers.produce_refusal(place, entretien_id)
    for motif, words in (
        ("credits", "L’argent prévu pour les Pass cette année est dépensé."),
        ("motif_disparu", "Le Département a donné une autre raison."),
    ):
        decision = Decision(
            prescription_id=made.id,
            sens=Sens.REFUSEE,
            decided_on=date(2026, 11, 25),
            motif=motif,
        )
        with place.database.writing() as session:
            decisions.receive(
                session, decision, received_at=place.clock.now(), due_on=date(2030, 11, 25)
            )
        letter = text_of(tmp_path, papers.produce_refusal(place, entretien_id).content)
        assert words in letter
        assert "Que faire maintenant ?" in letter
        assert "Nous avons accepté" not in letter
