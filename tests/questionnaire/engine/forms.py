"""Small forms for the tests, written as XForms."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from app.questionnaire.form.definition import load_form
from app.questionnaire.form.session import FormSession

if TYPE_CHECKING:
    from collections.abc import Mapping

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 8, 14, 9, 0, tzinfo=PARIS)
"""A Friday morning in summer: two hours ahead of UTC."""


def xform(*, nodes: str, binds: str = "", body: str = "", model: str = "") -> str:
    """Return a form whose root is `data`."""
    return f"""<h:html xmlns="http://www.w3.org/2002/xforms"
        xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa"
        xmlns:orx="http://openrosa.org/xforms" xmlns:odk="http://www.opendatakit.org/xforms">
      <h:head><h:title>Essai</h:title><model>
        <instance><data id="essai" version="1">{nodes}</data></instance>
        {model}{binds}
      </model></h:head><h:body>{body}</h:body></h:html>"""


def session(
    xml: str, *, language: str | None = None, files: Mapping[str, str] | None = None
) -> FormSession:
    """Begin an interview."""
    return FormSession(load_form(xml, files=files or {}), now=NOW, zone=PARIS, language=language)


def computed(formula: str, **answers: str) -> str:
    """Return what a calculation gives; `a`, `b`… are the answers that it may name `/data/a`."""
    escaped = formula.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    nodes = "".join(f"<{name}>{value}</{name}>" for name, value in answers.items())
    xml = xform(
        nodes=f"{nodes}<result/>", binds=f'<bind nodeset="/data/result" calculate="{escaped}"/>'
    )
    return session(xml).state("/data/result").value
