"""A retraction that meets a registration halfway: whoever comes second makes sure that nothing retracted is shown."""

from __future__ import annotations

import importlib
from typing import Any

import pytest

from studio_tools.jobs import perform
from studio_tools.model import Address
from studio_tools.versions import Retracted, retract

MODULE = importlib.import_module("studio_tools.versions.retract")


def retract_while(stage: Any, monkeypatch: pytest.MonkeyPatch, address: str, meanwhile: Any) -> Retracted:
    """Retract a version; *meanwhile* happens after it was read and before it is marked."""
    real = MODULE.graph

    def slow(session: Any) -> Any:
        found = real(session)
        meanwhile()
        return found

    monkeypatch.setattr(MODULE, "graph", slow)
    return retract(stage.process(), Address.parse(address), reason="bad lens")


def test_what_was_registered_while_it_is_retracted_is_withdrawn(stage: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    version = stage.publish(stage.process(weather="down"), "render.main").versions[0]

    done = retract_while(stage, monkeypatch, version.address, stage.resume)

    assert done.tracker_told
    assert {row["sg_status_list"] for row in stage.rows()} == {"omt"}
    stage.judge()


def test_what_is_not_registered_yet_is_told_by_the_resume(stage: Any) -> None:
    version = stage.publish(stage.process(weather="down"), "render.main").versions[0]

    done = retract(stage.process(), Address.parse(version.address), reason="bad lens")

    assert not done.tracker_told
    stage.resume()
    assert {row["sg_status_list"] for row in stage.rows()} == {"omt"}
    stage.judge()


@pytest.mark.parametrize("step", ["register.publish", "settle.seal"])
def test_what_is_retracted_while_it_is_published_is_withdrawn_at_once(stage: Any, step: str) -> None:
    flow = stage.flow(stage.process(), "render.main")
    job = next(flow)
    while job.step != step:
        job = flow.send(perform(job))
    stage.retract(stage.checker.records()[-1]["run"])

    stage.to_the_end(flow, job)

    assert {row["sg_status_list"] for row in stage.rows()} == {"omt"}
    assert stage.resume().finished == ()
    stage.judge()
