"""Orders: what is written is what is read, and nothing that leads astray is either."""

from __future__ import annotations

import json
import os
import stat
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tools import __version__
from studio_tools.errors import PublishError, UsageError
from studio_tools.frames import FramePattern, FrameRange
from studio_tools.model import ProductKey
from studio_tools.publish.items import Artifact, Finding, Origin, Severity, SourceFile
from studio_tools.publish.order import MODE, ORDER, STAGE, Order, read_order

KEY = ProductKey("demo", "sq010/sh0010", "render")


def a_file(path: Path | str, frame: int | None = None) -> SourceFile:
    return SourceFile(path=Path(path), size=3, modified=1_700_000_000_000_000_001, frame=frame)


def an_artifact(*files: SourceFile) -> Artifact:
    return Artifact(item="render.main", representation="exr", extension="exr", files=files)


def an_order(*artifacts: Artifact, **more: Any) -> Order:
    known: dict[str, Any] = {
        "home": "/shows/home",
        "project": "demo",
        "storage": "/shows/storage",
        "run": "20260115t120000000-0123456789",
        "claim": "mark-1-2-token",
        "generation": 3,
        "host": "maya",
        "origin": Origin.MAYA,
        "kind": "render",
        "spent": 1.5,
        "findings": (),
        "artifacts": {KEY: artifacts},
    }
    return Order(**{**known, **more})


def written(folder: Path, order: Order, **changed: Any) -> Path:
    """An order on a bench; *changed* are keys of the file."""
    path = folder / ORDER
    path.write_text(json.dumps({**order.as_json(folder / STAGE), **changed}))
    path.chmod(MODE)
    return path


# --- what is written is what is read

texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
words = st.from_regex(r"[a-zA-Z0-9_. -]{1,12}", fullmatch=True).filter(lambda word: word not in {".", ".."})
frames = st.sets(st.integers(-20, 2000), max_size=6).map(FrameRange.of)


@st.composite
def files(draw: st.DrawFn, stage: Path) -> SourceFile:
    folder = draw(st.sampled_from([stage, stage / "deep", Path("/renders/sh0010")]))
    return SourceFile(
        path=folder / draw(words),
        size=draw(st.integers(0, 1 << 50)),
        modified=draw(st.integers(0, 1 << 62)),
        frame=draw(st.none() | st.integers(-99, 99999)),
        view=draw(st.sampled_from(["", "left", "right"])),
    )


patterns = st.builds(
    FramePattern,
    head=texts,
    tail=texts,
    width=st.integers(0, 8),
    udim=st.booleans(),
    sign_counts=st.booleans(),
)
findings = st.builds(
    Finding,
    item=texts,
    step=texts,
    severity=st.sampled_from(Severity),
    title=texts,
    detail=texts,
    frames=st.none() | frames.filter(bool),
    nodes=st.lists(texts, max_size=3).map(tuple),
    fixable=st.booleans(),
)


def artifacts(stage: Path) -> st.SearchStrategy[Artifact]:
    return st.builds(
        Artifact,
        item=texts,
        representation=texts,
        extension=texts,
        files=st.lists(files(stage), max_size=4).map(tuple),
        frames=st.none() | frames.filter(bool),
        pattern=st.none() | patterns,
    )


@given(st.data())
def test_what_is_written_is_what_is_read(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    folder = tmp_path_factory.mktemp("bench")
    made = data.draw(st.lists(artifacts(folder / STAGE), max_size=3).map(tuple))
    order = an_order(
        *made,
        findings=data.draw(st.lists(findings, max_size=2).map(tuple)),
        host=data.draw(texts),
        origin=data.draw(st.sampled_from(Origin)),
        generation=data.draw(st.integers(1, 10**6)),
        spent=data.draw(st.floats(0, 1e6)),
    )

    assert read_order(written(folder, order)) == order


def test_what_was_staged_is_found_where_the_bench_lies_now(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    order = an_order(an_artifact(a_file(here / STAGE / "main" / "a.exr"), a_file("/renders/b.exr")))
    written(here, order)
    here.rename(there)

    (made,) = read_order(there / ORDER).artifacts.values()

    assert [file.path for file in made[0].files] == [there / STAGE / "main" / "a.exr", Path("/renders/b.exr")]


def test_an_order_counts_every_file(tmp_path: Path) -> None:
    order = an_order(an_artifact(a_file("/a", 1), a_file("/b", 2)), an_artifact(a_file("/c")))

    assert [file.size for file in order.files] == [3, 3, 3]


# --- what leads astray


@pytest.mark.parametrize("path", ["relative.exr", "/renders/../secret.exr"], ids=["relative", "upwards"])
def test_a_path_that_is_not_full_is_not_handed_over(tmp_path: Path, path: str) -> None:
    with pytest.raises(PublishError, match="no full path"):
        an_order(an_artifact(a_file(path))).as_json(tmp_path / STAGE)


def test_a_path_out_of_the_stage_is_not_handed_over(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="leads out of the stage"):
        an_order(an_artifact(a_file(tmp_path / STAGE / ".." / ".." / "secret"))).as_json(tmp_path / STAGE)


ASTRAY = {
    "upwards from the stage": {"staged": "../../secret"},
    "absolute as if staged": {"staged": "/etc/passwd"},
    "relative as if elsewhere": {"path": "etc/passwd"},
    "upwards elsewhere": {"path": "/renders/../etc/passwd"},
}


@pytest.mark.parametrize("place", ASTRAY.values(), ids=ASTRAY)
def test_a_path_that_leads_astray_is_not_read(tmp_path: Path, place: dict[str, str]) -> None:
    path = written(tmp_path, an_order(an_artifact(a_file("/renders/a.exr"))))
    value = json.loads(path.read_text())
    (file,) = value["products"][0]["artifacts"][0]["files"]
    del file["path"]
    file.update(place)
    path.write_text(json.dumps(value))

    with pytest.raises(PublishError):
        read_order(path)


def test_a_link_in_the_stage_leads_nowhere(tmp_path: Path) -> None:
    stage, outside = tmp_path / STAGE, tmp_path / "outside"
    stage.mkdir()
    outside.mkdir()
    (stage / "deep").symlink_to(outside)
    order = an_order(an_artifact(a_file(stage / "deep" / "secret")))

    with pytest.raises(PublishError, match="leads out of the stage"):
        order.as_json(stage)


# --- whose it is, and whether it can be read


def test_an_order_that_the_group_may_write_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, an_order())
    path.chmod(0o660)

    with pytest.raises(PublishError, match="not yours alone"):
        read_order(path)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root may give a file away")
def test_an_order_of_somebody_else_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, an_order())
    os.chown(path, 4242, -1)

    with pytest.raises(PublishError, match="not yours alone"):
        read_order(path)


def test_a_folder_is_no_order(tmp_path: Path) -> None:
    (tmp_path / ORDER).mkdir()

    with pytest.raises(UsageError, match="there is no order"):
        read_order(tmp_path / ORDER)


def test_a_pipe_is_no_order(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / ORDER, 0o600)
    end = os.open(tmp_path / ORDER, os.O_RDWR | os.O_NONBLOCK)
    try:
        with pytest.raises(PublishError, match="not yours alone"):
            read_order(tmp_path / ORDER)
    finally:
        os.close(end)


def test_an_order_that_is_gone_says_what_became_of_it(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        read_order(tmp_path / ORDER)

    assert "carried out, or dropped" in caught.value.hint


@pytest.mark.parametrize("release", ["0.0.1", "", None])
def test_an_order_of_another_release_is_refused(tmp_path: Path, release: str | None) -> None:
    path = written(tmp_path, an_order(), product=release)

    with pytest.raises(PublishError, match=f"this is {__version__}"):
        read_order(path)


DAMAGES = {
    "another format": {"format": 2},
    "no artifacts": {"products": [{"key": {}, "artifacts": []}]},
    "a strange key": {"products": [{"key": {"project": "a", "what": "b"}, "artifacts": []}]},
    "no list": {"products": 3},
    "no origin": {"origin": "the moon"},
    "no number": {"generation": "many"},
    "no findings": {"findings": None},
}


@pytest.mark.parametrize("changed", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_order_is_told_as_one(tmp_path: Path, changed: dict[str, Any]) -> None:
    with pytest.raises(PublishError):
        read_order(written(tmp_path, an_order(), **changed))


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "\xff"], ids=["empty", "half", "list", "null", "noise"])
def test_what_is_no_json_object_is_damaged(tmp_path: Path, text: str) -> None:
    path = written(tmp_path, an_order())
    path.write_bytes(text.encode("latin-1"))

    with pytest.raises(PublishError, match="is damaged"):
        read_order(path)


def test_a_real_order_is_its_writers_alone(house: Any) -> None:
    waiting, order = house.ordered()

    assert stat.S_IMODE(order.stat().st_mode) == MODE
    assert read_order(order).home == str(house.home)
    waiting.flow.close()


def test_what_extractors_made_can_be_removed_by_the_group(house: Any) -> None:
    before = os.umask(0o077)
    try:
        waiting, order = house.ordered()
    finally:
        os.umask(before)

    folders = [path for path in order.parent.rglob("*") if path.is_dir() and STAGE in path.parts]
    assert len(folders) >= 2
    assert all(stat.S_IMODE(folder.stat().st_mode) & 0o070 == 0o070 for folder in folders)
    waiting.flow.close()


def test_a_finding_without_frames_stays_so(tmp_path: Path) -> None:
    finding = Finding(item="a", step="core.b", severity=Severity.INFO, title="t")
    order = replace(an_order(), findings=(finding,))

    assert read_order(written(tmp_path, order)).findings == (finding,)
