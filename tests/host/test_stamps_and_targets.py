"""How stamps are written, and what is asked of the disk before a host reads or writes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tools.errors import HostError
from studio_tools.host.stamps import parse, spell
from studio_tools.host.targets import check_readable, check_writable
from studio_tools.model import ProductKey, Stamp

WORD = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,8}", fullmatch=True)
KEYS = st.builds(
    ProductKey,
    project=WORD,
    entity=st.lists(WORD.filter(lambda word: word != "assets"), min_size=1, max_size=2).map("/".join),
    kind=WORD,
    variant=WORD,
)


@given(key=KEYS, number=st.integers(0, 99999), representation=st.one_of(st.just(""), WORD))
def test_a_stamp_is_read_as_it_was_written(key: ProductKey, number: int, representation: str) -> None:
    stamp = Stamp(key=key, number=number, representation=representation)
    assert parse(spell(stamp)) == stamp


def test_a_stamp_is_one_line_that_a_person_reads() -> None:
    stamp = Stamp(key=ProductKey("demo", "sq010/sh0010", "render", "beauty"), number=12, representation="exr")
    assert spell(stamp) == "demo/sq010/sh0010:render.beauty@v012 exr"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "dragon",
        "demo/assets/dragon",
        "demo/assets/dragon:model",
        "demo/assets/dragon:model@latest",
        "\n\0",
        "{}",
    ],
)
def test_what_is_no_stamp_is_none(text: str) -> None:
    assert parse(text) is None


@given(st.text())
def test_no_text_is_an_error(text: str) -> None:
    parse(text)


def test_blanks_around_a_stamp_do_not_matter() -> None:
    assert parse("  demo/assets/dragon:model@v003   ma \n") == parse("demo/assets/dragon:model.main@v003 ma")


# -- targets


def test_a_free_name_in_a_folder_is_fine(tmp_path: Path) -> None:
    check_writable(tmp_path / "scene.MA", (".ma", ".mb"))


def test_a_file_that_may_be_written_is_fine(tmp_path: Path) -> None:
    (tmp_path / "scene.ma").touch()
    check_writable(tmp_path / "scene.ma", {".ma"})


def refused(path: Path, says: str) -> None:
    with pytest.raises(HostError, match=says) as error:
        check_writable(path, (".ma", ".mb"))
    assert error.value.hint


def test_a_foreign_suffix_is_refused_and_the_right_ones_named(tmp_path: Path) -> None:
    with pytest.raises(HostError, match="cannot be saved here") as error:
        check_writable(tmp_path / "scene.nk", (".ma", ".mb"))
    assert ".ma or .mb" in error.value.hint


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    refused(tmp_path / "nowhere" / "scene.ma", "is not there")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "scene.ma").mkdir()
    refused(tmp_path / "scene.ma", "is a folder")


def test_the_mark_counts_whoever_asks(tmp_path: Path) -> None:
    path = tmp_path / "scene.ma"
    path.touch()
    path.chmod(0o444)
    refused(path, "marked read-only")


def test_a_link_to_what_is_read_only_is_read_only(tmp_path: Path) -> None:
    path, link = tmp_path / "v003.ma", tmp_path / "latest.ma"
    path.touch()
    path.chmod(0o444)
    link.symlink_to(path)
    refused(link, "marked read-only")


def test_what_is_not_there_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(HostError, match="is not there") as error:
        check_readable(tmp_path / "scene.ma")
    assert error.value.hint


def test_a_folder_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(HostError, match="cannot be read"):
        check_readable(tmp_path)


def test_what_is_not_ours_to_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "scene.ma"
    path.touch()

    def deny(self: Path, *args: object, **kwargs: object) -> object:
        raise PermissionError(13, os.strerror(13))

    monkeypatch.setattr(Path, "open", deny)
    with pytest.raises(HostError, match="Permission denied"):
        check_readable(path)


def test_a_file_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "scene.ma").write_text("//Maya")
    check_readable(tmp_path / "scene.ma")
