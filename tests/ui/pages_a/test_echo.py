"""Answers that a text of the form repeats are words, whatever they look like."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.domain.entretien import Canal
from app.domain.identifiers import EntretienId
from app.questionnaire.form.definition import load_form
from app.questionnaire.form.markdown import plain, verbatim
from app.ui.pages.questionnaire import open_questionnaire
from app.ui.tasks import InlineRunner
from app.usecases.interview import interviewing, receiving
from app.usecases.workplace import Workplace
from tests.ui.pages_a.conftest import Desk

FORM = (
    '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">'
    '<h:head><h:title>Écho</h:title><model><instance><data id="echo"><nom/><redit/><copie/></data>'
    '</instance><bind nodeset="/data/redit" readonly="true()"/>'
    '<bind nodeset="/data/copie" calculate="/data/nom"/></model></h:head><h:body>'
    '<input ref="/data/nom"><label>Nom</label></input>'
    '<input ref="/data/redit"><label>**Vous** dites <output value="/data/nom"/> ?</label></input>'
    "</h:body></h:html>"
)


def told(workplace: Workplace, typed: str) -> EntretienId:
    form = load_form(FORM.encode())
    workplace.shelf.current = replace(workplace.questionnaire, form=form)
    entretien_id = receiving.receive(workplace, Canal.SUR_PLACE).id
    interviewing.keep_answer(workplace, entretien_id, "/data/nom", typed, position="/data/nom")
    return entretien_id


@pytest.mark.parametrize(
    "typed", ["Zoé <b>& Cie", "5 * 3 * 2", "a_b_ [c](d) # e\\*", "<br><i>x</i>"]
)
def test_a_note_repeats_what_was_typed_sign_for_sign(
    desk: Desk, workplace: Workplace, typed: str
) -> None:
    entretien_id = told(workplace, typed)
    desk.open_task(open_questionnaire(workplace, InlineRunner(), desk.walker, entretien_id))
    desk.press(Qt.Key.Key_Return)
    labels = [one for one in desk.task.findChildren(QLabel) if one.isVisible()]
    (note,) = [one for one in labels if one.text().startswith("Vous dites")]
    assert note.text() == f"Vous dites {typed} ?"
    assert note.textFormat() is Qt.TextFormat.PlainText
    kept = interviewing.take(workplace, entretien_id).answers
    assert kept["/data/nom"] == typed


def test_marks_of_the_form_itself_are_still_none_of_its_words() -> None:
    assert plain(f"**Bonjour** <b>{verbatim('<b>')}</b>") == "Bonjour <b>"
