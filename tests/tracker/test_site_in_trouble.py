"""The tracker on a real site behind a connection that fails: what was done and not answered is never done twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import TrackerDenied, TrackerUnavailable
from studio_tools.model import Address, ProductKey
from studio_tools.site import EMBEDDED_URL, InProcessTransport, Site
from studio_tools.testing.faulty_site import Answer, FaultySite, Trouble, site_at
from studio_tools.tracker import Draft, EntityDraft
from studio_tools.tracker.adapter import ShotGridTracker
from studio_tools.tracker.embedded import connect

SCRIPT, KEY = "robot", "a-key-of-twenty-letters-or-more"
LOST_ANSWERS = [Trouble.ERROR_AFTER, Trouble.DROP_AFTER, Trouble.HALF, Trouble.TRICKLE]
NOT_DONE = [Trouble.ERROR_BEFORE, Trouble.DROP_BEFORE, Trouble.SILENT, Trouble.PAGE, Trouble.SHAPELESS]
Meeting = Callable[[Trouble], ShotGridTracker]
WAITING = [Trouble.SILENT, Trouble.TRICKLE]
"""What only running out of time ends: nothing else may, however slow the machine is."""
SHOT = Address.parse("demo/sq010/sh0010")


def named(trouble: Trouble) -> str:
    return trouble.name.lower()


@pytest.fixture
def faulty(site: Site) -> Iterator[FaultySite]:
    app = site.app()

    def ask(method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        response = app.handle(method, f"http://127.0.0.1{path}", headers, body)
        return Answer(response.status, response.body, response.headers.get("content-type", "text/plain"))

    with FaultySite.serving(ask) as server:
        yield server


def on(faulty: FaultySite, home: Path, settings: Any, **told: str) -> ShotGridTracker:
    values = {"site": faulty.url, "script_name": SCRIPT, "script_key": KEY, "timeout": "60"} | told
    return connect(settings(home, **values), home, lambda event: None, sleep=lambda seconds: None)


@pytest.fixture
def tracker(faulty: FaultySite, home: Path, settings: Any) -> Iterator[ShotGridTracker]:
    made = on(faulty, home, settings)
    made.create_project("demo")
    made.create_entity(EntityDraft(address=SHOT))
    made.prepare([draft()], root=Path("/show"))
    faulty.seen.clear()
    yield made
    made.close()


@pytest.fixture
def hasty(faulty: FaultySite, tracker: ShotGridTracker, home: Path, settings: Any) -> Iterator[ShotGridTracker]:
    made = on(faulty, home, settings, timeout="2")
    yield made
    made.close()


def draft(number: int = 1) -> Draft:
    return Draft(
        key=ProductKey("demo", "sq010/sh0010", "render"),
        number=number,
        representation="exr",
        code=f"sh0010_v{number:03}.%04d.exr",
        path=Path(f"/show/demo/v{number:03}/sh0010.%04d.exr"),
        file_type="Rendered Image",
    )


@pytest.fixture
def meeting(tracker: ShotGridTracker, hasty: ShotGridTracker) -> Meeting:
    """The tracker that meets a trouble: in a hurry only where nothing else ends it."""
    return lambda trouble: hasty if trouble in WAITING else tracker


@pytest.mark.parametrize("trouble", LOST_ANSWERS, ids=named)
def test_a_registration_whose_answer_is_lost_was_done_exactly_once(
    faulty: FaultySite, meeting: Meeting, tracker: ShotGridTracker, trouble: Trouble
) -> None:
    faulty.spoil(trouble, method="batch", times=9)

    with pytest.raises(TrackerUnavailable):
        meeting(trouble).create_pending([draft()])

    faulty.settle("batch")
    assert faulty.count("batch") == 1
    faulty.heal()
    assert len(tracker.find([draft()])[draft()]) == 1


@pytest.mark.parametrize("trouble", NOT_DONE, ids=named)
def test_a_registration_that_never_arrived_left_nothing(
    faulty: FaultySite, meeting: Meeting, tracker: ShotGridTracker, trouble: Trouble
) -> None:
    faulty.spoil(trouble, method="batch", times=9)

    with pytest.raises(TrackerUnavailable):
        meeting(trouble).create_pending([draft()])

    faulty.settle("batch")
    assert faulty.count("batch") == 1
    faulty.heal()
    assert dict(tracker.find([draft()])) == {}


@pytest.mark.parametrize("trouble", LOST_ANSWERS, ids=named)
def test_an_entity_whose_answer_is_lost_is_found_by_the_next_try(
    faulty: FaultySite, meeting: Meeting, tracker: ShotGridTracker, trouble: Trouble
) -> None:
    other = EntityDraft(address=Address.parse("demo/sq010/sh0020"))
    faulty.spoil(trouble, method="create")

    with pytest.raises(TrackerUnavailable):
        meeting(trouble).create_entity(other)
    faulty.settle("create")
    made = tracker.create_entity(other)

    assert faulty.count("create") == 1
    assert [entity.path for entity in tracker.entities("demo")].count("sq010/sh0020") == 1
    assert made.code == "sh0020"


@pytest.mark.parametrize("trouble", [*LOST_ANSWERS, *NOT_DONE], ids=named)
def test_publishing_is_repeated_until_it_is_answered(
    faulty: FaultySite, meeting: Meeting, tracker: ShotGridTracker, trouble: Trouble
) -> None:
    tracker.create_pending([draft()])
    record = tracker.find([draft()])[draft()][0]
    tracker.publish({record.id: []})
    faulty.seen.clear()
    faulty.spoil(trouble, method="batch", times=1)

    if trouble in WAITING:
        # One time-out is all the time there is; whoever calls decides whether to wait once more.
        with pytest.raises(TrackerUnavailable):
            meeting(trouble).publish({record.id: []})
        faulty.settle("batch")
    tracker.publish({record.id: []})

    assert faulty.count("batch") == 2
    assert tracker.find([draft()])[draft()][0].status == "cmpt"


@pytest.mark.parametrize("trouble", [Trouble.DROP_AFTER, Trouble.ERROR_AFTER], ids=named)
def test_retiring_is_repeated_until_it_is_answered(
    faulty: FaultySite, tracker: ShotGridTracker, trouble: Trouble
) -> None:
    tracker.create_pending([draft()])
    records = tracker.find([draft()])[draft()]
    faulty.spoil(trouble, method="batch")

    tracker.retire(records)

    assert dict(tracker.find([draft()])) == {}


def test_a_dead_site_is_waited_for_once(hasty: ShotGridTracker, faulty: FaultySite) -> None:
    faulty.spoil(Trouble.SILENT, times=99)

    with pytest.raises(TrackerUnavailable):
        hasty.find([draft()])

    faulty.settle("info")
    assert faulty.seen == ["info"]


def test_the_url_in_an_error_holds_no_password(faulty: FaultySite, home: Path, settings: Any) -> None:
    faulty.spoil(Trouble.ERROR_BEFORE, times=99)
    read = settings(home, script_name=SCRIPT, script_key=KEY)
    telling = replace(read.tracker, site=faulty.url.replace("//", "//anna:hunter2@"))
    secret = connect(replace(read, tracker=telling), home, lambda event: None, sleep=lambda seconds: None)

    with pytest.raises(TrackerUnavailable) as caught:
        secret.projects()

    assert "hunter2" not in f"{caught.value.as_json()} {caught.value.__cause__!r}"
    secret.close()


def test_a_wrong_key_is_denied(faulty: FaultySite, home: Path, settings: Any) -> None:
    stranger = on(faulty, home, settings, script_key="not-the-key-at-all")

    with pytest.raises(TrackerDenied) as caught:
        stranger.projects()

    assert "not-the-key-at-all" not in str(caught.value.as_json())
    stranger.close()


def test_a_missing_key_is_denied_with_what_to_do(faulty: FaultySite, home: Path, settings: Any) -> None:
    nobody = on(faulty, home, settings, script_key="")

    with closing(nobody), pytest.raises(TrackerDenied) as caught:
        nobody.projects()

    assert "script name and key" in caught.value.hint
    assert set(faulty.seen) == {"info"}


def test_the_faulty_site_hands_on_what_it_does_not_spoil(faulty: FaultySite) -> None:
    with FaultySite.serving(site_at(faulty.url)) as second:
        from shotgun_api3 import Shotgun

        client = Shotgun(second.url, SCRIPT, KEY)
        assert client.find("Shot", [], ["code"]) == []
        client.close()

    assert second.seen == ["info", "read"]


def test_the_vendors_client_alone_would_have_written_twice(faulty: FaultySite, tracker: ShotGridTracker) -> None:
    from shotgun_api3 import Shotgun

    client = Shotgun(faulty.url, SCRIPT, KEY)
    project = client.find_one("Project", [["tank_name", "is", "demo"]])
    faulty.seen.clear()
    faulty.spoil(Trouble.DROP_AFTER, method="create")

    client.create("Sequence", {"code": "twice", "project": project})

    assert faulty.count("create") == 2, "if this fails, the vendor mended it and SendOnce may go"
    assert len(client.find("Sequence", [["code", "is", "twice"]])) == 2
    client.close()


def test_the_in_process_client_opens_no_socket(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    from shotgun_api3 import Shotgun

    class Plain(InProcessTransport, Shotgun):  # type: ignore[misc]
        """As it comes."""

    monkeypatch.setattr(socket, "create_connection", lambda *_: pytest.fail("a socket"))
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("a socket"))

    assert Plain(EMBEDDED_URL, SCRIPT, KEY, site_app=site.app()).find("Shot", [], ["code"]) == []
