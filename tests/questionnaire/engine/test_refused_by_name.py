"""Parts of ODK that this engine leaves out: a form that asks for one is refused, by name."""

import pytest

from app.questionnaire.form.definition import load_form
from app.questionnaire.form.failures import FormError
from app.questionnaire.form.markdown import plain
from app.questionnaire.form.session import FormSession
from tests.questionnaire.engine.forms import NOW, PARIS, session, xform

MEDIA = """<itext><translation lang="fr"><text id="/data/a:label"><value>Le logo</value>
  <value form="{kind}">jr://images/logo.png</value></text></translation></itext>"""

REFUSED = [
    (
        '<instance id="__last-saved" src="jr://instance/last-saved"/>',
        "réponses de l’entretien précédent (last-saved)",
    ),
    ('<instance id="x" src="jr://file/x.xml"/>', "« x.xml » est en XML, non pris en charge"),
    ('<instance id="x" src="jr://file/x.geojson"/>', "« x.geojson » est en GEOJSON"),
    ('<instance id="x" src="jr://file-csv/x.csv"/>', "il manque la table jointe « x.csv »"),
    (
        '<odk:setgeopoint event="odk-instance-first-load" ref="/data/a"/>',
        "/data/a : l’action « setgeopoint » (prendre la position) n’est pas prise en charge",
    ),
    ('<odk:recordaudio event="odk-instance-load" ref="/data/a"/>', "« recordaudio »"),
    (MEDIA.format(kind="image"), "/data/a image : le texte montre une image, non pris en charge"),
    (MEDIA.format(kind="audio"), "le texte montre un son"),
    (MEDIA.format(kind="video"), "le texte montre une vidéo"),
]


@pytest.mark.parametrize(("model", "words"), REFUSED, ids=[words[-40:] for _, words in REFUSED])
def test_a_part_of_odk_that_is_left_out_is_named(model: str, words: str) -> None:
    xml = xform(nodes="<a/>", model=model, body='<input ref="/data/a"/>')
    with pytest.raises(FormError) as refusal:
        load_form(xml)
    assert words in str(refusal.value)
    load_form(xml, strict=False)


def test_an_action_of_a_question_is_named_too() -> None:
    body = """<input ref="/data/a">
      <odk:setgeopoint event="xforms-value-changed" ref="/data/a"/></input>"""
    with pytest.raises(FormError, match="setgeopoint"):
        load_form(xform(nodes="<a/>", body=body))


def test_a_text_with_an_image_keeps_its_words_in_a_tolerant_reading() -> None:
    xml = xform(
        nodes="<a/>",
        model=MEDIA.format(kind="image"),
        body="""<input ref="/data/a"><label ref="jr:itext('/data/a:label')"/></input>""",
    )
    label = load_form(xml, strict=False).translations["fr"]["/data/a:label"]
    assert "".join(chunk for chunk in label.chunks if isinstance(chunk, str)) == "Le logo"


def test_the_advice_for_readers_of_the_paper_is_no_part_of_the_question() -> None:
    xml = xform(
        nodes="<a/>",
        model=MEDIA.format(kind="guidance"),
        body="""<input ref="/data/a"><label ref="jr:itext('/data/a:label')"/></input>""",
    )
    assert session(xml).state("/data/a").label == "Le logo"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Nom", "Nom"),
        ("**Nom** et _prénom_", "Nom et prénom"),
        ("*Nom* __complet__", "Nom complet"),
        ("# Titre\nsuite", "Titre\nsuite"),
        ('Le <span style="color:red">rouge</span>', "Le rouge"),
        ("Voir [le site](https://exemple.fr)", "Voir le site (https://exemple.fr)"),
        ("3 * 4 * 5 = 60", "3 * 4 * 5 = 60"),
        ("mon_nom_de_code", "mon_nom_de_code"),
        (r"cinq \* six", "cinq * six"),
        ("moins de < 3 ans, n° #4", "moins de < 3 ans, n° #4"),
    ],
)
def test_a_label_is_shown_without_its_marks(written: str, shown: str) -> None:
    assert plain(written) == shown


def test_many_open_marks_are_read_at_once() -> None:
    assert plain("*a " * 3000) == "*a " * 3000


def test_an_output_that_does_not_say_its_value_is_refused_and_shows_nothing() -> None:
    # web-forms shows nothing for `ref`, which JavaRosa takes for `value`: no form may hang on it.
    label = '<label>Bonjour <output ref="/data/a"/>!</label>'
    xml = xform(nodes="<a>Odile</a>", body=f'<input ref="/data/a">{label}</input>')
    with pytest.raises(FormError, match="« output » du texte ne dit pas sa « value »"):
        load_form(xml)
    form = FormSession(load_form(xml, strict=False), now=NOW, zone=PARIS)
    assert form.state("/data/a").label == "Bonjour !"
