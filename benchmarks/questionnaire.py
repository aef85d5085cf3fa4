"""Answering the example interviews: the engine and the guide, without a window."""

import time
from datetime import UTC, datetime

from app.questionnaire.form.definition import load_form
from app.questionnaire.form.session import FormSession
from app.questionnaire.form.workbook import xform_of
from app.questionnaire.guide.diagnosis import diagnose
from app.questionnaire.guide.loading import load_guide
from app.questionnaire.workbook.reading import read_workbook
from benchmarks.statistics import p95, summary
from demonstration.persons import DATA, examples

WORKBOOK = DATA.parent / "questionnaires" / "autonomie-numerique.xlsx"
LIMIT_S = 0.030  # questionnaire.md part 2: « answer p95 < 30 ms »


def measure() -> dict[str, object]:
    """Answer every question of every example person; time each answer and each diagnosis."""
    form = load_form(xform_of(WORKBOOK))
    guide = load_guide(read_workbook(WORKBOOK))
    paths = {path.rpartition("/")[2]: path for path in form.by_path}
    answering: list[float] = []
    diagnosing: list[float] = []
    for person in examples().values():
        session = FormSession(form, now=datetime.now(tz=UTC), zone=UTC)
        given: dict[str, tuple[str, ...] | str] = {}
        for question, codes in person.answers.items():
            started = time.perf_counter()
            session.answer(paths[question], " ".join(codes))
            answering.append(time.perf_counter() - started)
            several = guide.questions[question].several
            given[question] = codes if several else codes[0]
            started = time.perf_counter()
            diagnose(guide, profile="strasbourg", answers=given, tranche_age=person.tranche_age)
            diagnosing.append(time.perf_counter() - started)
    worst = max(p95(answering), p95(diagnosing))
    return {
        "limit_ms": LIMIT_S * 1000,
        "within_limit": worst <= LIMIT_S,
        "answer": summary(answering),
        "diagnosis": summary(diagnosing),
    }
