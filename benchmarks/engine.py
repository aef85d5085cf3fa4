"""The engine on forms of 504 and of 5,000 questions: loading, answering, memory, growth.

Each size runs in a process of its own, so that its memory is its own. Every question is answered
in the order of the form. For an answer, two figures: *answer*, until all values and rules
are right again, and *shown*, which adds the state (labels, choices, messages) of all that changed.

Where the environment names the official engine (see `engine_peer`), it answers the same questions
of the same form in the same run; it renders labels while it answers, so it is held against *shown*.
"""

import gc
import json
import math
import subprocess
import sys
import time
import tracemalloc
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from app.questionnaire.form.definition import load_form
from app.questionnaire.form.failures import AnswerRefusedError
from app.questionnaire.form.model import FormDefinition
from app.questionnaire.form.session import FormSession
from benchmarks.engine_answers import steps_for
from benchmarks.engine_form import blocks_for, form_of
from benchmarks.engine_peer import official_timing
from benchmarks.statistics import p95, summary

ROOT: Final = Path(__file__).parents[1]
SMALL, LARGE = 504, 5_000
ROUNDS: Final = 3
LOAD_LIMIT_S: Final = 0.300  # questionnaire.md part 2: « load q500 < 300 ms »
ANSWER_LIMIT_S: Final = 0.030  # the same: « answer p95 < 30 ms »
GROWTH_LIMIT: Final = 1.2  # time ~ questions ** 1.2 at most: 1 is linear
LOAD_GOAL, ANSWER_GOAL = 15.0, 4.0  # issue 3: « 15 × faster to load, 4 × to answer »
NOW: Final = datetime(2026, 8, 14, 9, 0, tzinfo=ZoneInfo("Europe/Paris"))


def measure() -> dict[str, object]:
    """Measure both sizes, and the official engine where it is installed."""
    small, large = _in_a_process(SMALL), _in_a_process(LARGE)
    growth = {
        name: round(_exponent(small, large, name), 2)
        for name in ("load_s", "begin_s", "answer_p95_s", "shown_p95_s", "memory_mb")
    }
    checks = {
        "load": small["load_s"] <= LOAD_LIMIT_S,
        "answer": small["shown_p95_s"] <= ANSWER_LIMIT_S,
        "growth": max(growth.values()) <= GROWTH_LIMIT,
    }
    found: dict[str, object] = {
        "small": _told(small),
        "large": _told(large),
        "growth_exponent": growth,
        "growth_limit": GROWTH_LIMIT,
        "load_limit_ms": LOAD_LIMIT_S * 1000,
        "answer_limit_ms": ANSWER_LIMIT_S * 1000,
    }
    xml, _ = form_of(blocks_for(SMALL))
    official = official_timing(xml, steps_for(load_form(xml)))
    if official is None:
        found["official_engine"] = "absent"
    else:
        load = official["load"] / (small["load_s"] + small["begin_s"])
        answer = p95(official["answers"]) / small["shown_p95_s"]
        checks["ratio_load"] = load >= LOAD_GOAL
        checks["ratio_answer"] = answer >= ANSWER_GOAL
        found["official_engine"] = {
            "load_ms": round(official["load"] * 1000),
            "answer": summary(official["answers"]),
            "refused": official["refused"],
            "memory_mb": round(official["memory"] / 1e6, 1),
            "times_faster_to_load": round(load, 1),
            "goal_load": LOAD_GOAL,
            "times_faster_to_answer": round(answer, 1),
            "goal_answer": ANSWER_GOAL,
        }
    return {"within_limit": all(checks.values()), "checks": checks, **found}


def _exponent(small: dict[str, Any], large: dict[str, Any], name: str) -> float:
    """Return x such that the figure grows as the number of questions to the power of x."""
    return math.log(large[name] / small[name]) / math.log(large["questions"] / small["questions"])


def _told(figures: dict[str, Any]) -> dict[str, object]:
    return {
        "questions": figures["questions"],
        "answers": figures["answers"],
        "load_ms": round(figures["load_s"] * 1000, 1),
        "begin_ms": round(figures["begin_s"] * 1000, 1),
        "memory_mb": round(figures["memory_mb"], 1),
        "answer": figures["answer"],
        "shown": figures["shown"],
    }


def _in_a_process(questions: int) -> dict[str, Any]:
    xml, shown = form_of(blocks_for(questions))
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.engine"],
        check=True,
        cwd=ROOT,
        input=xml,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    return {"questions": shown, **json.loads(done.stdout)}


def figures_of(xml: str) -> dict[str, Any]:
    """Load, begin and answer a form, here and now."""
    loading: list[float] = []
    beginning: list[float] = []
    answering: list[float] = []
    showing: list[float] = []
    for _ in range(ROUNDS):
        gc.collect()  # the form and the interview of the round before are none of this one's
        started = time.perf_counter()
        definition = load_form(xml)
        loaded = time.perf_counter()
        session = _begun(definition)
        begun = time.perf_counter()
        session.states()  # what a window has shown before the first answer
        loading.append(loaded - started)
        beginning.append(begun - loaded)
        for path, value in steps_for(definition):
            _answer(session, path, value, answering, showing)
    return {
        "answers": len(answering),
        "load_s": min(loading),
        "begin_s": min(beginning),
        "answer_p95_s": p95(answering),
        "shown_p95_s": p95(showing),
        "answer": summary(answering),
        "shown": summary(showing),
        "memory_mb": _memory_mb(xml),
    }


def _begun(definition: FormDefinition) -> FormSession:
    return FormSession(definition, now=NOW, zone=ZoneInfo("Europe/Paris"))


def _memory_mb(xml: str) -> float:
    """Return what a form and an interview of it, shown once, hold of memory."""
    tracemalloc.start()
    session = _begun(load_form(xml))
    session.states()
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return held / 1e6


def _answer(
    session: FormSession, path: str, value: str, answering: list[float], showing: list[float]
) -> None:
    started = time.perf_counter()
    try:
        changed = session.answer(path, value)
    except (KeyError, AnswerRefusedError):
        return  # not there at present: nobody could answer it
    answered = time.perf_counter()
    for one in changed:
        session.state(one)
    answering.append(answered - started)
    showing.append(time.perf_counter() - started)


if __name__ == "__main__":
    print(json.dumps(figures_of(sys.stdin.read())))
