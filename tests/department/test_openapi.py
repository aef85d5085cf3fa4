"""The service keeps to its own description: every answer, to requests of every kind.

`PASSERELLE_SCHEMATHESIS=500 pytest tests/department/test_openapi.py` asks more often.
"""

import asyncio
import itertools
import json
import os
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from requests import PreparedRequest, Session
from requests.auth import AuthBase
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi import checks as of_openapi

from app.department.api.description import BODIES
from tests.department.addresses import routes_of
from tests.department.postgresql import drop_database, new_database, url_of
from tests.department.serving import served
from tests.department.support import Departement, Laptop

EXAMPLES = int(os.environ.get("PASSERELLE_SCHEMATHESIS", "4"))
CHECKS = [
    not_a_server_error,
    of_openapi.status_code_conformance,
    of_openapi.content_type_conformance,
    of_openapi.response_headers_conformance,
    of_openapi.response_schema_conformance,
]


@dataclass
class Stamp(AuthBase):
    """Signs two requests of three as the laptop, so that what lies behind the door is asked too."""

    laptop: Laptop
    asked: "itertools.count[int]"

    def __call__(self, request: PreparedRequest) -> PreparedRequest:
        body = request.body if isinstance(request.body, bytes) else str(request.body or "").encode()
        if request.headers.get("Content-Encoding") == "deflate":
            body = zlib.compress(body)
            request.prepare_body(body, None)
        if next(self.asked) % 3:
            stamps = self.laptop.stamped(request.method or "", request.path_url, body)
            request.headers.update(stamps)
        return request


@dataclass
class Service:
    """A real service on a port, the description it gives, and a laptop that it knows."""

    departement: Departement
    schema: BaseSchema
    stamp: Stamp


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    database = new_database()  # PostgreSQL: the stricter of both about numbers and texts
    departement = Departement.make(tmp_path_factory.mktemp("openapi"), url_of(database))
    laptop = departement.laptop()
    asyncio.run(laptop.activate(departement.code()))
    with served(departement) as (host, port):
        schema = schemathesis.openapi.from_url(f"http://{host}:{port}/v1/openapi.json")
        yield Service(departement, schema, Stamp(laptop, itertools.count()))
    departement.close()
    drop_database(database)


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize(("method", "path"), sorted(BODIES))
@pytest.mark.long
def test_answers_are_as_described(
    service: Service, method: str, path: str, mode: GenerationMode
) -> None:
    operation = service.schema[path][method]

    @seed(20261122)
    @settings(
        max_examples=EXAMPLES,
        database=None,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def asked(case: Case[Any]) -> None:
        service.departement.clock.advance(timedelta(minutes=1))  # past every limit by the minute
        with Session() as session:
            answer = case.call(session=session, auth=service.stamp)
        case.validate_response(answer, checks=CHECKS)

    asked()


def test_every_address_is_described(service: Service) -> None:
    answered = {
        (method.lower(), route.path)
        for route in routes_of(service.departement.app)
        for method in route.methods or ()
        if route.include_in_schema
    }
    assert answered == set(BODIES)


def test_the_description_names_nothing_that_it_does_not_hold(service: Service) -> None:
    page = service.departement.app.openapi()
    text = json.dumps(page)
    named = set(re.findall(r'"#/components/schemas/(\w+)"', text))
    assert named == set(page["components"]["schemas"])
    for operations in page["paths"].values():
        for operation in operations.values():
            assert operation["summary"]
            assert operation["description"]
            assert {"200", "400", "413", "429", "503"} <= set(operation["responses"])
