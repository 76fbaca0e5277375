"""`studio doctor` and its parts: what is well, what is not, what to do, and that one sick part hides no other."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from studio_tools.doctor import Level, Line, advice_of, guarded, machine_lines, plugin_lines, storage_lines
from studio_tools.doctor.mounts import file_system, is_network
from studio_tools.errors import PluginError, SiteError, StorageError, StudioError
from studio_tools.site import serve
from studio_tools.storage.door import SafeDisk
from studio_tools.storage.ground import found_storage
from studio_tools.testing.shell import Shell
from studio_tools.tracker.embedded import open_embedded

Frames = Callable[..., str]


def lines_of(shell: Shell) -> list[dict[str, str]]:
    found: list[dict[str, str]] = shell.json("doctor").document["result"]["lines"]
    return found


def of(lines: list[dict[str, str]], area: str, level: str = "") -> list[str]:
    return [one["text"] for one in lines if one["area"] == area and level in ("", one["level"])]


def test_a_well_home_is_well(shell: Shell) -> None:
    result = shell.json("doctor").result

    assert result["ok"] is True
    assert result["failed"] == 0
    assert {line["area"] for line in result["lines"]} == {"machine", "home", "storage", "site", "publishes", "steps"}


def test_people_read_that_all_is_well_or_what_to_do(shell: Shell) -> None:
    said = shell("doctor")

    assert said.code == 0
    assert "site" in said.out
    assert "embedded answers" in said.out


def test_nothing_is_left_behind(shell: Shell, home: Path) -> None:
    before = sorted(path for path in (home / "storage").rglob("*"))

    shell.json("doctor").result  # noqa: B018

    assert sorted(path for path in (home / "storage").rglob("*")) == before


def test_without_a_home_the_machine_is_still_looked_at(bare: Shell) -> None:
    said = bare.json("doctor")

    lines = said.document["result"]["lines"]
    assert said.code > 1
    assert of(lines, "machine")
    assert of(lines, "home", "fail")
    assert "studio init" in next(line["advice"] for line in lines if line["level"] == "fail")


def test_wrong_settings_are_named_with_their_line(shell: Shell, home: Path) -> None:
    (home / "studio.toml").write_text("[tracker]\ntimeut = 3\n")

    said = shell.json("doctor")

    assert said.code > 1
    (told, _) = of(said.document["result"]["lines"], "home", "fail")
    assert told == f'tracker.timeut: unknown; did you mean "timeout"? ({home}/studio.toml, line 2)'


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        pytest.param("studio.toml", "= broken\n", "is not TOML: invalid statement", id="the-home"),
        pytest.param("projects/demo.toml", "= broken\n", "is not TOML: invalid statement", id="a-project"),
    ],
)
def test_a_broken_file_is_named_by_its_full_path(shell: Shell, home: Path, name: str, text: str, told: str) -> None:
    (home / name).write_text(text)

    assert f"{told} ({home}/{name}, line 1)" in of(lines_of(shell), "home", "fail")


def test_a_storage_that_is_not_there_fails(shell: Shell, home: Path) -> None:
    (home / "storage" / "demo" / ".studio" / "entities.json").unlink()
    (home / "storage").rename(home / "unmounted")

    said = shell.json("doctor")

    assert said.code > 1
    assert any("does not exist" in text for text in of(said.document["result"]["lines"], "storage", "fail"))
    assert of(said.document["result"]["lines"], "site", "ok")


def test_a_site_that_is_away_is_a_warning(shell: Shell, away: dict[str, str]) -> None:
    said = Shell(environ={**shell.environ, **away}).json("doctor")

    assert said.code == 0
    lines = said.document["result"]["lines"]
    assert of(lines, "site", "warn")
    assert any("studio resume" in line["advice"] for line in lines if line["area"] == "site")


@pytest.fixture
def served(home: Path) -> Iterator[str]:
    """The home's own site, behind real HTTP."""
    urls: list[str] = []
    listening, over = threading.Event(), threading.Event()

    def say(url: str) -> None:
        urls.append(url)
        listening.set()

    with open_embedded(home / "site") as site:
        thread = threading.Thread(target=lambda: serve(site, port=0, on_listening=say, stop=over))
        thread.start()
        assert listening.wait(20)
        yield urls[0]
        over.set()
        thread.join()


@pytest.mark.parametrize("key", ["", "not-the-key"], ids=["no key", "a wrong key"])
def test_a_site_that_does_not_let_us_in_fails(shell: Shell, served: str, key: str) -> None:
    told = {"SITE": served, "SCRIPT_NAME": "robot", "SCRIPT_KEY": key}
    asked = Shell(
        environ={**shell.environ, **{f"STUDIO_TOOLS__TRACKER__{name}": value for name, value in told.items()}}
    )

    said = asked.json("doctor")

    assert said.code > 1
    assert of(said.document["result"]["lines"], "site", "fail")


def test_a_publish_that_waits_is_named(show: Shell, frames: Frames, away: dict[str, str]) -> None:
    offline = Shell(environ={**show.environ, **away})
    run = offline.json("publish", frames(), "--to", "demo/sq010/sh0010", "--kind", "render").result["run"]

    lines = lines_of(show)

    (told,) = of(lines, "publishes", "warn")
    assert run in told
    assert "demo/sq010/sh0010:render.main@v001" in told
    assert "waits for the tracker" in told


def test_a_retraction_the_tracker_has_not_heard_of_is_named(busy: Shell, away: dict[str, str]) -> None:
    offline = Shell(environ={**busy.environ, **away})
    offline.json("retract", "demo/sq010/sh0010:render.main@v001", "--reason", "dark").result  # noqa: B018

    (told,) = of(lines_of(busy), "publishes", "warn")

    assert "retraction" in told


def test_a_broken_step_is_named(shell: Shell, home: Path) -> None:
    (home / "steps").mkdir()
    (home / "steps" / "broken.py").write_text("1 / 0\n")

    said = shell.json("doctor")

    assert said.code > 1
    assert any("broken.py" in text for text in of(said.document["result"]["lines"], "steps", "fail"))


def test_who_has_a_broken_step_reads_which_line_to_correct(shell: Shell, home: Path) -> None:
    (home / "steps").mkdir()
    broken = home / "steps" / "broken.py"
    broken.write_text("import os\n\n1 / 0\n")

    (line,) = [one for one in lines_of(shell) if one["level"] == "fail"]

    assert f"Correct line 3 of {broken}" in line["advice"]
    assert "studio doctor" not in line["advice"]


def test_a_misspelt_step_is_one_line_with_its_place_and_the_nearest(shell: Shell, home: Path) -> None:
    with (home / "studio.toml").open("a") as settings:
        settings.write('\n[applications.maya.recipes.model]\ncollect = ["maya.scen"]\n')
    line = len((home / "studio.toml").read_text().splitlines())

    told = of(lines_of(shell), "steps", "fail")

    assert told == [
        "applications.maya.recipes.model.collect: there is no step maya.scen;"
        f' did you mean "maya.scene"? ({home}/studio.toml, line {line})'
    ]
    for words in (("steps", "check"), ("config", "check")):
        said = shell(*words)
        assert said.out.splitlines() == [f"fail  {told[0].replace(f'{home}/', '')}"]


def test_a_recipe_of_the_wrong_shape_is_told_once_and_the_rest_is_looked_at(shell: Shell, home: Path) -> None:
    with (home / "studio.toml").open("a") as settings:
        settings.write('\n[applications.maya.recipes.extra]\ncollect = ["maya.scene"]\nvalidate = []\n')

    lines = lines_of(shell)

    (told,) = [one["text"] for one in lines if one["level"] == "fail"]
    assert told.startswith(f"applications.maya.recipes.extra.extract: is missing ({home}/studio.toml, line ")
    assert of(lines, "site", "ok")
    assert shell.json("versions").result == []
    assert told.replace(f"{home}/", "") in shell("steps", "check").out


@pytest.mark.parametrize(
    "error", [PluginError("x"), StorageError("x"), SiteError("x")], ids=["plugin", "storage", "site"]
)
def test_nobody_is_sent_from_the_doctor_to_the_doctor(error: StudioError) -> None:
    assert "`studio doctor`" in error.hint
    assert advice_of(error) == f"docs/errors.md#{error.code} says what to do."


def test_a_hint_that_says_what_to_do_is_the_advice() -> None:
    assert advice_of(PluginError("x", hint="Correct line 3.")) == "Correct line 3."


def test_a_key_that_others_may_read_is_named(shell: Shell, home: Path) -> None:
    shell.json("site", "info").result  # noqa: B018
    (home / "site" / "local.key").chmod(0o644)

    said = shell.json("doctor")

    assert any("key" in text for text in of(said.document["result"]["lines"], "site", "fail"))


# -- its parts


def test_what_a_probe_raises_is_a_line() -> None:
    def sick() -> Iterator[Line]:
        yield Line(area="x", level=Level.OK, text="so far")
        raise StorageError("the disk is gone", hint="Mount it.")

    first, second = guarded("x", sick)

    assert first.text == "so far"
    assert (second.level, second.text, second.advice) == (Level.FAIL, "the disk is gone", "Mount it.")


def test_a_bug_in_a_probe_is_a_line_too() -> None:
    def broken() -> Iterator[Line]:
        raise ZeroDivisionError("oh")

    (line,) = guarded("x", broken)

    assert line.level is Level.FAIL
    assert "ZeroDivisionError" in line.text


def test_the_machine_names_interpreter_user_and_packages() -> None:
    texts = [line.text for line in machine_lines("ada")]

    assert any("Python" in text for text in texts)
    assert any("works as ada" in text for text in texts)
    assert any("shotgun_api3" in text for text in texts)
    assert any("ffmpeg" in text for text in texts)


@pytest.fixture
def storage(tmp_path: Path) -> Path:
    """A folder that is known to be a storage."""
    found_storage(SafeDisk(), tmp_path)
    return tmp_path


def test_too_little_space_fails(storage: Path) -> None:
    lines = list(storage_lines(storage, reserve=10**18))

    assert [line.level for line in lines if "free" in line.text] == [Level.FAIL]


def test_a_group_that_is_none_fails(storage: Path) -> None:
    lines = list(storage_lines(storage, reserve=0, group="no_such_group"))

    assert any(line.level is Level.FAIL and "no_such_group" in line.text for line in lines)


def test_a_storage_that_cannot_be_written_fails(storage: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def mkdir(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(os, "mkdir", mkdir)  # root may write anywhere, but where the mount is read-only
    lines = list(storage_lines(storage, reserve=0))

    assert any(line.level is Level.FAIL and "cannot be written" in line.text for line in lines)


def test_a_storage_is_tried_as_a_publish_uses_it(storage: Path) -> None:
    before = sorted(storage.rglob("*"))
    texts = [line.text for line in storage_lines(storage, reserve=0)]

    assert "a taken version number cannot be taken again" in texts
    assert sorted(storage.rglob("*")) == before


def test_nothing_is_written_into_an_empty_mount_point(tmp_path: Path) -> None:
    changed = tmp_path.stat().st_mtime_ns

    (line,) = storage_lines(tmp_path, reserve=0)

    assert (line.level, line.text) == (Level.FAIL, f"the storage {tmp_path} is not there")
    assert "A folder is there, but no storage was made in it" in line.advice
    assert tmp_path.stat().st_mtime_ns == changed


def test_right_plugins_are_one_line() -> None:
    (line,) = plugin_lines(steps=14, broken=[], recipes=[], observers=[])

    assert (line.level, line.text) == (Level.OK, "14 steps, and every recipe finds its own")


def test_every_broken_plugin_is_a_line() -> None:
    lines = list(
        plugin_lines(steps=1, broken=[PluginError("a.py")], recipes=["recipes.x"], observers=[PluginError("telemetry")])
    )

    assert [(line.area, line.level) for line in lines] == [
        ("steps", Level.FAIL),
        ("steps", Level.FAIL),
        ("observers", Level.WARN),
    ]


MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/show /mnt/show nfs4 rw 0 0
server:/a /mnt/my\\040show cifs rw 0 0
tmpfs /mnt/show/scratch tmpfs rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/etc", "ext4"),
        ("/mnt/show", "nfs4"),
        ("/mnt/show/demo", "nfs4"),
        ("/mnt/shower", "ext4"),
        ("/mnt/my show/x", "cifs"),
        ("/mnt/show/scratch/x", "tmpfs"),
    ],
)
def test_the_file_system_of_a_path_is_that_of_the_nearest_mount(path: str, kind: str, tmp_path: Path) -> None:
    (tmp_path / "mounts").write_text(MOUNTS)

    assert file_system(Path(path), mounts=tmp_path / "mounts") == kind


def test_where_the_system_does_not_tell_nothing_is_claimed(tmp_path: Path) -> None:
    assert file_system(Path("/etc"), mounts=tmp_path / "nothing") == ""


@pytest.mark.parametrize(
    ("kind", "network"),
    [
        ("nfs", True),
        ("nfs4", True),
        ("cifs", True),
        ("fuse.sshfs", True),
        ("ext4", False),
        ("tmpfs", False),
        ("", False),
    ],
)
def test_network_file_systems_are_known(kind: str, network: bool) -> None:
    assert is_network(kind) is network
