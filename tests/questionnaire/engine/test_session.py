import pytest

from app.questionnaire.form.definition import load_form
from app.questionnaire.form.failures import AnswerRefusedError
from app.questionnaire.form.session import FormSession
from app.questionnaire.form.steps import StepKind
from app.questionnaire.trace import traced
from tests.questionnaire.engine.forms import NOW, PARIS, session, xform

HOUSEHOLD = xform(
    nodes="""<nom/><enfants>2</enfants><total/>
      <enfant jr:template=""><prenom/><age/><rang/><aine/></enfant>""",
    binds="""<bind nodeset="/data/nom" required="true()" jr:requiredMsg="Le nom, s’il vous plaît."/>
      <bind nodeset="/data/enfants" type="int" constraint=". &lt; 12"
            jr:constraintMsg="Moins de douze."/>
      <bind nodeset="/data/total" calculate="sum(/data/enfant/age)"/>
      <bind nodeset="/data/enfant/age" type="int"/>
      <bind nodeset="/data/enfant/rang" calculate="position(..)"/>
      <bind nodeset="/data/enfant/aine" relevant="../age &gt; 11 and position(..) = 1"/>""",
    body="""<input ref="/data/nom"><label>Nom</label></input>
      <input ref="/data/enfants"><label>Enfants</label></input>
      <group ref="/data/enfant"><label>Enfant <output value="position(.)"/></label>
        <repeat nodeset="/data/enfant" jr:count="/data/enfants" appearance="field-list">
          <input ref="/data/enfant/prenom"><label>Prénom</label></input>
          <input ref="/data/enfant/age"><label>Âge</label></input>
          <input ref="/data/enfant/aine"><label>Collégien</label></input>
        </repeat></group>""",
)

LANGUAGES = xform(
    nodes="<q/><r/>",
    model="""<itext>
      <translation lang="fr" default="true()">
        <text id="q"><value>Département</value></text>
        <text id="lg"><value>Lot-et-Garonne (<output value="/data/r"/>)</value></text>
        <text id="po"><value>Pyrénées-Orientales</value></text></translation>
      <translation lang="ca"><text id="q"><value>Departament</value></text>
        <text id="lg"><value>Òlt i Garona</value></text>
        <text id="po"><value>Pirineus Orientals</value></text></translation></itext>
      <instance id="d"><root>
        <item><itextId>lg</itextId><name>47</name><region>NA</region></item>
        <item><itextId>po</itextId><name>66</name><region>OC</region></item></root></instance>""",
    body="""<select1 ref="/data/q"><label ref="jr:itext('q')"/>
        <itemset nodeset="instance('d')/root/item[/data/r = '' or region = /data/r]">
          <value ref="name"/><label ref="jr:itext(itextId)"/></itemset></select1>
      <input ref="/data/r"/>""",
)


def test_a_count_drives_the_instances_and_positions_follow() -> None:
    form = session(HOUSEHOLD)
    assert form.state("/data/enfant[range]").count == 2
    assert form.state("/data/enfant[2]/rang").value == "2"
    assert form.state("/data/enfant[2]").label == "Enfant 2"
    form.answer("/data/enfants", "1")
    with pytest.raises(KeyError):
        form.state("/data/enfant[2]/rang")


def test_only_what_an_answer_can_touch_is_said_to_change() -> None:
    form = session(HOUSEHOLD)
    form.states()
    changed = form.answer("/data/enfant[1]/age", "12")
    assert changed == {"/data/enfant[1]/age", "/data/enfant[1]/aine"}  # a sum with a blank is blank
    assert form.answer("/data/enfant[2]/age", "3") == {"/data/enfant[2]/age", "/data/total"}
    assert form.state("/data/total").value == "15"


def test_a_required_answer_and_a_constraint_give_their_messages() -> None:
    form = session(HOUSEHOLD)
    assert form.state("/data/nom").message == "Le nom, s’il vous plaît."
    form.answer("/data/enfants", "13")
    assert form.state("/data/enfants").message == "Moins de douze."
    assert [problem.path for problem in form.problems()] == ["/data/nom", "/data/enfants"]


def test_the_steps_are_the_screens_that_apply() -> None:
    form = session(HOUSEHOLD)
    form.answer("/data/enfant[1]/age", "12")
    steps = list(form.steps())
    assert [step.path for step in steps] == [
        "/data/nom",
        "/data/enfants",
        "/data/enfant[1]",
        "/data/enfant[2]",
    ]
    assert steps[2].kind is StepKind.FIELD_LIST
    assert steps[2].questions == (
        "/data/enfant[1]/prenom",
        "/data/enfant[1]/age",
        "/data/enfant[1]/aine",
    )
    assert steps[3].questions == ("/data/enfant[2]/prenom", "/data/enfant[2]/age")
    assert steps[2].headings == ("Enfant 1",)
    assert form.step_after(None) == steps[0]
    assert form.step_after(steps[1]) == steps[2]
    assert form.step_before(steps[2]) == steps[1]
    assert form.step_after(steps[3]) is None
    assert form.step_before(steps[0]) is None


def test_an_answer_that_no_longer_applies_is_blank_and_comes_back() -> None:
    xml = xform(
        nodes="<a/><b/><c/>",
        binds="""<bind nodeset="/data/b" relevant="/data/a = 'oui'"/>
                 <bind nodeset="/data/c" calculate="concat('b vaut ', /data/b)"/>""",
        body='<input ref="/data/a"/><input ref="/data/b"/>',
    )
    form = session(xml)
    form.answer("/data/a", "oui")
    form.answer("/data/b", "x")
    assert form.state("/data/c").value == "b vaut x"
    form.answer("/data/a", "non")
    assert (form.state("/data/b").value, form.state("/data/c").value) == ("", "b vaut ")
    assert form.relevant_answers() == {
        "/data/a": "non",
        "/data/c": "b vaut ",
        "/data/orx:meta/orx:instanceID": form.state("/data/orx:meta/orx:instanceID").value,
    }
    again = FormSession(load_form(xml), now=NOW, zone=PARIS, restored=form.answers())
    again.answer("/data/a", "oui")
    assert again.state("/data/b").value == "x"


def test_a_group_that_does_not_apply_takes_all_below_with_it() -> None:
    xml = xform(
        nodes="<a/><g><b/></g>",
        binds="""<bind nodeset="/data/g" relevant="/data/a = '1'"/>
                 <bind nodeset="/data/g/b" required="true()"/>""",
        body='<input ref="/data/a"/><group ref="/data/g"><input ref="/data/g/b"/></group>',
    )
    form = session(xml)
    assert form.state("/data/g/b").required_ok
    assert form.answer("/data/a", "1") >= {"/data/g", "/data/g/b"}
    assert not form.state("/data/g/b").required_ok


def test_a_calculation_is_taken_over_only_when_its_result_changes() -> None:
    xml = xform(
        nodes="<a>1</a><b/>",
        binds='<bind nodeset="/data/b" calculate="/data/a * 2"/>',
        body='<input ref="/data/a"/><input ref="/data/b"/>',
    )
    form = session(xml)
    form.answer("/data/b", "mien")
    assert form.state("/data/b").value == "mien"
    again = FormSession(load_form(xml), now=NOW, zone=PARIS, restored=form.answers())
    assert again.state("/data/b").value == "mien"
    again.answer("/data/a", "4")
    assert again.state("/data/b").value == "8"


def test_choices_follow_their_filter_and_a_choice_no_longer_offered_is_blank() -> None:
    form = session(LANGUAGES)
    form.answer("/data/q", "66")
    form.answer("/data/r", "NA")
    state = form.state("/data/q")
    assert [option.value for option in state.options or ()] == ["47"]
    assert state.value == ""
    form.answer("/data/r", "")
    assert form.state("/data/q").value == "66"


def test_labels_follow_the_language_and_the_answers_they_name() -> None:
    form = session(LANGUAGES)
    form.answer("/data/r", "NA")
    state = form.state("/data/q")
    assert state.label == "Département"
    assert [option.label for option in state.options or ()] == ["Lot-et-Garonne (NA)"]
    assert "/data/q" in form.set_language("ca")
    state = form.state("/data/q")
    assert state.label == "Departament"
    assert [option.label for option in state.options or ()] == ["Òlt i Garona"]
    with pytest.raises(AnswerRefusedError, match="oc"):
        form.set_language("oc")


def test_several_choices_keep_the_order_of_the_list_and_a_ranking_that_of_the_person() -> None:
    items = "".join(
        f"<item><label>{name}</label><value>{name}</value></item>" for name in ("a", "b", "c")
    )
    xml = xform(
        nodes="<m/><k/><n/>",
        binds="""<bind nodeset="/data/n" calculate="jr:choice-name(/data/m, '/data/m')"/>""",
        body=f'<select ref="/data/m">{items}</select><odk:rank ref="/data/k">{items}</odk:rank>',
    )
    form = session(xml)
    form.answer("/data/m", "c a z")
    form.answer("/data/k", "c a b")
    assert (form.state("/data/m").value, form.state("/data/k").value) == ("a c", "c a b")
    with pytest.raises(AnswerRefusedError, match="tous les choix"):
        form.answer("/data/k", "c a")
    form.answer("/data/m", "b")
    assert form.state("/data/n").value == "b"


def test_instances_are_added_filled_and_removed() -> None:
    xml = xform(
        nodes='<r jr:template=""><a>x</a><b/></r><t/>',
        binds="""<bind nodeset="/data/t" calculate="join(' ', /data/r/a)"/>
          <bind nodeset="/data/r/b" calculate="indexed-repeat(/data/r/a, /data/r, 1)"/>""",
        body="""<repeat nodeset="/data/r"><input ref="/data/r/a"/>
          <setvalue event="odk-new-repeat" ref="/data/r/a" value="concat('n', position(..))"/>
          </repeat>""",
    )
    form = session(xml)
    assert form.state("/data/r").count == 0
    form.add_repeat("/data/r")
    form.add_repeat("/data/r")
    assert form.state("/data/t").value == "n1 n2"
    form.answer("/data/r[2]/a", "deux")
    assert form.state("/data/r[2]/b").value == "n1"
    again = FormSession(load_form(xml), now=NOW, zone=PARIS, restored=form.answers())
    assert again.states() == form.states()
    assert "/data/r[1]/a" in form.remove_repeat("/data/r", 1)
    assert form.state("/data/r[1]/a").value == "deux"
    assert form.state("/data/r[1]/b").value == "deux"
    assert [step.kind for step in form.steps()][-1] is StepKind.REPEAT
    with pytest.raises(KeyError):
        form.remove_repeat("/data/r", 2)


def test_values_are_set_at_the_start_and_when_another_answer_changes() -> None:
    xml = xform(
        nodes="<d/><a/><seen/>",
        model="""<setvalue event="odk-instance-first-load" ref="/data/d" value="today()"/>""",
        body="""<input ref="/data/a">
          <setvalue event="xforms-value-changed" ref="/data/seen" value="now()"/></input>""",
    )
    form = session(xml)
    assert form.state("/data/d").value == "2026-08-14"
    assert form.state("/data/seen").value == ""
    form.answer("/data/a", "1")
    assert form.state("/data/seen").value == "2026-08-14T09:00:00.000+02:00"
    form.answer("/data/d", "2026-01-01")
    again = FormSession(load_form(xml), now=NOW, zone=PARIS, restored=form.answers())
    assert again.state("/data/d").value == "2026-01-01"


def test_an_attached_table_is_searched() -> None:
    xml = xform(
        nodes="<cp>66500</cp><commune/><nombre/>",
        model='<instance id="communes" src="jr://file-csv/communes.csv"/>',
        binds="""<bind nodeset="/data/commune"
             calculate="pulldata('communes', 'nom', 'cp', /data/cp)"/>
          <bind nodeset="/data/nombre"
             calculate="count(instance('communes')/root/item[cp = /data/cp])"/>""",
    )
    table = "cp;nom\n47230;Lavardac\n66500;Prades\n66500;Catllar\n"
    form = session(xml, files={"communes.csv": table})
    assert form.state("/data/commune").value == "Prades"
    assert form.state("/data/nombre").value == "2"


def test_a_closed_question_takes_no_answer() -> None:
    xml = xform(
        nodes="<q/>",
        binds='<bind nodeset="/data/q" readonly="1 = 1"/>',
        body='<input ref="/data/q"/>',
    )
    with pytest.raises(AnswerRefusedError, match="lecture seule"):
        session(xml).answer("/data/q", "x")


def test_once_keeps_the_first_result() -> None:
    xml = xform(nodes="<q/>", binds='<bind nodeset="/data/q" calculate="once(uuid())"/>')
    form = session(xml)
    kept = form.state("/data/q").value
    again = FormSession(load_form(xml), now=NOW, zone=PARIS, restored=form.answers())
    assert len(kept) == 36
    assert again.state("/data/q").value == kept


def test_a_shuffle_is_the_same_for_the_same_seed() -> None:
    items = "".join(f"<item><name>{name}</name></item>" for name in "abcdef")
    xml = xform(
        nodes="<q/>",
        model=f'<instance id="l"><root>{items}</root></instance>',
        body="""<select1 ref="/data/q"><itemset nodeset="randomize(instance('l')/root/item, 42)">
          <value ref="name"/><label ref="name"/></itemset></select1>""",
    )
    first, second = (session(xml).state("/data/q").options for _ in range(2))
    assert first == second
    assert sorted(option.value for option in first or ()) == list("abcdef")
    assert [option.value for option in first or ()] != list("abcdef")


def test_a_trace_tells_a_step_that_cannot_be_done() -> None:
    trace = traced(
        load_form(HOUSEHOLD),
        [["/data/rien", "x"], {"add": "/data/enfant"}, ["/data/nom", "Odile"], 7],
        now=NOW,
        zone=PARIS,
    )
    statuses = [step["status"].partition(":")[0] for step in trace["steps"]]
    assert statuses == ["no-node", "threw", "ok", "threw"]
    assert list(trace["steps"][2]["changed"]) == ["/data/nom"]
    assert trace["final"]["/data/orx:meta/orx:instanceID"]["value"] == "uuid:*"


def test_the_rule_of_a_repeat_is_judged_in_each_instance() -> None:
    """Measured in the ODK engine: the range stands where a first instance would."""
    xml = xform(
        nodes="<r><y/></r><r><y/></r>",
        binds='<bind nodeset="/data/r" relevant="position(.) &gt; 1"/>',
        body='<repeat nodeset="/data/r"><input ref="/data/r/y"/></repeat>',
    )
    form = session(xml)
    assert not form.state("/data/r[1]/y").relevant
    assert form.state("/data/r[2]/y").relevant
