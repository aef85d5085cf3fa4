"""Every fault that the service may sign, over real HTTP, as the worker will be told."""

from collections.abc import Callable
from typing import NoReturn

import pytest

from app.sync.department_service import DepartmentService
from app.sync.gateway import Cursor
from app.sync.outcomes import Outcome, Then
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.ui.messages import outcome_text
from app.ui.outcome_messages import OUTCOMES
from tests.sync.gateway_suite import new_item, outgoing
from tests.sync.scene import Scene, stopped


def raising(code: ErrorCode, place: str = "") -> Callable[..., NoReturn]:
    def fail(*_: object) -> NoReturn:
        raise ProtocolError(code, place)

    return fail


@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        (ErrorCode.PROTOCOL_VERSION, Outcome.VERSION_REFUSEE),
        (ErrorCode.UNKNOWN_DEVICE, Outcome.POSTE_INCONNU),
        (ErrorCode.DEVICE_REVOKED, Outcome.POSTE_NON_AUTORISE),
        (ErrorCode.WRONG_STRUCTURE, Outcome.POSTE_NON_AUTORISE),
        (ErrorCode.CLOCK, Outcome.HORLOGE),
        (ErrorCode.TOO_MANY_REQUESTS, Outcome.TROP_DE_DEMANDES),
        (ErrorCode.QUOTA, Outcome.QUOTA),
        (ErrorCode.UNAVAILABLE, Outcome.SERVICE_INDISPONIBLE),
        (ErrorCode.MALFORMED, Outcome.REPONSE_ILLISIBLE),
    ],
)
def test_a_signed_fault_of_the_whole_request_stops_the_run(
    scene: Scene,
    service: DepartmentService,
    monkeypatch: pytest.MonkeyPatch,
    code: ErrorCode,
    outcome: Outcome,
) -> None:
    monkeypatch.setattr(scene.wire, "_content", raising(code))
    for ask in (lambda: service.push([outgoing(new_item())]), lambda: service.pull(Cursor())):
        fault = stopped(ask)
        assert fault.outcome is outcome
        assert fault.outcome.stops_run


@pytest.mark.parametrize(
    ("code", "outcome", "then"),
    [
        (ErrorCode.FIELD_NOT_ALLOWED, Outcome.A_CORRIGER, Then.CORRECT),
        (ErrorCode.MALFORMED, Outcome.A_CORRIGER, Then.CORRECT),
        (ErrorCode.UNKNOWN_REVISION, Outcome.REVISION_INCONNUE, Then.CORRECT),
        (ErrorCode.ALREADY_DECIDED, Outcome.DEJA_DECIDEE, Then.DONE),
        (ErrorCode.QUOTA, Outcome.QUOTA, Then.ACT),
        (ErrorCode.CANNOT_OPEN, Outcome.NON_OUVERTE, Then.RETRY),
        (ErrorCode.UNAVAILABLE, Outcome.NON_TRAITEE, Then.RETRY),
        (ErrorCode.UNKNOWN_KEY, Outcome.CLE_INCONNUE, Then.RETRY),
    ],
)
def test_a_refused_item_is_told_alone_with_its_field(  # noqa: PLR0917 - a row of the table
    scene: Scene,
    service: DepartmentService,
    monkeypatch: pytest.MonkeyPatch,
    code: ErrorCode,
    outcome: Outcome,
    then: Then,
) -> None:
    place = "payload.personne.nom" if outcome is Outcome.A_CORRIGER else ""
    monkeypatch.setattr(scene.departement, "_take", raising(code, place))
    (result,) = service.push([outgoing(new_item())])
    assert (result.outcome, result.code, result.place) == (outcome, code, place)
    assert result.outcome.then is then


@pytest.mark.parametrize("outcome", list(Outcome))
def test_each_outcome_says_what_happened_and_where_it_matters_what_to_do(outcome: Outcome) -> None:
    said = OUTCOMES[outcome.value]
    assert said.happened
    if outcome.then in {Then.ACT, Then.CORRECT, Then.RETRY}:
        assert said.kept
        assert said.to_do
    assert outcome_text(outcome.value).startswith(said.happened)
