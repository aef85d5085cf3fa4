"""The questionnaire to fill in by hand; what it must say is read off the sheets by hand."""

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from app.documents.blank_questionnaire import BlankQuestionnaireData, blank_questionnaire_pdf
from app.documents.blank_questionnaire_outline import Answer, Outline, outline_of
from app.documents.blank_questionnaire_routes import COMPUTED, Routes, routes_of
from app.domain.convention import Convention
from app.questionnaire.form.definition import load_form
from app.questionnaire.form.session import FormSession
from app.questionnaire.form.workbook import xform_of
from app.questionnaire.guide.loading import load_guide
from app.questionnaire.guide.model import Guide
from app.questionnaire.workbook.reading import read_workbook
from tests.documents.examples import (
    LOT_ET_GARONNE,
    STRASBOURG,
    STRUCTURE,
    alternatives_of,
    fonts_of,
    info_of,
    pages_of,
    structure_of,
    text_of,
)
from tests.paths import RESOURCES
from tests.questionnaire.engine.forms import NOW, PARIS, xform

WORKBOOK = RESOURCES / "questionnaires" / "autonomie-numerique.xlsx"
QUESTIONS = 30  # rows of survey.csv that are neither begin_group nor end_group


@cache
def guide() -> Guide:
    return load_guide(read_workbook(WORKBOOK))


def outline(xml: str | bytes) -> Outline:
    form = load_form(xml)
    return outline_of(form, guide(), FormSession(form, now=NOW, zone=PARIS))


@cache
def ours() -> Outline:
    return outline(xform_of(WORKBOOK))


CONVENTIONS = {"strasbourg": STRASBOURG, "lot-et-garonne": LOT_ET_GARONNE}


@cache
def paper(convention: str = "strasbourg") -> bytes:
    return made(CONVENTIONS[convention])


def made(convention: Convention) -> bytes:
    return blank_questionnaire_pdf(
        BlankQuestionnaireData(
            convention=convention,
            structure=STRUCTURE,
            outline=ours(),
            workbook_hash="4f9c1d20aa77",
            printed_on=date(2026, 11, 22),
        )
    )


def jumps_of(routes: Routes) -> dict[tuple[str, str], str]:
    return {(path.rpartition("/")[2], code): way for (path, code), way in routes.jumps.items()}


def conditions_of(routes: Routes) -> dict[tuple[int, ...], str]:
    return {
        tuple(item.number for item in stretch.items): stretch.condition
        for stretch in routes.stretches
        if stretch.condition
    }


# -- our questionnaire ----------------------------------------------------------------------------


def test_every_question_has_its_number_its_words_and_its_answers() -> None:
    numbers = [item.number for item in ours().questions]
    assert numbers == list(range(1, QUESTIONS + 1))
    first, services = ours().questions[:2]
    assert first.label == "Qu’est-ce qui vous aiderait aujourd’hui ?"
    assert first.answer is Answer.ONE
    assert services.answer is Answer.SEVERAL
    assert [option.key for option in services.options] == list("123456789abcdef")
    assert services.options[-1].label == "Je préfère ne pas répondre"
    assert ours().questions[4].noted_by_worker  # « Langue de l’entretien », pose_a: agent


def test_an_answer_that_ends_the_questions_says_so_beside_it() -> None:
    """F4 = rien rules out all that follows; B1 = jamais rules out B2 alone (survey.csv)."""
    assert jumps_of(routes_of(ours())) == {
        ("F4", "rien"): "c’est fini",
        ("B1", "jamais"): "passez à la question 13",
    }


def test_the_other_conditions_stand_above_the_questions_they_govern() -> None:
    assert conditions_of(routes_of(ours())) == {
        (13, 14): "À poser seulement si vous avez coché « Un smartphone », « Une tablette » ou "
        "« Un ordinateur » à la question 10, ou si la réponse à la question 11 n’est pas "
        "« Jamais ». Sinon, passez à la question 15.",
        tuple(range(15, 25)): "À poser seulement si la réponse à la question 11 n’est pas "
        "« Jamais ». Sinon, passez à la question 25.",
        (30,): "À poser seulement si la réponse à la question 1 est « Apprendre à faire moi-même, "
        "avec des séances » ou « Une aide sur une démarche précise, puis continuer sans aide ». "
        "Sinon, c’est fini.",
    }


# -- other people's forms ---------------------------------------------------------------------


def test_no_and_yes_lead_to_different_questions() -> None:
    routes = routes_of(
        outline(
            xform(
                nodes="<a/><b/><c/>",
                binds="""<bind nodeset="/data/b" relevant="/data/a = 'oui'"/>""",
                body=choice("a", "oui", "non", "nr") + text("b") + text("c"),
            )
        )
    )
    way = "passez à la question 3"
    assert jumps_of(routes) == {("a", "non"): way, ("a", "nr"): way}
    assert conditions_of(routes) == {}


def test_a_calculated_condition_is_not_guessed() -> None:
    routes = routes_of(
        outline(
            xform(
                nodes="<a/><n/><b/>",
                binds="""<bind nodeset="/data/a" type="int"/>
                  <bind nodeset="/data/n" calculate="/data/a * 2"/>
                  <bind nodeset="/data/b" relevant="/data/n &gt; 30"/>""",
                body=text("a") + text("b"),
            )
        )
    )
    assert conditions_of(routes) == {(2,): COMPUTED}


def test_the_condition_of_a_group_governs_what_lies_in_it() -> None:
    found = outline(
        xform(
            nodes="<a/><g><b/></g><c/>",
            binds="""<bind nodeset="/data/a" type="int"/>
              <bind nodeset="/data/g" relevant="/data/a &gt;= 18"/>""",
            body=text("a")
            + '<group ref="/data/g"><label>Adultes</label>'
            + text("b", "/data/g/b")
            + "</group>"
            + text("c"),
        )
    )
    assert conditions_of(routes_of(found)) == {
        (2,): "À poser seulement si la réponse à la question 1 est 18 ou plus. "
        "Sinon, passez à la question 3."
    }
    assert found.questions[1].headings == ("Adultes",)


def test_notes_repeats_and_closed_questions_find_their_place() -> None:
    found = outline(
        xform(
            nodes="<n/><d/><total/><r jr:template=''><e/></r>",
            binds="""<bind nodeset="/data/n" readonly="true()" type="string"/>
              <bind nodeset="/data/d" type="date"/>
              <bind nodeset="/data/total" calculate="1 + 1"/>""",
            body='<input ref="/data/n"><label>Bonjour **à vous**</label></input>'
            + text("d")
            + '<group ref="/data/r"><label>Enfant</label><repeat nodeset="/data/r">'
            + text("e", "/data/r/e")
            + "</repeat></group>",
        )
    )
    assert [(item.number, item.answer, item.repeated) for item in found.items] == [
        (0, Answer.NOTE, ""),
        (1, Answer.DATE, ""),
        (2, Answer.TEXT, "Enfant"),
    ]
    assert found.items[0].label == "Bonjour à vous"


def choice(name: str, *codes: str) -> str:
    items = "".join(
        f"<item><label>{code.upper()}</label><value>{code}</value></item>" for code in codes
    )
    return f'<select1 ref="/data/{name}"><label>{name}</label>{items}</select1>'


def text(name: str, path: str = "") -> str:
    return f'<input ref="{path or f"/data/{name}"}"><label>{name}</label></input>'


# -- the paper ----------------------------------------------------------------------------------


def squeezed(words: str) -> str:
    return re.sub(r"\s", "", words)


def test_every_word_of_the_questionnaire_is_on_the_paper(tmp_path: Path) -> None:
    printed = squeezed(text_of(tmp_path, paper()))
    for item in ours().items:
        assert squeezed(item.label) in printed
        assert f"{item.number}." in printed
        assert squeezed(item.hint) in printed
        for option in item.options:
            assert squeezed(f"{option.key.upper()} {option.label}") in printed
    assert squeezed("4 Rien pour l’instant – c’est fini") in printed
    assert squeezed("1 Jamais – passez à la question 13") in printed


def test_each_answer_is_an_empty_box_for_who_listens(tmp_path: Path) -> None:
    boxes = [words for words in alternatives_of(paper()) if "case à cocher, vide" in words]
    answers = sum(len(item.options) for item in ours().items)
    assert len(boxes) == answers + 2  # on the spot, by telephone
    spoken = squeezed(structure_of(tmp_path, paper()).replace('"', ""))
    assert squeezed("Utilisez-vous internet, sur un téléphone ou un autre appareil") in spoken


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_the_paper_is_numbered_tagged_and_names_its_version(
    convention: str, tmp_path: Path
) -> None:
    pages = pages_of(tmp_path, paper(convention))
    for number, page in enumerate(pages, 1):
        assert f"page {number}/{len(pages)}" in page
        assert "version 4f9c1d20" in page
    assert "Tagged:          yes" in info_of(tmp_path, paper(convention))
    assert all("AtkinsonHyperlegible" in font for font in fonts_of(tmp_path, paper(convention)))


def test_there_is_a_mark_and_a_day_but_no_place_for_a_name(tmp_path: Path) -> None:
    first = pages_of(tmp_path, paper())[0]
    assert "Repère" in first
    assert "Date de l’entretien" in first
    assert "N’écrivez aucun nom ici" in first
    assert not re.search(r"\b(Nom|Prénom|Adresse|Signature)\b", text_of(tmp_path, paper()))


def test_where_answers_live_a_day_the_paper_says_so(tmp_path: Path) -> None:
    """000 art. 5, l. 116: the notice promises that they are erased the same day."""
    assert "Le jour même" in text_of(tmp_path, paper("lot-et-garonne"))
    assert "Le jour même" not in text_of(tmp_path, paper())


def test_the_same_questionnaire_gives_the_same_bytes() -> None:
    assert made(STRASBOURG) == paper()
