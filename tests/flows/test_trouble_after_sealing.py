"""What goes wrong after the last word was written does not make a published version a waiting one."""

from __future__ import annotations

import errno
from typing import Any

import pytest

from studio_tools.jobs import perform
from studio_tools.publish.items import RunState
from studio_tools.testing.faulty_disk import Fault, FaultyDisk


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(Fault("unlink", "*beats/*", errno.EIO, times=9), id="the-beat-stays"),
        pytest.param(Fault("scandir", "*/.studio/staging", errno.EIO, times=9), id="staging-cannot-be-listed"),
    ],
)
def test_a_sealed_publish_that_cannot_be_tidied_up_is_published(stage: Any, fault: Fault) -> None:
    delivery = stage.publish(stage.process(disk=FaultyDisk().fail(fault)), "render.main")

    assert delivery.state is RunState.PUBLISHED
    assert delivery.waiting is None
    assert set(stage.states().values()) == {"SEALED"}
    stage.resume()
    stage.judge()


def test_a_seal_whose_answer_was_bad_is_a_seal(stage: Any) -> None:
    disk = FaultyDisk()
    session = stage.process(disk=disk)
    flow = stage.flow(session, "render.main")
    job = next(flow)
    while job.step != "settle.seal":
        job = flow.send(perform(job))
    run_id = next(iter(stage.states()))
    disk.fail(Fault("sync_folder", f"*/runs/{run_id}", errno.EIO))

    delivery = stage.to_the_end(flow, job)

    assert delivery.state is RunState.PUBLISHED
    assert stage.states() == {run_id: "SEALED"}
    stage.resume()
    stage.judge()
