"""Publishes that do not end as usual: the site is away, somebody interrupts, and `studio resume` afterwards."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio_tools.bootstrap import open_studio
from studio_tools.cli.commands.publish import settled
from studio_tools.cli.invocation import Invocation
from studio_tools.events import Event, StepFinished, TrackerCalled, TransferFinished, VersionReserved
from studio_tools.model import Address
from studio_tools.publish.items import PublishReport, PublishRequest, RunState
from studio_tools.testing.shell import Shell

Frames = Callable[..., str]
Registered = Callable[[Shell], list[dict[str, Any]]]
SHOT = "demo/sq010/sh0010"


def publish(shell: Shell, *words: str, to: str = SHOT, kind: str = "render") -> dict[str, Any]:
    found: dict[str, Any] = shell.json("publish", *words, "--to", to, "--kind", kind).result
    return found


def storage_of(shell: Shell) -> Path:
    return Path(shell.environ["STUDIO_TOOLS_HOME"]) / "storage"


# -- the site is away


def test_with_the_site_away_a_publish_is_done_all_the_same(show: Shell, frames: Frames, away: dict[str, str]) -> None:
    offline = Shell(environ={**show.environ, **away})

    result = publish(offline, frames())

    assert result["state"] == "DEFERRED"
    assert result["versions"][0]["status"] == "DEFERRED"
    assert offline.json("versions", SHOT).result[0]["status"] == "DEFERRED"
    assert offline.json("verify").result["ok"] is True


def test_a_deferred_publish_waits_and_is_registered_once(
    show: Shell, frames: Frames, away: dict[str, str], registered: Registered
) -> None:
    offline = Shell(environ={**show.environ, **away})
    run = publish(offline, frames())["run"]

    waiting = offline.json("resume").result
    finished = show.json("resume").result
    nothing = show.json("resume").result

    assert [entry["run"] for entry in waiting["still_waiting"]] == [run]
    assert [entry["run"] for entry in finished["finished"]] == [run]
    assert (nothing["finished"], nothing["abandoned"], nothing["still_waiting"]) == ([], [], [])
    assert len(registered(show)) == 1
    assert show.json("versions", SHOT).result[0]["status"] == "SEALED"


def test_people_are_told_plainly_that_it_waits(show: Shell, frames: Frames, away: dict[str, str]) -> None:
    said = Shell(environ={**show.environ, **away})("publish", frames(), "--to", SHOT, "--kind", "render")

    assert said.code == 0
    assert "DEFERRED" in said.out
    assert "studio resume" in said.out


def test_an_entity_nobody_remembers_needs_the_site(show: Shell, frames: Frames, away: dict[str, str]) -> None:
    offline = Shell(environ={**show.environ, **away})

    said = offline.json("publish", frames(), "--to", "demo/sq010/sh0011", "--kind", "render")

    assert said.code == 11
    assert "demo/sq010/sh0010" in said.error["message"]
    assert said.error["details"]["nearest"] == ["demo/sq010/sh0010"]


# -- resume


def test_nothing_to_resume_is_told(show: Shell) -> None:
    said = show("resume")

    assert (said.code, said.out) == (0, "Nothing is unfinished.\n")


def test_an_unknown_run_cannot_be_discarded(show: Shell) -> None:
    said = show.json("resume", "--discard", "20260101t000000000-0000000000")

    assert said.code == 2
    assert said.error["code"] == "input-invalid"


def test_a_published_run_cannot_be_discarded(show: Shell, frames: Frames) -> None:
    run = publish(show, frames())["run"]

    said = show.json("resume", "--discard", run)

    assert said.code == 2
    assert show.json("versions", SHOT).result[0]["status"] == "SEALED"


def test_people_read_what_was_resumed(show: Shell, frames: Frames, away: dict[str, str]) -> None:
    run = publish(Shell(environ={**show.environ, **away}), frames())["run"]

    said = show("resume")

    assert said.out.startswith("finished")
    assert "demo/sq010/sh0010:render.main@v001" in said.out
    assert run in said.out


def test_what_the_site_said_is_remembered_with_its_tasks(show: Shell, frames: Frames, away: dict[str, str]) -> None:
    show.json("create", "task", f"{SHOT}#comp").result  # noqa: B018
    publish(show, frames(), to=f"{SHOT}#comp")
    with open_studio(Path(show.environ["STUDIO_TOOLS_HOME"]), {**show.environ, **away}) as studio:
        context = studio.context(Address.parse(f"{SHOT}#comp"))

    assert context.task is not None
    assert context.task.id is not None
    assert context.entity.cut is not None


def in_project(shell: Shell, code: str, text: str) -> None:
    (Path(shell.environ["STUDIO_TOOLS_HOME"]) / "projects" / f"{code}.toml").write_text(text)


def test_what_waits_is_registered_with_the_settings_of_its_own_project(
    show: Shell, frames: Frames, away: dict[str, str], registered: Registered
) -> None:
    in_project(show, "demo", '[tracker.file_types]\n"render/exr" = "Beauty"\n')
    publish(Shell(environ={**show.environ, **away}), frames())

    assert len(show.json("resume").result["finished"]) == 1

    (row,) = registered(show)
    assert row["published_file_type"]["name"] == "Beauty"


def test_a_project_that_keeps_its_versions_elsewhere_is_resumed_there(
    show: Shell, frames: Frames, away: dict[str, str], tmp_path: Path, registered: Registered
) -> None:
    in_project(show, "demo", f'[storage]\nroot = "{tmp_path / "elsewhere"}"\n')
    home = show.environ["STUDIO_TOOLS_HOME"]
    show.json("init", home, "--project", "demo", "--storage", tmp_path / "elsewhere").result  # noqa: B018
    publish(show, frames())
    run = publish(Shell(environ={**show.environ, **away}), frames(value=0.1))["run"]

    assert [entry["run"] for entry in show.json("resume").result["finished"]] == [run]
    assert len(registered(show)) == 2


def test_wrong_settings_of_one_project_hold_up_no_other(show: Shell, frames: Frames, away: dict[str, str]) -> None:
    show.json("create", "project", "other").result  # noqa: B018
    show.json("create", "shot", "other/sq010/sh0010", "--cut", "1001-1003").result  # noqa: B018
    offline = Shell(environ={**show.environ, **away})
    hurt = publish(offline, frames())["run"]
    well = publish(offline, frames(), to="other/sq010/sh0010")["run"]
    in_project(show, "demo", "[tracker]\ntimeut = 3\n")

    said = show.json("resume")

    result = said.document["result"]
    assert said.code == 10
    assert [entry["run"] for entry in result["finished"]] == [well]
    assert [entry["run"] for entry in result["still_waiting"]] == [hurt]
    assert "projects/demo.toml, line 2" in result["still_waiting"][0]["reason"]


# -- interrupted


def interrupting(moment: type[Event], *operations: str) -> Callable[[Event], None]:
    """A listener that interrupts as a shell does, when the first of these events is told."""

    def listen(event: Event) -> None:
        if isinstance(event, moment) and (not operations or getattr(event, "operation", "") in operations):
            raise KeyboardInterrupt

    return listen


def interrupted(shell: Shell, path: str, listener: Callable[[Event], None]) -> PublishReport:
    home = Path(shell.environ["STUDIO_TOOLS_HOME"])
    invocation = Invocation(environ=shell.environ, stdout=io.StringIO(), stderr=io.StringIO())
    with open_studio(home, shell.environ, listeners=[invocation.hear, listener]) as studio:
        flow = studio.publish(Address.parse(SHOT), PublishRequest(), host=studio.files([path], kind="render"))
        return settled(studio, Address.parse(SHOT), flow, invocation)


@pytest.mark.parametrize("moment", [StepFinished, VersionReserved, TransferFinished], ids=lambda each: each.__name__)
def test_an_interrupt_before_the_commit_undoes_everything(moment: type[Event], show: Shell, frames: Frames) -> None:
    with pytest.raises(KeyboardInterrupt):
        interrupted(show, frames(), interrupting(moment))

    assert show.json("versions", "demo").result == []
    assert not list(storage_of(show).rglob("*.exr"))
    assert show.json("resume").result["still_waiting"] == []


def test_a_number_that_was_given_up_is_listed_on_request(show: Shell, frames: Frames) -> None:
    with pytest.raises(KeyboardInterrupt):
        interrupted(show, frames(), interrupting(TransferFinished))

    (version,) = show.json("versions", SHOT, "--all").result

    assert (version["address"], version["status"]) == ("demo/sq010/sh0010:render.main@v001", "ABANDONED")
    assert "ABANDONED" in show("versions", SHOT, "--all").out
    assert publish(show, frames())["versions"][0]["number"] == 2


def test_an_interrupt_after_the_commit_is_told_as_what_it_is(
    show: Shell, frames: Frames, registered: Registered
) -> None:
    report = interrupted(show, frames(), interrupting(TrackerCalled, "register"))

    assert report.state is RunState.DEFERRED
    assert [version.address for version in report.versions] == ["demo/sq010/sh0010:render.main@v001"]
    assert len(show.json("resume").result["finished"]) == 1
    assert len(registered(show)) == 1
