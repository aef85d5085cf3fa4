from dataclasses import replace

from app.domain.entretien import Canal
from app.questionnaire.form.definition import load_form
from app.ui.pages.questionnaire.course import Course
from app.ui.pages.questionnaire.state import Kind
from app.usecases.interview import interviewing, receiving
from app.usecases.workplace import Workplace

FORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa">
<h:head><h:title>Essai</h:title><model>
<instance><data id="essai"><accueil/><groupe><naissance/><enfants/></groupe>
<taille/><heure/><lieu jr:template=""><nom/></lieu></data></instance>
<bind nodeset="/data/accueil" type="string" readonly="true()"/>
<bind nodeset="/data/groupe/naissance" type="date"/>
<bind nodeset="/data/groupe/enfants" type="int" constraint=". &lt; 20"
 jr:constraintMsg="Vérifiez l'âge."/>
<bind nodeset="/data/taille" type="decimal"/>
<bind nodeset="/data/heure" type="time"/>
<bind nodeset="/data/lieu/nom" type="string"/>
</model></h:head>
<h:body>
<input ref="/data/accueil"><label>Bienvenue</label></input>
<group ref="/data/groupe" appearance="field-list"><label>Vous</label>
<input ref="/data/groupe/naissance"><label>**Date** de naissance</label></input>
<input ref="/data/groupe/enfants"><label>Nombre d'enfants</label></input></group>
<input ref="/data/taille"><label>Taille</label></input>
<input ref="/data/heure"><label>Heure</label></input>
<group ref="/data/lieu"><label>Lieu</label><repeat nodeset="/data/lieu">
<input ref="/data/lieu/nom"><label>Nom du lieu</label></input></repeat></group>
</h:body></h:html>"""


def course(workplace: Workplace, **answers: str) -> Course:
    entretien = receiving.receive(workplace, Canal.SUR_PLACE)
    taken = interviewing.take(workplace, entretien.id)
    questionnaire = replace(taken.questionnaire, form=load_form(FORM.encode()))
    kept = {f"/data/{name.replace('__', '/')}": value for name, value in answers.items()}
    return Course(replace(taken, questionnaire=questionnaire, answers=kept), workplace.clock)


def test_each_type_of_answer_has_its_own_field(workplace: Workplace) -> None:
    there = course(workplace)
    kinds: list[list[Kind]] = []
    for step in there.steps():
        there.jump(step.path)
        kinds.append([view.kind for view in there.views({}, {})])
    assert kinds[1:5] == [
        [Kind.DATE, Kind.NUMBER],  # a field list stands on one screen
        [Kind.DECIMAL],
        [Kind.TIME],
        [],  # the screen that asks for another place
    ]
    assert kinds[0] == [Kind.NOTE]


def test_a_kept_date_is_shown_again(workplace: Workplace) -> None:
    there = course(workplace, groupe__naissance="1958-03-05")
    there.jump("/data/groupe")
    assert there.views({}, {})[0].text == "05/03/1958"


def test_a_constraint_says_its_message_with_a_french_apostrophe(workplace: Workplace) -> None:
    there = course(workplace)
    there.answer("/data/groupe/enfants", "30")
    there.jump("/data/groupe")
    assert there.views({}, {})[1].mistake == "Vérifiez l’âge."
    assert there.first_problem() == "/data/groupe/enfants"


def test_a_group_is_added_when_the_screen_asks(workplace: Workplace) -> None:
    there = course(workplace)
    there.jump("/data/lieu[range]")
    assert there.can_add
    before = len(there.steps())
    there.session.add_repeat("/data/lieu")
    assert len(there.steps()) == before + 1
    assert there.to_keep()["/data/lieu[range]"] == "1"


def test_a_label_is_read_without_its_markdown(workplace: Workplace) -> None:
    there = course(workplace)
    there.jump("/data/groupe")
    assert there.views({}, {})[0].label == "Date de naissance"
