"""Batches: a request in, a report out, and an exit code that says how it went."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from studio_tools.batch import main
from studio_tools.errors import (
    Blocked,
    ConfigError,
    ContextError,
    HomeMissing,
    HostError,
    StorageError,
    TrackerError,
    UsageError,
    VersionUnknown,
)
from studio_tools.host import Output
from studio_tools.testing.fake_host import FakeHost
from studio_tools.testing.sample_steps import a_scene
from studio_tools.testing.shell import Shell

TWO = (
    Output(id="a", label="A", kind="other"),
    Output(id="b", label="B", kind="other", variant="second"),
)


@contextmanager
def an_application() -> Iterator[FakeHost]:
    yield FakeHost(name="maya", interactive=False)


@pytest.fixture
def batch(make_house: Callable[..., Any], tmp_path: Path) -> Callable[..., tuple[int, Any]]:
    """Run a batch in this process, with nothing handed over; its exit code and its report."""
    house = make_house(host__worker="never")

    def done(*outputs: Output, **keys: Any) -> tuple[int, Any]:
        request, report = house.request(*outputs, **keys), tmp_path / "report.json"
        code = main([str(request), str(report)], house.environ, an_application)
        return code, json.loads(report.read_text("utf-8"))

    done.house = house  # type: ignore[attr-defined]
    return done


# --- what comes of it


def test_a_scene_is_published(batch: Any) -> None:
    code, report = batch(comment="from the farm")

    assert code == 0
    assert report["ok"] is True
    assert report["result"]["state"] == "PUBLISHED"
    (version,) = report["result"]["versions"]
    assert version["address"] == "demo/sq010/sh0010:other.main@v001"
    assert version["comment"] == "from the farm"
    batch.house.judge()


def test_the_report_has_the_keys_of_the_command(batch: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shell = Shell(environ=batch.house.environ).at(batch.house.home)
    said = shell.json("publish", a_scene(), "--to", "demo/sq010/sh0010", "--accept-warnings")

    _, report = batch()

    assert set(report) == set(said.document)
    assert set(report["result"]) == set(said.result)
    assert set(report["result"]["versions"][0]) == set(said.result["versions"][0])


@pytest.mark.parametrize("place", ["ending.Ending._tell", "integrate.VersionReserved"], ids=["too late", "in time"])
def test_an_interrupt_is_answered_by_what_there_is(batch: Any, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(f"studio_tools.publish.{place}", interrupt)
    code, report = batch()
    monkeypatch.undo()

    is_late = place.startswith("ending")
    assert code == (0 if is_late else 130)
    assert (report["ok"], report["result"]["state"]) == ((True, "PUBLISHED") if is_late else (False, "CANCELLED"))
    assert set(batch.house.states().values()) == {"SEALED" if is_late else "ABANDONED"}
    batch.house.judge()


def test_a_plan_touches_nothing(batch: Any) -> None:
    code, report = batch(plan=True)

    assert code == 0
    assert report["result"]["versions"][0]["address"] == "demo/sq010/sh0010:other.main@v001"
    assert batch.house.checker.records() == []


@pytest.mark.parametrize(
    ("asked", "published"),
    [
        ({}, {"other.main", "other.second"}),
        ({"kind": "other"}, {"other.main", "other.second"}),
        ({"variant": "second"}, {"other.second"}),
        ({"kind": "other", "variant": "main"}, {"other.main"}),
        ({"outputs": ["other.second"]}, {"other.second"}),
    ],
    ids=["everything", "a kind", "a variant", "both", "by name"],
)
def test_what_of_a_scene_is_published(batch: Any, asked: dict[str, Any], published: set[str]) -> None:
    _, report = batch(*TWO, **asked)

    addresses = {version["address"] for version in report["result"]["versions"]}
    assert addresses == {f"demo/sq010/sh0010:{name}@v001" for name in published}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"kind": "render"}, "offers no render.*"),
        ({"variant": "secnd"}, "offers no *.secnd"),
        ({"outputs": ["other.mian"]}, 'did you mean "other.main"'),
        ({"outputs": ["other.main"], "kind": "other"}, "outputs, and a kind or variant as well"),
    ],
)
def test_what_a_scene_does_not_offer_is_refused(batch: Any, asked: dict[str, Any], said: str) -> None:
    code, report = batch(*TWO, **asked)

    assert code == UsageError.exit_code
    assert said in report["error"]["message"]
    assert batch.house.checker.records() == []


def test_warnings_block_unless_they_are_accepted(batch: Any) -> None:
    code, report = batch(notes={"mood": "warning"})
    assert code == Blocked.exit_code
    assert report["ok"] is False
    assert report["result"]["state"] == "BLOCKED"
    assert report["result"]["findings"][0]["title"] == "the mood is warning"

    code, report = batch(notes={"mood": "warning"}, accept_warnings=True)
    assert (code, report["result"]["state"]) == (0, "PUBLISHED")


def test_what_it_was_made_from_is_kept(batch: Any) -> None:
    batch(TWO[0])

    _, report = batch(TWO[1], uses=["demo/sq010/sh0010:other.main@v001"])

    assert report["result"]["versions"][0]["upstream"] == ["demo/sq010/sh0010:other.main@v001"]


def test_a_scene_without_outputs_has_nothing_to_publish(batch: Any) -> None:
    empty = batch.house.home / "empty.fake"
    FakeHost(name="maya").save(empty)

    code, report = batch(scene=str(empty))

    assert code > 1
    assert report["ok"] is False
    assert batch.house.checker.records() == []


FAILURES: dict[str, tuple[dict[str, Any], int]] = {
    "no such shot": ({"address": "demo/sq010/sh9999"}, ContextError.exit_code),
    "no address": ({"address": "demo//"}, ContextError.exit_code),
    "a project alone": ({"address": "demo"}, UsageError.exit_code),
    "a product": ({"address": "demo/sq010/sh0010:other.main"}, UsageError.exit_code),
    "a version": ({"address": "demo/sq010/sh0010:other.main@v001"}, UsageError.exit_code),
    "no such scene": ({"scene": "/nowhere/shot.fake"}, HostError.exit_code),
    "a scene by half a path": ({"scene": "shot.fake"}, UsageError.exit_code),
    "no such upstream": ({"uses": ["demo/sq010/sh0010:other.main@v009"]}, VersionUnknown.exit_code),
    "no such home": ({"home": "/nowhere"}, HomeMissing.exit_code),
    "an unknown key": ({"colour": "red"}, UsageError.exit_code),
}


@pytest.mark.parametrize(("asked", "expected"), FAILURES.values(), ids=FAILURES)
def test_the_exit_code_is_that_of_the_error(batch: Any, asked: dict[str, Any], expected: int) -> None:
    code, report = batch(**asked)

    assert code == expected
    assert report["ok"] is False
    assert report["error"]["message"]
    assert batch.house.checker.records() == []


def test_wrong_settings_are_told(batch: Any) -> None:
    batch.house.environ["STUDIO_TOOLS__STORAGE__WORKERS"] = "many"

    assert batch()[0] == ConfigError.exit_code


def test_a_home_is_found_as_the_command_finds_it(batch: Any) -> None:
    batch.house.environ["STUDIO_TOOLS_HOME"] = str(batch.house.home)

    assert batch(home=None)[0] == 0


def test_a_host_that_cannot_start_is_reported(batch: Any, tmp_path: Path) -> None:
    @contextmanager
    def without_licence() -> Iterator[FakeHost]:
        raise HostError("there is no licence")
        yield FakeHost()

    request, report = batch.house.request(), tmp_path / "report.json"

    code = main([str(request), str(report)], batch.house.environ, without_licence)

    assert code == HostError.exit_code
    assert json.loads(report.read_text())["error"]["message"] == "there is no licence"


def test_the_host_is_ended_however_it_went(batch: Any, tmp_path: Path) -> None:
    ended: list[str] = []

    @contextmanager
    def noted() -> Iterator[FakeHost]:
        try:
            yield FakeHost(name="maya", interactive=False)
        finally:
            ended.append("ended")

    for address in ("demo/sq010/sh0010", "demo/sq010/sh9999"):
        request = batch.house.request(address=address)
        main([str(request), str(tmp_path / "report.json")], batch.house.environ, noted)

    assert ended == ["ended", "ended"]


@pytest.mark.parametrize("address", ["demo/sq010/sh0010", "demo/sq010/sh9999"], ids=["after success", "after failure"])
def test_an_application_that_breaks_when_it_ends_does_not_hide_what_it_did(
    batch: Any, tmp_path: Path, address: str
) -> None:
    """A farm that took it for a failure would publish once more."""
    seen: list[Any] = []

    @contextmanager
    def brittle() -> Iterator[FakeHost]:
        yield FakeHost(name="maya", interactive=False)
        seen.append(json.loads((tmp_path / "report.json").read_text()))
        raise RuntimeError("fatal error while ending")

    request = batch.house.request(address=address)

    code = main([str(request), str(tmp_path / "report.json")], batch.house.environ, brittle)

    assert json.loads((tmp_path / "report.json").read_text()) == seen[0]
    assert (code == 0) == seen[0]["ok"]


# --- the report


@pytest.mark.parametrize("argv", [[], ["one"], ["one", "two", "three"]])
def test_two_files_are_named(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(argv, {}, an_application) == UsageError.exit_code
    assert "REQUEST REPORT" in capsys.readouterr().err


def test_a_report_that_cannot_be_written_is_an_error(batch: Any, capsys: pytest.CaptureFixture[str]) -> None:
    request = batch.house.request()

    code = main([str(request), "/nowhere/report.json"], batch.house.environ, an_application)

    assert code == StorageError.exit_code
    assert "cannot be written" in capsys.readouterr().err


def test_a_report_replaces_the_one_before_and_keeps_its_mode(batch: Any, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    report.write_text("from last time")
    report.chmod(0o640)

    batch()

    assert json.loads(report.read_text())["ok"] is True
    assert stat.S_IMODE(report.stat().st_mode) == 0o640
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_new_report_may_be_read_by_the_farm(batch: Any, tmp_path: Path) -> None:
    batch()

    assert stat.S_IMODE((tmp_path / "report.json").stat().st_mode) == 0o644


def test_an_error_is_told_on_stderr_as_well(batch: Any, capsys: pytest.CaptureFixture[str]) -> None:
    batch(address="demo/sq010/sh9999")

    assert "[context-unknown]" in capsys.readouterr().err


def test_what_to_do_about_an_error_is_told_on_stderr_too(batch: Any, capsys: pytest.CaptureFixture[str]) -> None:
    _, report = batch(address="demo/sq010/sh9999")

    told = capsys.readouterr().err.splitlines()
    assert told == [f"error: {report['error']['message']}  [context-unknown]", f"       {report['error']['hint']}"]


def test_who_names_no_two_files_reads_what_a_request_holds(capsys: pytest.CaptureFixture[str]) -> None:
    main([], {}, an_application)

    told = capsys.readouterr().err
    assert "[input-invalid]" in told
    assert "address, scene, home" in told


def test_who_names_a_report_that_cannot_be_written_reads_what_to_do(
    batch: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    main([str(batch.house.request()), "/nowhere/report.json"], batch.house.environ, an_application)

    assert "a folder that is there" in capsys.readouterr().err


# --- as a process of its own, and handed over


def test_a_batch_hands_over_like_any_application(house: Any, tmp_path: Path) -> None:
    with house.start_host(house.request(), tmp_path / "report.json") as process:
        out, err = process.communicate(timeout=60)

    assert (process.returncode, out) == (0, ""), err
    report = json.loads((tmp_path / "report.json").read_text())
    assert report["result"]["state"] == "PUBLISHED"
    (record,) = house.checker.records()
    assert (record["epoch"], record["origin"]) == (2, "maya")
    house.judge()


def test_a_host_that_is_no_application_we_know_is_a_farm(house: Any, tmp_path: Path) -> None:
    @contextmanager
    def unknown() -> Iterator[FakeHost]:
        yield FakeHost(name="ours", interactive=False)

    request, report = house.request(), tmp_path / "report.json"

    code = main([str(request), str(report)], house.environ, unknown)

    assert code == 0, report.read_text()
    (record,) = house.checker.records()
    assert (record["epoch"], record["origin"]) == (1, "farm")


def test_a_site_that_is_away_is_no_failure_for_a_farm(make_house: Callable[..., Any], tmp_path: Path) -> None:
    house = make_house()
    house.studio.context(_address())
    house.environ.update(
        {
            "STUDIO_TOOLS__TRACKER__SITE": "http://127.0.0.1:9",
            "STUDIO_TOOLS__TRACKER__SCRIPT_NAME": "robot",
            "STUDIO_TOOLS__TRACKER__SCRIPT_KEY": "k" * 20,
        }
    )
    report = tmp_path / "report.json"

    code = main([str(house.request()), str(report)], house.environ, an_application)

    assert (code, json.loads(report.read_text())["result"]["state"]) == (0, "DEFERRED")
    assert code != TrackerError.exit_code


def _address() -> Any:
    from studio_tools.model import Address

    return Address.parse("demo/sq010/sh0010")
