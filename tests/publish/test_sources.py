from __future__ import annotations

import os
from pathlib import Path

import pytest

from studio_tools.errors import SourceError, StudioError, UsageError
from studio_tools.frames import FrameRange
from studio_tools.publish.sources import extension, read_source, shown
from studio_tools.testing.builders import some_frames


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def touched(*names: str) -> None:
    for name in names:
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", "utf-8")


@pytest.mark.parametrize("spelling", ["%04d", "####", "$F4", "@@@@", "${F4}", "<f>"])
def test_every_spelling_of_a_sequence_finds_its_frames(here: Path, spelling: str) -> None:
    some_frames(here / "a", "1001-1003,1005")
    found = read_source(f"a/beauty.{spelling}.exr")
    assert found.representation == found.extension == "exr"
    assert found.frames == FrameRange.parse("1001-1003,1005")
    assert [file.frame for file in found.files] == [1001, 1002, 1003, 1005]
    assert str(found.pattern) == "beauty.%04d.exr"


def test_a_folder_with_one_sequence_is_that_sequence(here: Path) -> None:
    some_frames(here / "a", "1-3")
    assert read_source("a").frames == FrameRange.parse("1-3")
    assert read_source("a/").frames == FrameRange.parse("1-3")


def test_a_folder_with_one_file_is_that_file(here: Path) -> None:
    touched("a/scene.ma")
    found = read_source("a")
    assert found.frames is None
    assert found.files[0].path == here / "a/scene.ma"


def test_clutter_of_file_browsers_does_not_count(here: Path) -> None:
    some_frames(here / "a", "1-3")
    touched("a/.DS_Store", "a/Thumbs.db", "a/._beauty.0001.exr")
    assert read_source("a").frames == FrameRange.parse("1-3")


def test_files_carry_their_size_and_age(here: Path) -> None:
    touched("a.txt")
    os.utime("a.txt", ns=(5, 1_700_000_000_000_000_007))
    (file,) = read_source("a.txt").files
    assert (file.size, file.modified, file.frame) == (1, 1_700_000_000_000_000_007, None)


def test_paths_are_absolute_and_keep_their_links(here: Path) -> None:
    touched("real/a.txt")
    Path("link").symlink_to("real")
    (file,) = read_source("link/a.txt").files
    assert file.path == here / "link/a.txt"


@pytest.mark.parametrize(
    "name",
    ["a b.ma", "café.ma", "日本語.ma", "new\nline.ma", "-dash.ma", "a=b.ma", "percent%.ma", "quote'\".ma"],
    ids=["blank", "accent", "kanji", "newline", "dash", "equals", "percent", "quotes"],
)
def test_odd_names_are_still_files(here: Path, name: str) -> None:
    touched(name)
    assert read_source(name).files[0].path == here / name


def test_a_file_that_looks_like_a_pattern_is_a_file(here: Path) -> None:
    touched("a.####.exr")
    assert read_source("a.####.exr").frames is None


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("a.exr", "exr"),
        ("a.EXR", "exr"),
        ("a.b.Mov", "mov"),
        ("a.tar.gz", "tar.gz"),
        ("a.bgeo.sc", "bgeo.sc"),
        ("a.usd.gz", "gz"),
        ("a.mp4", "mp4"),
        ("a.3ds", "3ds"),
        ("README", ""),
        (".hidden", ""),
        ("libfoo.so.1", ""),
        ("a.", ""),
    ],
)
def test_the_extension_is_the_last_word(name: str, ending: str) -> None:
    if name == "a.":
        with pytest.raises(UsageError):
            extension(name)
        return
    assert extension(name) == ending


@pytest.mark.parametrize("name", ["a.e r", "a.exr\n", "a.ünï", "a.e/x", "a.a+b"])
def test_an_odd_extension_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="odd extension"):
        extension(name)


def test_a_file_without_extension_is_called_file(here: Path) -> None:
    touched("README")
    found = read_source("README")
    assert (found.representation, found.extension) == ("file", "")


def test_negative_frames_are_frames(here: Path) -> None:
    some_frames(here / "a", "-2-1")
    assert read_source("a/beauty.%04d.exr").frames == FrameRange.parse("-2-1")


def test_views_are_found_where_the_pattern_names_them(here: Path) -> None:
    some_frames(here, "1-2", name="beauty.left.%04d.exr")
    some_frames(here, "1-3", name="beauty.right.%04d.exr")
    found = read_source("beauty.%V.%04d.exr")
    assert [(file.view, file.frame) for file in found.files] == [
        ("left", 1),
        ("left", 2),
        ("right", 1),
        ("right", 2),
        ("right", 3),
    ]
    assert str(found.pattern) == "beauty.%V.%04d.exr"
    assert found.frames == FrameRange.parse("1-3")


def test_views_may_be_folders(here: Path) -> None:
    some_frames(here / "left", "1-2")
    some_frames(here / "right", "1-2")
    found = read_source("%V/beauty.%04d.exr")
    assert {file.view for file in found.files} == {"left", "right"}
    assert len(found.files) == 4


def test_tiles_of_a_texture_are_frames_of_a_udim_pattern(here: Path) -> None:
    some_frames(here, "1001,1011", name="skin.%04d.tif")
    found = read_source("skin.<UDIM>.tif")
    assert found.pattern is not None
    assert found.pattern.udim
    assert [file.frame for file in found.files] == [1001, 1011]


def test_a_lone_frame_is_a_sequence_where_frames_are_expected(here: Path) -> None:
    some_frames(here, "1001")
    assert read_source("beauty.1001.exr").frames is None
    found = read_source("beauty.1001.exr", numbered=True)
    assert found.frames == FrameRange.of([1001])
    assert str(found.pattern) == "beauty.%04d.exr"


def test_the_width_of_wide_frames_is_kept(here: Path) -> None:
    some_frames(here, "1-3", name="beauty.%06d.exr")
    found = read_source("beauty.%06d.exr")
    assert found.pattern is not None
    assert found.pattern.width == 6


def wrong(path: str) -> StudioError:
    with pytest.raises(StudioError) as caught:
        read_source(path)
    assert caught.value.hint
    assert not isinstance(caught.value.__cause__, StudioError)
    return caught.value


def test_a_missing_file_is_answered_with_the_nearest(here: Path) -> None:
    touched("beauty_v001.ma")
    error = wrong("beauty_v01.ma")
    assert isinstance(error, SourceError)
    assert error.message == 'beauty_v01.ma does not exist; did you mean "beauty_v001.ma"?'


def test_a_missing_folder_is_answered_with_the_last_that_is_there(here: Path) -> None:
    touched("a/b/x.ma")
    assert "the last folder of it that does is a/b" in wrong("a/b/c/d/x.ma").message


def test_a_pattern_without_frames_names_what_is_there(here: Path) -> None:
    some_frames(here / "a", "1-3")
    touched("a/notes.txt")
    error = wrong("a/beaty.%04d.exr")
    assert isinstance(error, SourceError)
    assert "beauty.%04d.exr (1-3)" in error.message
    assert "notes.txt" in error.message
    assert 'did you mean "beauty.%04d.exr"?' in error.message
    assert error.details["found"] == ["beauty.%04d.exr (1-3)", "notes.txt"]


def test_another_number_of_digits_is_another_sequence(here: Path) -> None:
    some_frames(here / "a", "1-3")
    assert "beauty.%04d.exr (1-3)" in wrong("a/beauty.%05d.exr").message


def test_a_pattern_in_a_missing_folder_says_so(here: Path) -> None:
    assert "a does not exist" in wrong("a/beauty.%04d.exr").message


def test_views_that_nobody_rendered_are_missing(here: Path) -> None:
    touched("a.txt")
    assert "a.txt" in wrong("beauty.%V.%04d.exr").message
    assert "no frame of" in wrong("%V/beauty.%04d.exr").message


def test_an_empty_folder_is_an_error_that_names_its_folders(here: Path) -> None:
    (here / "a/sub").mkdir(parents=True)
    error = wrong("a")
    assert isinstance(error, SourceError)
    assert "sub/" in error.message


def test_a_folder_of_several_things_lists_them(here: Path) -> None:
    some_frames(here / "a", "1-3")
    some_frames(here / "a", "1-4", name="matte.%04d.exr")
    touched("a/notes.txt")
    error = wrong("a")
    assert isinstance(error, UsageError)
    assert error.details["found"] == ["beauty.%04d.exr (1-3)", "matte.%04d.exr (1-4)", "notes.txt"]


def test_a_folder_of_many_files_lists_only_some(here: Path) -> None:
    touched(*(f"a/{letter}.txt" for letter in "abcdefghijklmnop"))
    error = wrong("a")
    assert "and 8 more" in error.message


def test_a_broken_link_says_where_it_points(here: Path) -> None:
    Path("link.ma").symlink_to("gone.ma")
    assert "gone.ma, which is not there" in wrong("link.ma").message


def test_a_pipe_is_no_file(here: Path) -> None:
    os.mkfifo("pipe")
    assert "neither a file nor a folder" in wrong("pipe").message


@pytest.mark.parametrize("path", ["", "  ", "a\0b", "a\udcff.ma"], ids=["empty", "blank", "nul", "not-utf8"])
def test_a_path_that_cannot_be_one_is_refused(here: Path, path: str) -> None:
    assert isinstance(wrong(path), UsageError)


def test_a_name_on_disk_that_is_not_utf8_is_refused(here: Path) -> None:
    (here / "a").mkdir()
    os.close(os.open(b"a/\xff.ma", os.O_CREAT | os.O_WRONLY))
    assert "UTF-8" in wrong("a").message


def test_a_message_never_breaks_its_line(here: Path) -> None:
    touched("new\nline.ma", "odd/a\nb.txt", "odd/c.txt")
    for path in ("new\nlin.ma", "odd", "no\nframes.%04d.exr"):
        assert "\n" not in wrong(path).message
    assert "'new\\nlin.ma' does not exist" in wrong("new\nlin.ma").message


def test_a_loop_of_links_is_told(here: Path) -> None:
    Path("one").symlink_to("other")
    Path("other").symlink_to("one")
    assert "cannot be read" in wrong("one").message


def test_a_name_that_is_too_long_is_told(here: Path) -> None:
    assert "cannot be read" in wrong("x" * 300 + ".ma").message


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may become somebody who may not read")
@pytest.mark.parametrize("path", ["a.ma", "closed/a.ma"], ids=["file", "folder"])
def test_what_may_not_be_read_is_told(here: Path, path: str) -> None:
    touched("a.ma", "closed/a.ma")
    Path("a.ma").chmod(0o600)
    Path("closed").chmod(0o700)
    here.chmod(0o711)
    assert "may not be read by you" in _as_nobody(path)


def _as_nobody(path: str) -> str:
    """What a user without any right is told; asked in a child, since there is no way back."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.setgid(65534)
        os.setuid(65534)
        try:
            read_source(path)
            told = "nothing"
        except StudioError as error:
            told = error.message
        os.write(writing, told.encode())
        os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as answer:
        return answer.read().decode()


@pytest.mark.parametrize("text", ["plain", "a b", "日本語", "a\nb", "\x1b[2J", "\udcff"])
def test_paths_are_quoted_only_where_they_would_harm_the_line(text: str) -> None:
    assert shown(text).isprintable()
    assert (shown(text) == text) is text.isprintable()
