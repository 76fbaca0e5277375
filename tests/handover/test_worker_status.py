"""The status of a worker: always whole, never in the way, and its errors are what they were."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import PublishError, StudioError, TrackerUnavailable
from studio_tools.jobs import Job, Outcome, Phase
from studio_tools.model import ProductKey
from studio_tools.publish.items import Artifact, Origin, SourceFile
from studio_tools.publish.order import Order
from studio_tools.publish.status import STATUS, Status, error_of, read_status, write_status
from studio_tools.storage.transfer import Progress
from studio_tools.worker.telling import Telling

HALF = Progress(files=1, of_files=2, size=10, of_size=20)
A_STATUS = Status(run="r", pid=7, phase=Phase.REGISTER, step="register.look", jobs=3, progress=HALF, is_adopted=True)


def family(root: type[StudioError]) -> Iterator[type[StudioError]]:
    yield root
    for child in root.__subclasses__():
        if child.__module__ == root.__module__:
            yield from family(child)


@pytest.mark.parametrize(
    "status",
    [
        A_STATUS,
        replace(A_STATUS, answer={"ok": True, "result": {"state": "PUBLISHED"}}),
        replace(A_STATUS, waiting={"code": "tracker-unavailable", "message": "away", "hint": "", "details": {}}),
    ],
    ids=["on its way", "ended", "waiting"],
)
def test_what_is_said_is_what_is_heard(tmp_path: Path, status: Status) -> None:
    write_status(tmp_path, status)

    assert read_status(tmp_path) == status


def test_a_new_word_replaces_the_one_before(tmp_path: Path) -> None:
    write_status(tmp_path, A_STATUS)
    write_status(tmp_path, replace(A_STATUS, jobs=4))

    found = read_status(tmp_path)
    assert found is not None
    assert found.jobs == 4
    assert [path.name for path in tmp_path.iterdir()] == [STATUS]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"run": "r"}', '{"run": "r", "phase": "moon"}'])
def test_what_cannot_be_read_is_as_if_nothing_was_said(tmp_path: Path, text: str) -> None:
    (tmp_path / STATUS).write_text(text)

    assert read_status(tmp_path) is None


def test_nothing_was_said_where_there_is_no_file(tmp_path: Path) -> None:
    assert read_status(tmp_path / "nowhere") is None


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / STATUS).mkdir()

    with pytest.raises(OSError, match="directory"):
        write_status(tmp_path, A_STATUS)
    assert [path.name for path in tmp_path.iterdir()] == [STATUS]


@pytest.mark.parametrize("error", list(family(StudioError)), ids=lambda error: error.code)
def test_an_error_comes_back_as_what_it_was(error: type[StudioError]) -> None:
    told = error("it went wrong", hint="do this", details={"run": "r"})

    found = error_of(told.as_json())

    assert type(found).exit_code == error.exit_code
    assert found.as_json() == told.as_json()


def test_an_error_nobody_knows_keeps_its_words() -> None:
    found = error_of({"code": "internal-error", "message": "our fault", "hint": "tell us", "details": {"log": "l"}})

    assert isinstance(found, PublishError)
    assert (found.message, found.hint, found.details) == ("our fault", "tell us", {"log": "l"})


# --- telling


def an_order(*sizes: int) -> Order:
    files = tuple(SourceFile(path=Path("/a"), size=size, modified=1) for size in sizes)
    made = Artifact(item="i", representation="exr", extension="exr", files=files)
    texts = dict.fromkeys(("home", "project", "storage", "claim", "host", "kind"), "")
    return Order(
        **texts,
        run="r",
        generation=1,
        origin=Origin.MAYA,
        spent=0.0,
        findings=(),
        artifacts={ProductKey("demo", "sq010", "render"): (made,)},
    )


def a_job(step: str, phase: Phase = Phase.FILL) -> Job:
    return Job(phase, step, "r", lambda: None)


def moved(files: int, size: int) -> Outcome:
    return Outcome(value=Progress(files=files, of_files=files, size=size, of_size=size))


def test_progress_counts_over_all_products() -> None:
    telling = Telling(None)
    telling.begin(an_order(10, 20, 30))

    telling.hear(a_job("fill.copy"), moved(2, 30))
    telling.hear(a_job("fill.manifest"), Outcome())
    telling.hear(a_job("fill.copy"), moved(1, 30))

    assert telling.status.progress == Progress(files=3, of_files=3, size=60, of_size=60)
    assert telling.status.jobs == 3


def test_not_every_job_is_told(tmp_path: Path) -> None:
    now = [0.0]
    telling = Telling(tmp_path, clock=lambda: now[0])
    telling.begin(an_order(10))
    telling.hear(a_job("fill.begin"), Outcome())
    assert _told(tmp_path).jobs == 0

    now[0] = 1.0
    telling.hear(a_job("fill.copy"), Outcome())

    assert _told(tmp_path).jobs == 2


def test_a_new_phase_is_told_at_once(tmp_path: Path) -> None:
    telling = Telling(tmp_path, clock=lambda: 0.0)
    telling.begin(an_order(10))

    telling.hear(a_job("commit", Phase.COMMIT), Outcome())

    assert _told(tmp_path).phase is Phase.COMMIT


def test_the_last_word_holds_the_answer_and_what_it_waits_for(tmp_path: Path) -> None:
    telling = Telling(tmp_path)
    telling.begin(an_order(10))
    telling.adopted()
    telling.wait_for(TrackerUnavailable("the site is away"))
    telling.end({"ok": True, "result": {"state": "DEFERRED"}})

    told = _told(tmp_path)
    assert told.is_adopted
    assert told.answer == {"ok": True, "result": {"state": "DEFERRED"}}
    assert told.waiting is not None
    assert told.waiting["code"] == "tracker-unavailable"


def test_what_is_no_error_of_ours_is_not_waited_for() -> None:
    telling = Telling(None)
    telling.wait_for(ValueError("odd"))

    assert telling.status.waiting is None


def test_a_status_that_cannot_be_written_stops_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    telling = Telling(tmp_path / "nowhere")

    telling.begin(an_order(10))

    assert "cannot be written" in caplog.text


def _told(folder: Path) -> Any:
    found = read_status(folder)
    assert found is not None
    return found
