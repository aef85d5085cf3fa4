"""A version of the questionnaire that reads well and cannot be computed."""

from dataclasses import replace
from functools import cache

from app.questionnaire.form.definition import load_form
from app.questionnaire.form.model import FormDefinition
from app.usecases.workplace import Workplace


@cache
def form() -> FormDefinition:
    """Return a form that asks for a billion copies of a group."""
    text = (
        '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" '
        'xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>Trop</h:title><model>'
        '<instance><data id="trop"><F4/><nombre/><fiche jr:template=""><nom/></fiche></data>'
        '</instance><bind nodeset="/data/nombre" type="int" calculate="1000000000"/>'
        "</model></h:head><h:body>"
        '<input ref="/data/F4"><label>Votre demande</label></input>'
        '<group ref="/data/fiche"><label>Fiche</label>'
        '<repeat nodeset="/data/fiche" jr:count=" /data/nombre ">'
        '<input ref="/data/fiche/nom"><label>Nom</label></input></repeat></group>'
        "</h:body></h:html>"
    )
    return load_form(text.encode())


def ask_too_much(workplace: Workplace) -> Workplace:
    """Let the workplace ask this form instead of its own, and return it."""
    workplace.shelf.current = replace(workplace.questionnaire, form=form())
    return workplace
