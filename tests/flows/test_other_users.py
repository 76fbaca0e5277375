"""Other people: a colleague of the same group cleans up and carries on; who may not write is told so.

The tests run as root where the system's rules for users can be seen at work, in children that give root up.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import ReadOnlyStorage
from studio_tools.jobs import perform, run
from studio_tools.publish.integrate import deliver, reserve
from studio_tools.publish.items import RunState
from studio_tools.publish.resume import resume
from studio_tools.testing import other_users
from studio_tools.testing.faulty_disk import Crashed, FaultyDisk

ANNE, BERT, CREW = 54_321, 54_322, 54_400
DEAD = 1 << 23

pytestmark = pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can become others")


def as_user(user: int, work: Callable[[], Any]) -> tuple[str, Any]:
    """Do *work* as *user*, of the crew."""
    return other_users.as_user(user, CREW, work)


@pytest.fixture
def shared(stage: Any) -> Any:
    """A stage whose storage belongs to the crew; the site is left out, since its files are root's."""
    for folder in (stage.home, *stage.home.parents):
        if folder.stat().st_mode & 0o055 != 0o055:
            folder.chmod(folder.stat().st_mode | 0o055)
    os.chown(stage.home / "storage", 0, CREW)
    (stage.home / "storage").chmod(0o2775)
    stage.desk.chmod(0o1777)
    return stage


def publish(stage: Any, *, login: str = "artist", **made: Any) -> str:
    stage.desk = stage.home / "desk" / f"of-{os.getuid()}"
    stage.desk.mkdir(exist_ok=True)
    return str(run(stage.flow(stage.process(weather="down", login=login), **made)).state.value)


def leave(stage: Any, *, is_filled: bool) -> str:
    """Reserve, perhaps fill, and end without a word, as a killed process does."""
    session = stage.process(disk=FaultyDisk(), weather="down", pid=DEAD)
    reservation = run(reserve(session, stage.draft("render.main")))
    flow = deliver(session, reservation, stage.artifacts("render.main"))
    job = next(flow)
    while is_filled and job.step != "commit":
        job = flow.send(perform(job))
    session.storage.disk.disk.is_dead = True
    with pytest.raises(Crashed):
        flow.close()
    return str(reservation.run)


def test_a_colleague_publishes_into_the_same_product(shared: Any) -> None:
    assert as_user(ANNE, lambda: publish(shared)) == ("", "DEFERRED")
    assert as_user(BERT, lambda: publish(shared, content="others")) == ("", "DEFERRED")

    assert len(shared.resume().finished) == 2
    shared.judge()
    owners = {folder.stat().st_uid for folder in shared.checker.version_folders()}
    assert owners == {ANNE, BERT}


def test_a_colleague_drops_what_another_left(shared: Any) -> None:
    code, left = as_user(ANNE, lambda: leave(shared, is_filled=False))
    assert code == ""

    code, report = as_user(BERT, lambda: run(resume(shared.process(weather="down"))).as_json())

    assert code == ""
    assert [entry["run"] for entry in report["abandoned"]] == [left]
    shared.judge()
    assert shared.checker.version_folders() == []


def test_a_colleague_publishes_what_another_had_filled(shared: Any) -> None:
    code, left = as_user(ANNE, lambda: leave(shared, is_filled=True))
    assert code == ""

    code, report = as_user(BERT, lambda: run(resume(shared.process(weather="down"))).as_json())

    assert code == ""
    assert [entry["run"] for entry in report["still_waiting"]] == [left]
    assert [entry.run for entry in shared.resume().finished] == [left]
    shared.judge()


def test_what_a_colleague_may_not_remove_waits_with_the_reason(shared: Any) -> None:
    """Filled by another, closed already, and damaged since: only its owner or root can clear it away."""
    code, left = as_user(ANNE, lambda: leave(shared, is_filled=True))
    assert code == ""
    (folder,) = shared.checker.version_folders()
    victim = next(folder.glob("*.exr"))
    victim.chmod(0o644)
    victim.write_text("damaged")

    code, report = as_user(BERT, lambda: run(resume(shared.process(weather="down"))).as_json())

    assert code == ""
    assert [entry["run"] for entry in report["still_waiting"]] == [left]
    assert "does not let you" in report["still_waiting"][0]["reason"]
    assert [entry.run for entry in shared.resume().abandoned] == [left]
    shared.judge()


def test_a_colleagues_identical_frames_are_copied_where_links_are_protected(shared: Any) -> None:
    assert as_user(ANNE, lambda: publish(shared)) == ("", "DEFERRED")

    assert as_user(BERT, lambda: publish(shared)) == ("", "DEFERRED")

    assert len(shared.resume().finished) == 2
    shared.judge()


def test_who_may_not_write_is_told_and_leaves_nothing(shared: Any) -> None:
    (shared.home / "storage").chmod(0o755)
    os.chown(shared.home / "storage", 0, 0)

    code, message = as_user(ANNE, lambda: publish(shared))

    assert code == ReadOnlyStorage.code
    assert "does not let you" in message
    assert [path.name for path in (shared.home / "storage").iterdir()] == [".studio"]


def test_a_product_folder_that_may_not_be_written_undoes_the_others(shared: Any) -> None:
    assert publish(shared) == RunState.DEFERRED.value
    locked = shared.process().storage.layout.product_folder(shared.key("plate.main"))
    locked.chmod(0o555)
    for path in [shared.home / "storage", *(shared.home / "storage").rglob("*")]:
        os.chown(path, -1, CREW)

    code, _ = as_user(ANNE, lambda: publish(shared))

    assert code == ReadOnlyStorage.code
    locked.chmod(0o2775)
    shared.resume()
    shared.judge()
    assert len(shared.checker.version_folders()) == 2


def test_what_cannot_be_read_cannot_be_published(shared: Any) -> None:
    def blind() -> str:
        session = shared.process(weather="down")
        artifacts = shared.artifacts("render.main")
        key = shared.key("render.main")
        secret = replace(artifacts[key][0].files[0], path=Path("/etc/shadow"))
        made = replace(artifacts[key][0], files=(secret,))
        return str(run(deliver(session, run(reserve(session, shared.draft("render.main"))), {key: (made,)})).state)

    code, message = as_user(ANNE, blind)

    assert code == "source-missing"
    assert "/etc/shadow" in message
    shared.judge()


def test_records_hold_who_published(shared: Any) -> None:
    as_user(ANNE, lambda: publish(shared, login="anne"))

    (record,) = shared.checker.records()
    assert record["state"] == "COMMITTED"
    assert record["author"]["login"] == "artist"
    assert record["owner"] is None
