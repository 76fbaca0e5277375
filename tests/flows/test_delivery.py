"""From reservation to the site: what a delivered version is, and what is left when it could not be delivered."""

from __future__ import annotations

import errno
import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import NoSpace, PublishError, SourceChanged, StorageError
from studio_tools.events import DuplicatesFolded, PublishDeferred, TransferFinished, VersionReserved
from studio_tools.jobs import Phase, perform, run
from studio_tools.model import Stamp, VersionStatus
from studio_tools.publish.integrate import abandon, deliver, reserve
from studio_tools.publish.items import RunState
from studio_tools.testing.faulty_disk import Fault, FaultyDisk, its_own_winner


def manifest_of(stage: Any, version: Any) -> dict[str, Any]:
    value: dict[str, Any] = json.loads((stage.process().storage.folder(version) / "publish.json").read_text())
    return value


def nothing_is_left(stage: Any) -> None:
    stage.judge()
    assert stage.checker.version_folders() == []
    assert {record["state"] for record in stage.checker.records()} == {"ABANDONED"}
    assert stage.rows() == []


def test_a_delivery_is_published_whole(stage: Any) -> None:
    delivery = stage.publish()

    assert delivery.state is RunState.PUBLISHED
    assert delivery.waiting is None
    assert [version.status for version in delivery.versions] == [VersionStatus.SEALED] * 2
    assert [row["sg_status_list"] for row in stage.rows()] == ["cmpt"] * 3
    assert {form.record for version in delivery.versions for form in version.representations} == {
        row["id"] for row in stage.rows()
    }
    stage.judge()


def test_the_manifest_tells_everything(stage: Any) -> None:
    delivery = stage.publish()
    version = delivery.versions[0]

    value = manifest_of(stage, version)

    assert value["address"] == version.address
    assert value["number"] == 1
    assert value["run"] == delivery.run
    assert value["comment"] == "grain matched"
    assert value["author"]["login"] == "artist"
    assert value["origin"] == "cli"
    assert value["facts"] == {"resolution": [2048, 1152]}
    assert [form["name"] for form in value["representations"]] == ["exr", "mov"]
    assert value["representations"][0]["path"].endswith(f"{stage.shot}_render_main_v001.%04d.exr")
    assert value["representations"][0]["frames"] == "1001-1002"
    assert value["digest"] == version.digest
    assert [file["frame"] for file in value["files"]] == [1001, 1002, None]
    assert all(file["source"].startswith(str(stage.desk)) for file in value["files"])


def test_a_published_version_is_read_only(stage: Any) -> None:
    folder = stage.process().storage.folder(stage.publish().versions[0])

    assert folder.stat().st_mode & 0o777 == 0o555
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o444}


def test_the_site_knows_how_to_reach_the_files(stage: Any) -> None:
    stage.publish()

    for row in stage.rows():
        path = row["path"]["local_path"]
        assert Path(path % 1001 if "%04d" in path else path).is_file()
        assert row["version_number"] == 1


def test_upstream_versions_are_linked_on_the_site(stage: Any) -> None:
    plate = stage.publish(None, "plate.main").versions[0]
    stamp = Stamp(key=plate.key, number=1, representation="exr")

    stage.publish(None, "comp.main", upstream=(stamp,))

    (wanted,) = [form.record for form in plate.representations if form.name == "exr"]
    comps = [row for row in stage.rows() if row["name"] == "comp.main"]
    assert len(comps) == 2
    assert all([link["id"] for link in row["upstream_published_files"]] == [wanted] for row in comps)


def test_an_upstream_that_is_not_on_the_site_is_noted(stage: Any) -> None:
    plate = stage.publish(stage.process(weather="down"), "plate.main").versions[0]

    delivery = stage.publish(None, "comp.main", upstream=(Stamp(key=plate.key, number=1),))

    assert delivery.state is RunState.PUBLISHED
    (record,) = [record for record in stage.checker.records() if record["run"] == delivery.run]
    assert record["notes"] == [f"registered without a link to {plate.address}: it is not on the site"]


# -- trouble before the commit undoes everything


def test_a_source_that_changes_undoes_everything(stage: Any) -> None:
    artifacts = stage.artifacts("render.main", "plate.main")
    session = stage.process()
    reservation = stage.reserve(session, "render.main", "plate.main")
    (stage.desk / "plate.main.1002.exr").write_text("something else entirely")

    with pytest.raises(SourceChanged):
        run(deliver(session, reservation, artifacts))

    nothing_is_left(stage)


@pytest.mark.parametrize("room", [75_000, 90_000, 110_000, 140_000])
def test_a_disk_that_fills_up_undoes_everything(stage: Any, room: int) -> None:
    """It is full to the last byte when the decision to give up has to be written."""
    stage.publish()

    with pytest.raises(NoSpace):
        stage.publish(stage.process(disk=FaultyDisk(room=room)), content="x" * 40_000)

    stage.judge()
    assert len(stage.checker.version_folders()) == 2
    assert {record["state"] for record in stage.checker.records()} == {"SEALED", "ABANDONED"}


@pytest.mark.parametrize("room", [0, 1_000, 66_000, 70_000])
def test_a_disk_that_is_full_from_the_beginning_is_told(stage: Any, room: int) -> None:
    with pytest.raises(NoSpace):
        stage.publish(stage.process(disk=FaultyDisk(room=room), pid=1 << 23), content="x" * 40_000)

    stage.resume()
    stage.judge()
    assert stage.checker.version_folders() == []


FILL_OPERATIONS = ["open_new", "write", "sync_file", "rename", "chmod", "rename_folder", "mkdir"]


@pytest.mark.parametrize("operation", FILL_OPERATIONS)
def test_any_error_of_the_disk_undoes_everything(stage: Any, operation: str) -> None:
    disk = FaultyDisk(faults=[Fault(operation, "*plate*", errno.EIO)])

    with pytest.raises(StorageError):
        stage.publish(stage.process(disk=disk))

    nothing_is_left(stage)


def test_an_empty_product_is_refused(stage: Any) -> None:
    session = stage.process()
    reservation = stage.reserve(session, "render.main", "plate.main")

    with pytest.raises(PublishError, match="would be empty"):
        run(deliver(session, reservation, stage.artifacts("render.main")))

    nothing_is_left(stage)


def test_a_publish_of_nothing_or_of_one_product_twice_is_refused(stage: Any) -> None:
    for names in ((), ("render.main", "render.main")):
        draft = replace(stage.draft("render.main"), products=tuple(stage.draft(*names).products if names else ()))
        with pytest.raises(PublishError, match="each of them once"):
            run(reserve(stage.process(), draft))


@pytest.mark.parametrize("jobs", range(0, 14, 3))
def test_a_cancel_undoes_everything_before_the_commit(stage: Any, jobs: int) -> None:
    flow = stage.flow(stage.process())
    outcome = None
    for _ in range(jobs):
        outcome = perform(next(flow) if outcome is None else flow.send(outcome))
    if jobs:
        flow.send(outcome)
    flow.close()

    stage.judge()
    assert stage.checker.version_folders() == []


def test_a_cancel_after_the_commit_loses_nothing(stage: Any) -> None:
    session = stage.process()
    reservation = stage.reserve(session)
    flow = deliver(session, reservation, stage.artifacts("render.main"))
    job, outcome = next(flow), None
    while job.phase is not Phase.REGISTER:
        outcome = perform(job)
        job = flow.send(outcome)
    assert reservation.is_committed
    flow.close()

    stage.judge()
    assert stage.checker.records()[0]["state"] == "COMMITTED"
    assert [entry.run for entry in stage.resume().finished] == [reservation.run]
    stage.judge()


def test_what_others_dropped_into_an_open_folder_is_not_published(stage: Any) -> None:
    session = stage.process()
    reservation = stage.reserve(session)
    folder = session.storage.root.local(reservation.folders[stage.key("render.main")])
    (folder / "Thumbs.db").write_text("")
    (folder / ".cache").mkdir()

    run(deliver(session, reservation, stage.artifacts("render.main")))

    stage.judge()


def test_an_extraction_that_failed_gives_the_numbers_back(stage: Any) -> None:
    session = stage.process()
    reservation = stage.reserve(session, "render.main", "plate.main")
    assert not reservation.is_committed

    abandon(session, reservation, PublishError("the extractor crashed"))

    nothing_is_left(stage)
    assert stage.checker.records()[0]["reason"] == "the extractor crashed"
    assert stage.publish().versions[0].number == 2


@pytest.mark.parametrize("path", ["*/main/v001", "*/render.main/v001", "*/000?"])
@pytest.mark.parametrize("number", [errno.EEXIST, errno.ENOTEMPTY, errno.ESTALE], ids=errno.errorcode.get)
def test_a_file_server_that_answers_its_winner_wrongly_hurts_nothing(stage: Any, path: str, number: int) -> None:
    disk = FaultyDisk(faults=[its_own_winner(path, number, times=99)])

    assert stage.publish(stage.process(disk=disk)).state is RunState.PUBLISHED
    stage.judge()


def test_a_commit_whose_answer_is_an_error_is_still_a_commit(stage: Any) -> None:
    """The rename happened, flushing its folder failed: nothing may be undone any more."""
    disk = FaultyDisk()
    failed: list[str] = []

    def fail(operation: str, path: Path) -> None:
        generation = stage.home / "storage/demo/.studio/runs" / path.name / "0004"
        if operation == "sync_folder" and generation.exists() and not failed:
            failed.append(path.name)
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    disk.before = fail
    delivery = stage.publish(stage.process(disk=disk))

    assert failed
    assert delivery.state is RunState.PUBLISHED
    stage.judge()


# -- trouble after the commit defers


def test_a_site_that_is_away_defers(stage: Any) -> None:
    delivery = stage.publish(stage.process(weather="down"))

    assert delivery.state is RunState.DEFERRED
    assert "down" in str(delivery.waiting)
    assert [version.status for version in delivery.versions] == [VersionStatus.DEFERRED] * 2
    assert [event.error for event in stage.of(PublishDeferred)] == ["tracker-unavailable"] * 2
    assert stage.rows() == []
    assert not list((stage.home / "storage/demo/.studio/staging").iterdir())
    stage.judge()


def test_numbers_go_on_without_the_site(stage: Any) -> None:
    numbers = [stage.publish(stage.process(weather="down")).versions[0].number for _ in range(3)]

    assert numbers == [1, 2, 3]
    assert len(stage.resume().finished) == 3
    stage.judge()


def test_a_site_that_is_away_is_asked_once_for_numbers(stage: Any) -> None:
    session = stage.process(weather="down")

    stage.reserve(session, "render.main", "plate.main", "comp.main")

    assert session.tracker.calls == ["highest_number"]


@pytest.mark.parametrize("write", ["prepare", "create_pending", "publish"])
def test_an_answer_that_was_lost_leaves_one_record_each(stage: Any, write: str) -> None:
    session = stage.process(weather="answers-late")
    session.tracker.lost |= {"prepare", "create_pending", "publish"} - {write}

    delivery = stage.publish(session)

    assert delivery.state is RunState.DEFERRED
    stage.judge()
    assert len(stage.resume().finished) == 1
    assert len(stage.rows()) == 3
    assert {row["sg_status_list"] for row in stage.rows()} == {"cmpt"}
    stage.judge()


def test_a_registration_that_crashes_is_told_and_waits(stage: Any, caplog: Any) -> None:
    session = stage.process()

    def broken(*given: Any) -> None:
        raise KeyError("our own fault")

    session.tracker.find = broken
    delivery = stage.publish(session)

    assert delivery.state is RunState.DEFERRED
    assert isinstance(delivery.waiting, KeyError)
    assert "crashed" in caplog.text
    assert len(stage.resume().finished) == 1


def test_duplicates_are_folded_and_the_lowest_stays(stage: Any) -> None:
    session = stage.process()
    once: list[int] = []
    create = session.tracker.create_pending

    def twice(drafts: Any) -> None:
        create(drafts)
        if not once:
            once.append(1)
            create(drafts)

    session.tracker.create_pending = twice
    delivery = stage.publish(session)

    assert delivery.state is RunState.PUBLISHED
    assert [event.records for event in stage.of(DuplicatesFolded)] == [3]
    assert len(stage.rows()) == 3
    stage.judge()


# -- what is told


def test_every_reservation_and_transfer_is_told(stage: Any) -> None:
    delivery = stage.publish()

    reserved, moved = stage.of(VersionReserved), stage.of(TransferFinished)
    assert [(event.kind, event.attempts, event.error) for event in reserved] == [("render", 1, ""), ("plate", 1, "")]
    assert [(event.kind, event.files, event.error) for event in moved] == [("render", 3, ""), ("plate", 2, "")]
    assert {event.run for event in [*reserved, *moved]} == {delivery.run}
    assert all(event.seconds > 0 for event in [*reserved, *moved])


def test_a_failed_transfer_is_told_with_its_code(stage: Any) -> None:
    disk = FaultyDisk(faults=[Fault("write", "*plate*exr.part", errno.ENOSPC)])

    with pytest.raises(NoSpace):
        stage.publish(stage.process(disk=disk))

    assert [event.error for event in stage.of(TransferFinished)] == ["", "storage-full"]
