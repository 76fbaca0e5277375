"""A run whose record cannot be read waits by itself; a resume brings all others to their end."""

from __future__ import annotations

import errno
from typing import Any

import pytest

from studio_tools.jobs import run
from studio_tools.publish.resume import resume
from studio_tools.testing.faulty_disk import Fault, FaultyDisk


@pytest.mark.parametrize("operation", ["read", "scandir"], ids=["its-record", "its-folder"])
@pytest.mark.parametrize("first", [True, False], ids=["the-older", "the-newer"])
def test_a_run_that_cannot_be_read_does_not_stop_the_others(stage: Any, operation: str, first: bool) -> None:
    runs = [stage.publish(stage.process(weather="down"), name).run for name in ("plate.main", "render.main")]
    broken, sound = runs if first else reversed(runs)
    pattern = f"*/runs/{broken}/*" if operation == "read" else f"*/runs/{broken}"
    disk = FaultyDisk().fail(Fault(operation, pattern, errno.EIO, times=99))

    report = run(resume(stage.process(disk=disk)))

    assert [entry.run for entry in report.finished] == [sound]
    assert [entry.run for entry in report.still_waiting] == [broken]
    assert [entry.run for entry in stage.resume().finished] == [broken]
    stage.judge()
