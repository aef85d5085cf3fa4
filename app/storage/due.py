"""Rows whose term has come: no query shows them, from the first one after the unlocking on."""

from typing import TYPE_CHECKING, Final

from sqlalchemy.orm import ORMExecuteState, with_loader_criteria

from app.storage.tables.base import Retained

if TYPE_CHECKING:
    from datetime import date

INCLUDE_DUE: Final = "include_due"  # execution option of the queries that must see everything


def hide(state: ORMExecuteState) -> None:
    """Add « the term has not come » to every query on a row that has a term."""
    if not state.is_select or state.execution_options.get(INCLUDE_DUE, False):
        return
    today: date = state.session.info["today"]
    state.statement = state.statement.options(
        with_loader_criteria(Retained, lambda cls: cls.due_on > today, include_aliases=True)
    )
