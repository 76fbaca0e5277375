"""The server that spoils requests: a test can trust what it says it did."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from studio_tools.testing.faulty_site import Answer, FaultySite, Trouble


class Behind:
    """A site that counts what reached it."""

    def __init__(self) -> None:
        self.reached: list[str] = []

    def __call__(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        self.reached.append(json.loads(body)["method_name"])
        return Answer(200, b'{"results": true}')


@pytest.fixture
def behind() -> Behind:
    return Behind()


@pytest.fixture
def server(behind: Behind) -> Iterator[FaultySite]:
    with FaultySite.serving(behind) as made:
        yield made


def ask(server: FaultySite, method: str) -> tuple[int, bytes]:
    parts = urlsplit(server.url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=2)
    try:
        connection.request("POST", "/api3/json", json.dumps({"method_name": method, "params": []}))
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def test_what_is_not_spoiled_goes_through(server: FaultySite, behind: Behind) -> None:
    assert ask(server, "read") == (200, b'{"results": true}')
    assert behind.reached == server.seen == ["read"]


@pytest.mark.parametrize(
    "trouble", [Trouble.ERROR_AFTER, Trouble.DROP_AFTER, Trouble.HALF], ids=lambda it: it.name.lower()
)
def test_what_fails_afterwards_was_done(server: FaultySite, behind: Behind, trouble: Trouble) -> None:
    server.spoil(trouble, status=504)

    try:
        status = ask(server, "create")[0]
    except http.client.HTTPException:
        status = 0

    assert behind.reached == ["create"]
    assert status in {0, 504}


@pytest.mark.parametrize(
    "trouble", [Trouble.ERROR_BEFORE, Trouble.DROP_BEFORE, Trouble.PAGE], ids=lambda it: it.name.lower()
)
def test_what_fails_before_was_not_done(server: FaultySite, behind: Behind, trouble: Trouble) -> None:
    server.spoil(trouble)

    try:
        ask(server, "create")
    except http.client.HTTPException:
        """It hung up, as it was told."""

    assert behind.reached == []
    assert server.seen == ["create"]


def test_only_the_named_method_is_spoiled_and_only_as_often(server: FaultySite) -> None:
    server.spoil(Trouble.ERROR_BEFORE, method="batch", times=2)

    assert [ask(server, method)[0] for method in ("read", "batch", "batch", "batch")] == [200, 502, 502, 200]


def test_healing_lets_everything_through(server: FaultySite) -> None:
    server.spoil(Trouble.ERROR_BEFORE, times=9)
    server.heal()

    assert ask(server, "read")[0] == 200
    assert server.count("read") == 1


def test_a_silent_request_ends_with_the_server() -> None:
    with FaultySite.serving() as server:
        server.spoil(Trouble.SILENT)
        with pytest.raises(TimeoutError):
            ask(server, "read")
