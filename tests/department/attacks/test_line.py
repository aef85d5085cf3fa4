"""What reaches the socket itself: slow, endless, ambiguous or broken requests."""

import contextlib
import logging
import select
import socket
from collections.abc import Iterator
from typing import ClassVar

import pytest

from app.department.slow_requests import PatientProtocol
from tests.department.serving import served
from tests.department.support import Departement


class Impatient(PatientProtocol):
    """The same rule at a hundredth of its time."""

    GRACE_S: ClassVar[float] = 0.2
    HEAD_S: ClassVar[float] = 0.4
    LEAST_BYTES_PER_S: ClassVar[float] = 5_000


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int]]:
    departement = Departement.make(tmp_path_factory.mktemp("ligne"))
    with served(departement, protocol=Impatient) as place:
        yield place
    departement.close()


def spoken(address: tuple[str, int], *parts: bytes) -> bytes:
    """Send the parts, then read until the server has closed or answered whole.

    A server that refuses may close before the last part: what it answered is there to be read.
    """
    with socket.create_connection(address, timeout=5) as line:
        with contextlib.suppress(ConnectionResetError, BrokenPipeError):
            for part in parts:
                line.sendall(part)
        return heard(line)


def heard(line: socket.socket) -> bytes:
    answer = b""
    with contextlib.suppress(ConnectionResetError):
        while part := line.recv(65_536):
            answer += part
    return answer


def wait_for_the_end(line: socket.socket) -> bool:
    """Tell whether the server closed within a hundredth of a second."""
    return bool(select.select([line], [], [], 0.01)[0]) and not heard(line)


HEAD = b"POST /v1/batches HTTP/1.1\r\nHost: x\r\nPasserelle-Protocol: passerelle/1\r\n"
NONCE = b"Passerelle-Nonce: AAAAAAAAAAAAAAAAAAAAAA\r\n"
FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"


@pytest.mark.parametrize(
    "begun",
    [
        b"",  # a connection that says nothing
        b"G",
        b"GET /v1/status HTTP/1.1\r\nHost: x\r\nX: ",
        HEAD + NONCE + b"Content-Length: 1000\r\n\r\n{",
        HEAD + NONCE + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
        b"POST /connexion HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n" + FORM + b"\r\nn",
    ],
)
def test_a_request_that_stops_on_its_way_is_let_go(
    address: tuple[str, int], begun: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        assert spoken(address, begun) == b""
    assert "came too slowly" in caplog.text
    assert "Traceback" not in caplog.text


def test_a_head_that_never_ends_is_let_go_though_it_keeps_coming(
    address: tuple[str, int],
) -> None:
    with socket.create_connection(address, timeout=5) as line:
        line.sendall(b"GET /v1/status HTTP/1.1\r\nHost: x\r\n")
        sent = 0
        while not wait_for_the_end(line):
            with contextlib.suppress(OSError):
                line.sendall(b"X: y\r\n" * 20)
            sent += 1
            assert sent < 400, "still listened to after four seconds"


@pytest.mark.parametrize(
    "ambiguous",
    [
        b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
        b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        b"Content-Length: +5\r\n\r\nhello",
        b"Content-Length: 99999999999999999999999\r\n\r\nhello",
        b"X: a\r\n b\x00\r\n\r\n",
        b"Host: y\r\n\r\n",
    ],
)
@pytest.mark.parametrize("path", [b"/v1/batches", b"/connexion"])
def test_a_request_whose_end_is_in_doubt_is_refused(
    address: tuple[str, int], ambiguous: bytes, path: bytes
) -> None:
    smuggled = b"GET /v1/status HTTP/1.1\r\nHost: x\r\n\r\n"
    answer = spoken(address, b"POST " + path + b" HTTP/1.1\r\nHost: x\r\n" + ambiguous + smuggled)
    assert answer[:10] in {b"HTTP/1.1 4", b"HTTP/1.1 5"}
    assert answer.count(b"HTTP/1.1 ") == 1, "the bytes behind it were taken as another request"


@pytest.mark.parametrize(
    "way", [b"Content-Length: 99999999\r\n\r\n", b"Transfer-Encoding: chunked\r\n\r\n"]
)
def test_an_endless_form_is_refused_before_it_is_read(address: tuple[str, int], way: bytes) -> None:
    head = b"POST /connexion HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
    chunk = b"10000\r\n" + b"&" * 0x10000 + b"\r\n"
    answer = spoken(address, head + FORM + way, *([chunk] * 5))
    assert answer.startswith(b"HTTP/1.1 413 ")
