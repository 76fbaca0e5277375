"""`studio` as a process: exit codes, one document on stdout, signals, pipes, and a site that is served."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from studio_tools.testing.shell import Shell

HOUSE = Path(__file__).parents[2]
STUDIO = [sys.executable, "-m", "studio_tools.cli"]
Frames = Callable[..., str]


def environment(shell: Shell) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(HOUSE), **shell.environ}


def studio(shell: Shell, *words: str, **extra: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*STUDIO, *words],
        env={**environment(shell), **extra},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("module", ["studio_tools.cli", "studio_tools"])
def test_the_module_is_the_command(bare: Shell, module: str) -> None:
    command = [sys.executable, "-m", module, "--version"]
    said = subprocess.run(command, env=environment(bare), capture_output=True, text=True, timeout=60, check=False)

    assert (said.returncode, said.stderr) == (0, "")
    assert said.stdout.startswith("studio ")


def test_a_whole_trip_answers_one_document_each_time(bare: Shell, tmp_path: Path, frames: Frames) -> None:
    trip = [
        ("init", str(tmp_path / "show"), "--project", "demo"),
        ("create", "shot", "demo/sq010/sh0010", "--cut", "1001-1003"),
        ("publish", frames(), "--to", "demo/sq010/sh0010", "--kind", "plate", "--plan"),
        ("publish", frames(), "--to", "demo/sq010/sh0010", "--kind", "plate"),
        ("versions", "demo"),
        ("verify",),
        ("resume",),
        ("doctor",),
    ]

    for words in trip:
        said = studio(bare, *words, "--json", STUDIO_TOOLS_HOME=str(tmp_path / "show"))

        assert said.returncode == 0, said.stdout + said.stderr
        assert json.loads(said.stdout)["ok"] is True


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("nonsense",), 2),
        (("versions",), 10),
        (("publish", "a.exr"), 2),
        (("create", "shot", "no address"), 10),
    ],
    ids=["an unknown command", "no home", "no target", "no home either"],
)
def test_an_error_is_one_document_and_its_exit_code(words: tuple[str, ...], code: int, bare: Shell) -> None:
    said = studio(bare, *words, "--json")

    assert said.returncode == code
    assert json.loads(said.stdout)["ok"] is False
    assert "Traceback" not in said.stderr


def test_a_reader_that_goes_away_is_no_error(busy: Shell) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        said = subprocess.run(
            [*STUDIO, "versions"],
            env=environment(busy),
            stdout=writer,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )
    finally:
        os.close(writer)

    assert (said.returncode, said.stderr) == (0, "")


def test_an_old_locale_is_no_obstacle(busy: Shell) -> None:
    said = studio(busy, "versions", LC_ALL="C", PYTHONIOENCODING="ascii")

    assert said.returncode == 0
    assert "demo/sq010/sh0010:render.main@v001" in said.stdout


@contextmanager
def process(shell: Shell, *words: str) -> Iterator[subprocess.Popen[str]]:
    child = subprocess.Popen(
        [*STUDIO, *words],
        env=environment(shell),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield child
    finally:
        child.kill()
        child.communicate()


def first_line(child: subprocess.Popen[str]) -> str:
    assert child.stdout is not None
    ready, _, _ = select.select([child.stdout], [], [], 60)
    assert ready, "nothing was said in a minute"
    return child.stdout.readline().strip()


def ended(child: subprocess.Popen[str], number: int) -> tuple[int, str, str]:
    child.send_signal(number)
    out, err = child.communicate(timeout=60)
    return child.returncode, out, err


def test_a_served_site_says_where_and_ends_when_told(shell: Shell) -> None:
    with process(shell, "site", "serve", "--port", "0") as child:
        url = first_line(child)
        code, rest, errors = ended(child, signal.SIGTERM)

    assert url.startswith("http://127.0.0.1:")
    assert (code, rest, errors) == (0, "", "")


def test_a_served_site_may_say_where_as_json(shell: Shell) -> None:
    with process(shell, "site", "serve", "--port", "0", "--json") as child:
        document = json.loads(first_line(child))
        code, rest, _ = ended(child, signal.SIGINT)

    assert document["ok"] is True
    assert document["result"]["url"].startswith("http://127.0.0.1:")
    assert (code, rest) == (0, "")


def test_a_served_site_lets_a_script_in(show: Shell) -> None:
    from shotgun_api3.shotgun import Shotgun

    with process(
        show, "site", "serve", "--port", "0", "--script-name", "nightly", "--script-key", "a key of mine"
    ) as child:
        url = first_line(child)
        client: Any = Shotgun(url, "nightly", "a key of mine")
        shots = client.find("Shot", [["project.Project.tank_name", "is", "demo"]], ["code"])
        client.close()
        ended(child, signal.SIGTERM)

    assert sorted(shot["code"] for shot in shots) == ["sh0010", "sh0020"]


def test_another_home_may_publish_to_a_served_site(show: Shell, bare: Shell, tmp_path: Path, frames: Frames) -> None:
    with process(show, "site", "serve", "--port", "0", "--script-name", "x", "--script-key", "a key of mine") as child:
        url = first_line(child)
        key = {"STUDIO_TOOLS__TRACKER__SCRIPT_NAME": "x", "STUDIO_TOOLS__TRACKER__SCRIPT_KEY": "a key of mine"}
        other = Shell(environ={**bare.environ, **key})
        home = other.json("init", tmp_path / "other", "--project", "demo", "--site", url).result
        to = ("--to", "demo/sq010/sh0010", "--kind", "render")
        result = other.at(tmp_path / "other").json("publish", frames(), *to).result
        ended(child, signal.SIGTERM)

    assert home["site"] == url
    assert result["state"] == "PUBLISHED"
    assert Path(result["versions"][0]["path"]).is_relative_to(tmp_path / "other")


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("--script-name", "x"), 2, "--script-key"),
        (("--script-key", "x"), 2, "--script-name"),
        (("--port", "70000"), 2, "70000"),
        (("--thumbnail-delay", "-1"), 2, "-1"),
        (("--host", "203.0.113.1", "--port", "0"), 70, "203.0.113.1"),
    ],
    ids=["a name without a key", "a key without a name", "no port", "no delay", "another machine's address"],
)
def test_what_cannot_be_served_is_told(words: tuple[str, ...], code: int, told: str, shell: Shell) -> None:
    said = shell.json("site", "serve", *words)

    assert said.code == code
    assert told in said.error["message"]


def test_a_taken_port_is_told(shell: Shell) -> None:
    with process(shell, "site", "serve", "--port", "0") as child:
        port = first_line(child).rpartition(":")[2]
        said = shell.json("site", "serve", "--port", port)
        ended(child, signal.SIGTERM)

    assert said.code == 70
    assert port in said.error["message"]


def test_a_home_of_another_site_has_none_to_serve(shell: Shell, away: dict[str, str]) -> None:
    said = Shell(environ={**shell.environ, **away}).json("site", "serve")

    assert said.code == 10
    assert "none to serve" in said.error["message"]


def test_what_the_site_is_may_be_asked(show: Shell) -> None:
    result = show.json("site", "info").result

    assert result["site"] == "embedded"
    assert result["projects"] == ["demo"]
    assert result["version"].count(".") == 2
    assert "projects  demo" in show("site", "info").out


def test_a_site_that_is_away_is_told(shell: Shell, away: dict[str, str]) -> None:
    said = Shell(environ={**shell.environ, **away}).json("site", "info")

    assert said.code == 75
    assert said.error["code"] == "tracker-unavailable"


@pytest.mark.long
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["SIGINT", "SIGTERM"])
def test_a_publish_that_is_interrupted_undoes_itself(number: int, show: Shell, frames: Frames) -> None:
    show.json("create", "shot", "demo/sq010/sh0010", "--cut", "1001-1600").result  # noqa: B018
    wanted = frames(last=1600)
    storage = Path(show.environ["STUDIO_TOOLS_HOME"]) / "storage"
    versions = storage / "demo/sequences/sq010/sh0010/publish/render/main"

    with process(show, "publish", wanted, "--to", "demo/sq010/sh0010", "--kind", "render", "--json") as child:
        while child.poll() is None and not any(versions.glob("v*/*.exr")):
            os.sched_yield()
        code, out, errors = ended(child, number)

    assert "Traceback" not in errors
    if code == 0:
        assert json.loads(out)["result"]["state"] in {"PUBLISHED", "DEFERRED"}
        return
    assert code == 130
    assert json.loads(out)["error"]["code"] == "cancelled"
    assert not list(storage.rglob("*.exr"))
    assert show.json("resume").result["still_waiting"] == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("extra", [[], ["--json"]], ids=["text", "a document"])
def test_an_answer_that_cannot_be_written_is_told_in_one_line(extra: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*STUDIO, "steps", *extra], stdout=full, stderr=subprocess.PIPE, text=True, timeout=60, check=False
        )

    assert done.returncode == 40
    assert done.stderr.splitlines() == ["error: the answer could not be written: No space left on device"]


@pytest.mark.parametrize(
    "words",
    [["publish", "x.ma", "--to", "demo/sq010", "-m"], ["retract", "demo/sq010:render", "--reason"]],
    ids=["a comment", "a reason"],
)
def test_words_that_are_no_text_are_refused_and_leave_nothing(shell: Shell, words: list[str]) -> None:
    said = shell.json(*words, "caf\udce9")

    assert (said.code, said.error["code"]) == (2, "input-invalid")
    assert "UTF-8" in said.error["message"]
