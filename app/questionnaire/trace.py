"""Play an interview from a list of steps and tell what each step changed.

The layout is that of the golden traces made with the official ODK engine, so that both can be
compared node by node.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from app.questionnaire.expressions.failures import EvaluationError
from app.questionnaire.form.failures import AnswerRefusedError
from app.questionnaire.form.session import FormSession

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from app.questionnaire.form.model import FormDefinition
    from app.questionnaire.form.state import NodeState

Json = dict[str, Any]
_UUID = re.compile(r"uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DEVICE = {"deviceid": "dev:harness", "phonenumber": "0"}
"""The device that the golden traces were made on."""

_KINDS = {
    "calculated": "model-value",
    "select1": "select",
    "instance": "repeat-instance",
}


def traced(
    definition: FormDefinition, steps: Sequence[object], *, now: datetime, zone: tzinfo
) -> Json:
    """Return the trace of an interview: `initial`, `steps`, `final`.

    A step is `[path, value]`, `{"add": path}`, `{"remove": path, "index": 1}` or
    `{"lang": name}`. A step that cannot be done is told in its `status`, never raised.
    """
    session = FormSession(definition, now=now, zone=zone, properties=_DEVICE)
    before = snapshot(session)
    initial = before
    played: list[Json] = []
    for step in steps:
        status = _status(session, step)
        after = snapshot(session)
        told: Json = {
            "step": step,
            "status": status,
            "changed": {path: node for path, node in after.items() if before.get(path) != node},
        }
        removed = [path for path in before if path not in after]
        if removed:
            told["removed"] = removed
        played.append(told)
        before = after
    return {"initial": initial, "steps": played, "final": before}


def snapshot(session: FormSession) -> dict[str, Json]:
    """Return the states of all nodes, as a trace writes them."""
    return {path: node_json(state) for path, state in session.states().items()}


def _status(session: FormSession, step: object) -> str:
    try:
        _play(session, step)
    except (AnswerRefusedError, EvaluationError) as fault:
        return f"threw: {fault}"
    except KeyError:
        return "no-node"
    except (TypeError, ValueError, LookupError):
        return "threw: étape incomprise"
    return "ok"


def _play(session: FormSession, step: Any) -> None:  # noqa: ANN401 -- foreign JSON, matched below
    match step:
        case [str() as path, str() as value]:
            session.answer(path, value)
        case {"add": str() as path}:
            session.add_repeat(path)
        case {"remove": str() as path, "index": int() as index}:
            session.remove_repeat(path, index)
        case {"lang": str() as name}:
            session.set_language(name)
        case _:
            raise ValueError(step)


def node_json(state: NodeState) -> Json:
    """Return the state of one node as a trace writes it."""
    told: Json = {"kind": _kind(state), "relevant": state.relevant}
    if state.kind not in {"root", "group", "repeat", "instance"}:
        told |= {
            "value": _UUID.sub("uuid:*", state.value),
            "required": state.required,
            "readonly": state.readonly,
            "constraint_ok": state.constraint_ok,
            "required_ok": state.required_ok,
            "valid": state.valid,
        }
        if state.message is not None:
            told["message"] = state.message
        if state.options is not None:
            told["options"] = [option.value for option in state.options]
    if state.label is not None:
        told["label"] = state.label
    if state.count is not None:
        told["count"] = state.count
    return told


def _kind(state: NodeState) -> str:
    if state.kind == "repeat":
        return f"repeat-range:{'controlled' if state.counted else 'uncontrolled'}"
    return _KINDS.get(state.kind, state.kind)


def steps_of(document: Mapping[str, Any] | Sequence[Any]) -> list[object]:
    """Return the steps of a list of steps or of a whole trace."""
    if isinstance(document, Mapping):
        return [step["step"] for step in document["steps"]]
    return list(document)
