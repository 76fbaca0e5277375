"""Settings in trouble: closed folders, broken files, hostile text. Each ends in one clear error or in none."""

from __future__ import annotations

import os
import random
import tomllib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tools.config import check, find_home, load, load_without_home, write_home
from studio_tools.config.toml_lines import key_lines
from studio_tools.errors import ConfigError, HomeMissing, StudioError, UsageError
from studio_tools.frames import FramePattern, FrameRange, find, group, scan
from studio_tools.templates import Field, Template

NOBODY = 65534


def as_nobody(work: Callable[[], str]) -> str:
    """Run *work* in a child that is nobody, for root may read everything."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
            said = work()
        except StudioError as wrong:
            said = f"{type(wrong).__name__}: {wrong}"
        except BaseException as wrong:
            said = f"bug: {wrong!r}"
        os.write(writing, said.encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as answers:
        said = answers.read().decode()
    os.waitpid(child, 0)
    return said


@pytest.fixture
def open_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder that everybody can reach; pytest's own is closed to others."""
    changed = []
    for folder in (tmp_path, *tmp_path.parents):
        mode = folder.stat().st_mode & 0o7777
        if not mode & 0o001 and folder.owner() == tmp_path.owner():
            changed.append((folder, mode))
            folder.chmod(mode | 0o055)
    yield tmp_path
    for folder, mode in changed:
        folder.chmod(mode)


needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="becomes another user, which only root may")


@needs_root
def test_another_users_closed_home_folder_is_passed_over(open_folder: Path) -> None:
    write_home(open_folder / "home", "demo")
    closed = open_folder / "closed"
    closed.mkdir(mode=0o700)

    said = as_nobody(lambda: load(open_folder / "home", {"HOME": str(closed)}).settings.tracker.site)

    assert said == "embedded"


@needs_root
def test_a_settings_file_that_may_not_be_read_is_said(open_folder: Path) -> None:
    write_home(open_folder / "home", "demo")
    (open_folder / "home" / "studio.toml").chmod(0o600)

    said = as_nobody(lambda: load(open_folder / "home", {}).settings.tracker.site)

    assert said == "ConfigError: cannot be read: permission denied (studio.toml)"


@needs_root
def test_a_closed_folder_above_is_no_home(open_folder: Path) -> None:
    (open_folder / "closed" / "below").mkdir(parents=True)
    (open_folder / "closed").chmod(0o700)

    said = as_nobody(lambda: str(find_home(None, {}, open_folder / "closed" / "below")))

    assert said.startswith("HomeMissing: ")


@needs_root
def test_a_home_is_not_made_where_one_may_not_write(open_folder: Path) -> None:
    (open_folder / "closed").mkdir(mode=0o755)

    said = as_nobody(lambda: write_home(open_folder / "closed" / "home", "demo"))

    assert said.startswith("ConfigError: cannot make a home")
    assert "permission denied" in said


@needs_root
def test_a_folder_of_frames_that_may_not_be_listed_is_named(open_folder: Path) -> None:
    (open_folder / "frames").mkdir(mode=0o700)

    said = as_nobody(lambda: str(scan(open_folder / "frames")))

    assert said.startswith("SourceError: cannot list the folder")
    assert "permission denied" in said


def test_text_nested_without_end_is_refused(tmp_path: Path) -> None:
    (tmp_path / "studio.toml").write_text("a = " + "[" * 100_000)

    with pytest.raises(ConfigError, match="nested too deeply"):
        load(tmp_path, {})


def test_a_variable_nested_without_end_is_refused() -> None:
    with pytest.raises(ConfigError, match=r"checks\.disabled"):
        load_without_home({"STUDIO_TOOLS__CHECKS__DISABLED": "[" * 100_000})


def test_a_link_that_leads_in_circles_is_no_home(tmp_path: Path) -> None:
    (tmp_path / "studio.toml").symlink_to(tmp_path / "studio.toml")

    with pytest.raises(HomeMissing):
        load(tmp_path, {})


def test_a_folder_called_studio_toml_is_no_home(tmp_path: Path) -> None:
    (tmp_path / "studio.toml").mkdir()

    with pytest.raises(HomeMissing):
        find_home(None, {}, tmp_path)


def test_a_projects_folder_with_odd_names_is_checked_all_the_same(tmp_path: Path) -> None:
    write_home(tmp_path, "demo")
    for odd in (".hidden.toml", "a b.toml", "notes.txt"):
        (tmp_path / "projects" / odd).write_text("= broken")

    assert check(tmp_path, {}) == []


def test_many_threads_may_load_at_once(tmp_path: Path) -> None:
    write_home(tmp_path, "demo")

    with ThreadPoolExecutor(8) as pool:
        loaded = list(pool.map(lambda _: load(tmp_path, {}, "demo").settings, range(32)))

    assert all(each == loaded[0] for each in loaded)


def test_many_threads_may_share_a_template() -> None:
    shared = Template("{name}.{number:04}", {
        "name": Field(name="name", pattern="[a-z]+"), "number": Field(name="number", kind="number"),
    })  # fmt: skip

    def work(start: int) -> bool:
        wanted = [{"name": "abcdefgh"[at % 8], "number": start + at} for at in range(2_000)]
        return all(shared.parse(shared.format(each)) == each for each in wanted)

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(0, 80_000, 10_000)))


def test_files_that_come_and_go_do_not_disturb_a_scan(tmp_path: Path) -> None:
    steady = [f"steady.{frame:04}.exr" for frame in range(1001, 1021)]
    for name in steady:
        (tmp_path / name).write_bytes(b"x")

    def churn(worker: int) -> None:
        for at in range(300):
            passing = tmp_path / f"passing{worker}.{at:04}.exr"
            passing.write_bytes(b"x")
            passing.unlink()

    with ThreadPoolExecutor(3) as pool:
        working = [pool.submit(churn, worker) for worker in range(2)]
        while not all(each.done() for each in working):
            found = {str(each.pattern): each for each in scan(tmp_path, sizes=True)}
            assert str(found["steady.%04d.exr"].frames) == "1001-1020"
        for each in working:
            each.result()


@given(st.text(max_size=40))
def test_any_text_is_a_pattern_or_is_none(text: str) -> None:
    pattern = FramePattern.parse(text)

    if pattern is not None and not pattern.views:
        assert pattern.match(pattern.format(1001)) is not None
        assert pattern.folder + str(pattern.name) == str(pattern)


@given(st.text(alphabet="a.%04dVv#@$F{}<>UDIMf/\\ -_1", max_size=24), st.text(max_size=12))
def test_no_pattern_is_confused_by_any_name(text: str, name: str) -> None:
    pattern = FramePattern.parse(text)

    if pattern is not None:
        found = pattern.match(name)
        assert found is None or str(abs(found.frame)) in name


@given(st.text(max_size=30))
def test_any_text_is_a_range_or_a_clear_error(text: str) -> None:
    with suppress(UsageError):
        assert FrameRange.parse(str(FrameRange.parse(text))) == FrameRange.parse(text)


@given(st.lists(st.text(st.characters(blacklist_characters="/\0"), min_size=1, max_size=12), max_size=20, unique=True))
def test_any_names_are_grouped_without_losing_one(names: list[str]) -> None:
    listing = group(names)
    again = [each.pattern.format(frame) for each in listing for frame in each.frames] + list(listing.singles)

    assert sorted(again) == sorted(names)


@given(st.text(max_size=60))
def test_finding_lines_never_fails_on_what_is_toml(text: str) -> None:
    try:
        values = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return
    assert {(key,) for key in values} <= set(key_lines(text.replace("\r\n", "\n")))


def test_a_padding_beyond_all_names_is_no_pattern() -> None:
    assert FramePattern.parse("a.%0999999999d.exr") is None


def test_a_folder_of_twenty_thousand_files_is_found_in_full(tmp_path: Path) -> None:
    frames = list(range(1001, 21_001))
    random.Random(7).shuffle(frames)
    for frame in frames:
        (tmp_path / f"a.{frame:04}.exr").touch()

    read = FramePattern.parse("a.####.exr")
    assert read is not None
    found = find(read, tmp_path)

    assert found is not None
    assert str(found.frames) == "1001-21000"
    assert found.zero == found.frames
