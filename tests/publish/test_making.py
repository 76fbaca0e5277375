"""Artifacts of files that an extractor wrote: made of what is there, refused where there is nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import PublishError
from studio_tools.publish.making import looked_at, one_file, refused, some_frames
from studio_tools.testing.builders import a_bare_item, a_scope


@pytest.fixture
def scope() -> Any:
    return a_scope("core.write", a_bare_item("model"))


def written(path: Path, text: str = "made") -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_the_artifact_of_a_file_is_called_by_its_ending(scope: Any, tmp_path: Path) -> None:
    path = written(tmp_path / "a.b.abc")

    made = one_file(scope, path)

    assert (made.item, made.representation, made.extension) == ("model.main", "abc", "abc")
    (file,) = made.files
    assert (file.path, file.size, file.modified, file.frame) == (path, 4, path.stat().st_mtime_ns, None)
    assert (made.frames, made.pattern) == (None, None)


def test_it_may_be_called_otherwise(scope: Any, tmp_path: Path) -> None:
    made = one_file(scope, written(tmp_path / "a.png"), "thumbnail")

    assert (made.representation, made.extension) == ("thumbnail", "png")


def test_the_artifact_of_frames_has_them_in_order(scope: Any, tmp_path: Path) -> None:
    paths = {frame: written(tmp_path / f"a.{frame}.png") for frame in (1003, 1001)}

    made = some_frames(scope, paths, "playblast")

    assert [(file.frame, file.path) for file in made.files] == [(1001, paths[1001]), (1003, paths[1003])]
    assert made.frames is not None
    assert (made.frames.text(), made.representation, made.extension) == ("1001, 1003", "playblast", "png")


@pytest.mark.parametrize(("text", "told"), [(None, "was not written"), ("", "is empty")], ids=["missing", "empty"])
def test_what_came_to_nothing_is_refused(scope: Any, tmp_path: Path, text: str | None, told: str) -> None:
    path = tmp_path / "a.abc"
    if text is not None:
        written(path, text)

    for make in (lambda: one_file(scope, path), lambda: some_frames(scope, {1: path}), lambda: looked_at(scope, path)):
        with pytest.raises(PublishError, match=f"^a.abc of model.main {told}$") as caught:
            make()
        assert "script editor" in caught.value.hint


def test_a_folder_is_no_file(scope: Any, tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="was not written"):
        one_file(scope, tmp_path)


def test_no_frames_are_no_sequence(scope: Any) -> None:
    with pytest.raises(PublishError, match=r"^no frame of model\.main was written$"):
        some_frames(scope, {})


def test_what_is_wrong_with_a_file_is_told_with_its_name(scope: Any, tmp_path: Path) -> None:
    error = refused(scope, tmp_path / "a.abc", "lacks the camera")

    assert error.message == "a.abc of model.main lacks the camera"
    assert "nothing is published" in error.hint
