"""The functions of the language, by name.

Source: ODK XForms specification, « XPath functions »; the choice made is P1 and P2 of the
engine's brief. Geographic functions are left out on purpose: a form that uses them is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.questionnaire.expressions.functions import dates, logic, nodes, numbers, texts

if TYPE_CHECKING:
    from app.questionnaire.expressions.context import Function

FUNCTIONS: dict[str, Function] = {
    function.name: function
    for table in (logic.TABLE, numbers.TABLE, texts.TABLE, dates.TABLE, nodes.TABLE)
    for function in table
}
"""Every known function; the checker reads names and numbers of arguments here."""

GEOGRAPHIC: frozenset[str] = frozenset({"area", "distance", "geofence", "enclosed-area"})
"""Functions of ODK that this engine refuses by name."""
