"""The client against a site that is dead, slow, half-answering or lying: bounded time, one send, our words."""

from __future__ import annotations

import socket
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from studio_tools.config.secret import Secret
from studio_tools.errors import TrackerDenied, TrackerRefused, TrackerUnavailable
from studio_tools.events import Event, TrackerCalled
from studio_tools.testing.faulty_site import Answer, FaultySite, Trouble
from studio_tools.tracker.calls import Calls, Client, Operation, Patience
from studio_tools.tracker.shotgrid import Access, NotAnAnswer, SafeShotgun, Translator
from studio_tools.tracker.threads import ThreadClients

KEY = Secret("s3cret-key-of-the-script")
SHORT, LONG = 0.6, 60.0
"""How long a call may take, in seconds: where it is to run out of time, and where it must not."""
WAITING = [Trouble.SILENT, Trouble.TRICKLE]


class Bench:
    """A safe client's calls to a faulty site, with the events they leave and the pauses they would make."""

    def __init__(self, url: str, *, timeout: float = LONG, attempts: int = 3) -> None:
        self.events: list[TrackerCalled] = []
        self.pauses: list[float] = []
        access = Access(url=url, script_name="robot", script_key=KEY, timeout=timeout, upload_timeout=timeout)
        self.calls = Calls(
            ThreadClients(lambda: SafeShotgun(access)),
            translate=Translator(url, [KEY]),
            events=self.note,
            patience=Patience(attempts=attempts, budget=30.0, pause=0.1),
            sleep=self.pauses.append,
            jitter=lambda: 0.5,
        )

    def note(self, event: Event) -> None:
        assert isinstance(event, TrackerCalled)
        self.events.append(event)

    def read(self) -> object:
        return self.calls.rows(Operation.PROJECTS, "Project", [], ["name"])

    def create(self) -> object:
        return self.calls.once(Operation.CREATE, lambda client: client.create("Shot", {"code": "sh0010"}))

    def batch(self) -> object:
        requests = [{"request_type": "delete", "entity_type": "Shot", "entity_id": 1}]
        return self.calls.once(Operation.REGISTER, lambda client: client.batch(requests))


@pytest.fixture
def site() -> Iterator[FaultySite]:
    with FaultySite.serving() as server:
        yield server


@pytest.fixture
def bench(site: FaultySite, request: pytest.FixtureRequest) -> Iterator[Bench]:
    spec = getattr(request.node, "callspec", None)
    made = Bench(site.url, timeout=SHORT if spec is not None and spec.params.get("trouble") in WAITING else LONG)
    yield made
    made.calls.close()


EVERY_TROUBLE = list(Trouble)


@pytest.mark.parametrize("trouble", EVERY_TROUBLE, ids=lambda one: one.name.lower())
def test_a_read_is_tried_again_and_then_ends_as_unavailable(site: FaultySite, bench: Bench, trouble: Trouble) -> None:
    site.spoil(trouble, method="read", times=9)

    with pytest.raises(TrackerUnavailable):
        bench.read()

    assert site.count("read") == 3
    assert [(event.error, event.attempts) for event in bench.events] == [("tracker-unavailable", 3)]


@pytest.mark.parametrize("trouble", EVERY_TROUBLE, ids=lambda one: one.name.lower())
def test_a_read_survives_one_failure(site: FaultySite, bench: Bench, trouble: Trouble) -> None:
    site.spoil(trouble, method="read", times=1)

    assert bench.read() == []
    assert [(event.error, event.attempts) for event in bench.events] == [("", 2)]


@pytest.mark.parametrize("trouble", EVERY_TROUBLE, ids=lambda one: one.name.lower())
def test_a_create_is_never_sent_twice(site: FaultySite, bench: Bench, trouble: Trouble) -> None:
    site.spoil(trouble, method="create", times=9)

    with pytest.raises(TrackerUnavailable):
        bench.create()

    assert site.count("create") == 1
    assert bench.pauses == []


@pytest.mark.parametrize("trouble", EVERY_TROUBLE, ids=lambda one: one.name.lower())
def test_a_batch_is_never_sent_twice(site: FaultySite, bench: Bench, trouble: Trouble) -> None:
    site.spoil(trouble, method="batch", times=9)

    with pytest.raises(TrackerUnavailable):
        bench.batch()

    assert site.count("batch") == 1


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504, 403, 301])
def test_an_error_of_http_means_unavailable_and_tells_its_number(site: FaultySite, bench: Bench, status: int) -> None:
    site.spoil(Trouble.ERROR_BEFORE, method="create", status=status)

    with pytest.raises(TrackerUnavailable) as caught:
        bench.create()

    assert caught.value.details["http"] == status
    assert site.count("create") == 1


@pytest.mark.parametrize("trouble", [Trouble.SILENT, Trouble.TRICKLE], ids=lambda one: one.name.lower())
def test_a_site_that_hangs_or_trickles_costs_one_time_out(site: FaultySite, bench: Bench, trouble: Trouble) -> None:
    site.spoil(trouble, method="create", times=9)

    with pytest.raises(TrackerUnavailable, match="timed out"):
        bench.create()

    site.settle("create")
    assert site.count("create") == 1


def test_the_pauses_between_tries_grow(site: FaultySite, bench: Bench) -> None:
    site.spoil(Trouble.DROP_BEFORE, method="read", times=9)

    with pytest.raises(TrackerUnavailable):
        bench.read()

    assert bench.pauses == [pytest.approx(0.1), pytest.approx(0.2)]


def test_a_closed_port_is_refused_at_once_and_tried_again() -> None:
    bench = Bench("http://127.0.0.1:1")

    with pytest.raises(TrackerUnavailable, match="refused"):
        bench.read()

    assert len(bench.pauses) == 2


def test_a_name_nobody_knows_is_unavailable() -> None:
    bench = Bench("http://no-such-site.invalid", timeout=5.0, attempts=1)

    with pytest.raises(TrackerUnavailable):
        bench.read()


def test_a_resolver_that_hangs_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    let_go = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_: let_go.wait(60) and [])
    bench = Bench("http://slow-names.invalid", timeout=SHORT, attempts=1)

    with pytest.raises(TrackerUnavailable, match="timed out"):
        bench.read()

    let_go.set()


def test_a_site_that_speaks_no_tls_is_unavailable(site: FaultySite) -> None:
    bench = Bench(site.url.replace("http:", "https:"), attempts=1)

    with pytest.raises(TrackerUnavailable):
        bench.create()

    assert site.seen == []


def test_a_listener_that_never_accepts_is_not_waited_for() -> None:
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(1)
        bench = Bench(f"http://127.0.0.1:{deaf.getsockname()[1]}", timeout=SHORT, attempts=1)

        with pytest.raises(TrackerUnavailable, match="timed out"):
            bench.create()


def test_a_connection_that_went_stale_is_renewed_before_a_write(site: FaultySite, bench: Bench) -> None:
    site.spoil(Trouble.PAGE, method="info")
    bench.calls.repeatable(Operation.FACTS, lambda client: client.info())
    client: list[SafeShotgun] = []
    bench.calls.once(Operation.FACTS, lambda one: client.append(one))  # type: ignore[arg-type]
    held = next(iter(client[0]._connection.connections.values()))  # type: ignore[union-attr]
    held.sock.shutdown(socket.SHUT_RD)

    with pytest.raises(TrackerRefused, match="no site behind"):
        bench.create()

    assert site.count("create") == 1


def test_a_fault_of_the_site_is_a_refusal_in_its_own_words(bench: Bench) -> None:
    with pytest.raises(TrackerRefused, match="there is no site behind this") as caught:
        bench.create()

    assert caught.value.details == {"fault": "there is no site behind this"}


def test_a_denied_key_is_told_as_denied_and_not_tried_again(site: FaultySite, bench: Bench) -> None:
    def deny(*_: object) -> object:
        return Answer(200, b'{"exception": true, "error_code": 102, "message": "Can\'t authenticate script"}')

    site.upstream = deny  # type: ignore[assignment]

    with pytest.raises(TrackerDenied):
        bench.read()

    assert len(site.seen) == 1


def test_without_a_key_nothing_but_the_sites_presence_is_asked(site: FaultySite) -> None:
    calls = Calls(
        ThreadClients(lambda: SafeShotgun(Access(url=site.url, script_name="", script_key=Secret("")))),
        translate=Translator(site.url, []),
        events=lambda event: None,
        patience=Patience(),
    )

    with closing(calls), pytest.raises(TrackerDenied):
        calls.rows(Operation.PROJECTS, "Project", [], ["name"])

    assert set(site.seen) == {"info"}


def test_a_secret_in_a_fault_is_starred_everywhere(site: FaultySite, bench: Bench) -> None:
    def leak(*_: object) -> object:
        return Answer(200, b'{"exception": true, "error_code": 104, "message": "bad %s"}' % KEY.reveal().encode())

    site.upstream = leak  # type: ignore[assignment]

    with pytest.raises(TrackerRefused) as caught:
        bench.create()

    told = f"{caught.value.as_json()} {caught.value.__cause__!r}"
    assert KEY.reveal() not in told
    assert "********" in told


def test_what_cannot_be_encoded_is_refused_and_not_unavailable(bench: Bench) -> None:
    with pytest.raises(TrackerRefused, match="characters"):
        bench.calls.once(Operation.CREATE, lambda client: client.create("Shot", {"code": "\udcff"}))


def test_a_bug_of_ours_stays_a_bug(bench: Bench) -> None:
    def broken(client: Client) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        bench.calls.repeatable(Operation.FACTS, broken)

    assert bench.events[-1].error == "internal-error"


def test_no_further_try_begins_once_the_budget_is_spent() -> None:
    ticks = iter([0.0, 11.0, 11.0, 11.0])
    tries: list[int] = []

    def fails(client: object) -> None:
        tries.append(1)
        raise NotAnAnswer("no")

    calls = Calls(
        ThreadClients(lambda: _Deaf()),  # type: ignore[arg-type, return-value]
        translate=Translator("here", []),
        events=lambda event: None,
        patience=Patience(attempts=5, budget=10.0),
        clock=lambda: next(ticks),
        sleep=lambda seconds: pytest.fail("slept"),
    )

    with pytest.raises(TrackerUnavailable):
        calls.repeatable(Operation.FACTS, fails)

    assert tries == [1]


class _Deaf:
    def close(self) -> None:
        """Nothing to close."""


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        (Trouble.SILENT, "timed out"),
        (Trouble.DROP_BEFORE, "the connection broke off"),
        (Trouble.ERROR_BEFORE, "does not answer"),
        (Trouble.DROP_AFTER, "the connection broke off"),
    ],
    ids=lambda one: one.name.lower() if isinstance(one, Trouble) else "",
)
def test_an_upload_ends_in_bounded_time_and_is_sent_once(
    site: FaultySite, bench: Bench, tmp_path: Path, trouble: Trouble, told: str
) -> None:
    site.spoil(trouble, method="/upload/upload_file", times=9)
    picture = tmp_path / "a.png"
    picture.write_bytes(b"x" * 1000)

    with pytest.raises(TrackerUnavailable, match=told):
        bench.calls.once(
            Operation.CREATE,
            lambda client: client.upload("Version", 1, str(picture), "sg_uploaded_movie"),  # type: ignore[attr-defined]
        )

    site.settle("/upload/upload_file")
    assert site.count("/upload/upload_file") == 1


def test_uploads_like_calls_obey_no_proxy_of_the_environment(
    site: FaultySite, bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.delenv("no_proxy", raising=False)
    assert "http" in urllib.request.getproxies()
    picture = tmp_path / "a.png"
    picture.write_bytes(b"x")

    with pytest.raises(TrackerUnavailable):
        bench.calls.once(
            Operation.CREATE,
            lambda client: client.upload("Version", 1, str(picture), "sg_uploaded_movie"),  # type: ignore[attr-defined]
        )

    assert site.count("/upload/upload_file") == 1


def test_a_batch_may_take_longer_the_more_it_holds(site: FaultySite) -> None:
    bench = Bench(site.url, timeout=30.0)
    seen: list[float] = []

    def watch(client: SafeShotgun) -> None:
        with client._given(4.0):
            seen.append(client._get_connection().seconds)
        seen.append(client._get_connection().seconds)

    bench.calls.once(Operation.FACTS, watch)  # type: ignore[arg-type]

    assert seen == [pytest.approx(34.0), pytest.approx(30.0)]
    bench.calls.close()
