"""Compare two workbooks whole."""

from app.questionnaire.difference.guide import compare_guide
from app.questionnaire.difference.model import Detail, Difference
from app.questionnaire.difference.questions import compare_questions
from app.questionnaire.difference.rows import rows_of
from app.questionnaire.difference.words import SETTINGS
from app.questionnaire.workbook.cells import Workbook


def compare(former: Workbook, latter: Workbook) -> Difference:
    """Return what `latter` changes of `former`; neither need be right, only readable."""
    return Difference(
        general=_settings(former, latter),
        questions=compare_questions(former, latter),
        guide=compare_guide(former, latter),
    )


def _settings(former: Workbook, latter: Workbook) -> tuple[Detail, ...]:
    was = next(iter(rows_of(former, "settings")), None)
    now = next(iter(rows_of(latter, "settings")), None)
    headings = dict.fromkeys([*(now.columns if now else ()), *(was.columns if was else ())])
    found: list[Detail] = []
    for heading in headings:
        before, after = was[heading] if was else "", now[heading] if now else ""
        if before != after:
            found.append(Detail(SETTINGS.get(heading, heading), before, after))
    return tuple(found)
