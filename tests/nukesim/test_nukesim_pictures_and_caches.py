"""What is drawn into pictures, and caches of geometry: by the nodes above, frame by frame."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

from studio_tools.media import look_at
from studio_tools.testing.nukesim import NotSimulated, Session


def written(nuke: ModuleType, tmp_path: Path, *above: object) -> object:
    """A Write below nodes, of which the last is the nearest."""
    node = nuke.nodes.Write(inputs=[above[-1]], name="W", file_type="png")
    node["file"].setValue(f"{tmp_path.as_posix()}/x.%04d.png")
    return node


def test_texts_are_evaluated_for_each_frame(nuke: ModuleType, session: Session, tmp_path: Path) -> None:
    text = nuke.nodes.Text2(inputs=[nuke.nodes.Constant()], message="at [frame], \\[frame\\] stays")
    nuke.execute(written(nuke, tmp_path, text), 7, 8)

    assert [session.drawn[f"{tmp_path.as_posix()}/x.000{frame}.png"] for frame in (7, 8)] == [
        ("at 7, [frame] stays",),
        ("at 8, [frame] stays",),
    ]


def test_what_is_nearest_comes_first_and_what_is_off_draws_nothing(
    nuke: ModuleType, session: Session, tmp_path: Path
) -> None:
    shown = nuke.nodes.OCIODisplay(inputs=[nuke.nodes.Constant()], display="screen", view="film")
    off = nuke.nodes.Text2(inputs=[shown], message="off", disable=True)
    group = nuke.nodes.Group(name="G", inputs=[off])
    with group:
        nuke.nodes.Output(inputs=[nuke.nodes.Text2(inputs=[nuke.nodes.Input()], message="in a group")])
    group.setInput(0, off)
    nuke.execute(written(nuke, tmp_path, nuke.nodes.Text2(inputs=[group], message="near")), 1, 1)

    assert list(session.drawn.values()) == [("near", "in a group", "screen/film")]


def test_a_text_that_cannot_be_worked_out_stops_the_render(nuke: ModuleType, tmp_path: Path) -> None:
    text = nuke.nodes.Text2(inputs=[nuke.nodes.Constant()], message="[value gone.file]")

    with pytest.raises(RuntimeError, match="Nothing is named"):
        nuke.execute(written(nuke, tmp_path, text), 1, 1)


def cache(nuke: ModuleType, path: Path, kind: str) -> object:
    node = nuke.nodes.WriteGeo(inputs=[nuke.nodes.Card2(name="Card")], name="Geo", file_type=kind)
    node["file"].setValue(path.as_posix())
    return node


@pytest.mark.parametrize("kind", ["abc", "fbx"])
def test_a_cache_is_one_file_that_is_whole(nuke: ModuleType, session: Session, tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"card.{kind}"
    nuke.execute(cache(nuke, path, kind), 1001, 1010)

    assert (session.rendered, look_at(path).problem) == ([path.as_posix()], "")


def test_a_cache_of_other_types_is_not_simulated(nuke: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(NotSimulated, match="'obj'"):
        nuke.execute(cache(nuke, tmp_path / "card.obj", "obj"), 1, 1)


@pytest.mark.parametrize("what", ["name", "input", "error", "frame", "disable"])
def test_a_cache_that_cannot_be_written_says_so(nuke: ModuleType, session: Session, tmp_path: Path, what: str) -> None:
    node = nuke.toNode(cache(nuke, tmp_path / "card.abc", "abc").name())  # type: ignore[attr-defined]
    if what == "name":
        node["file"].setValue("")
    elif what == "input":
        node.setInput(0, None)
    elif what == "disable":
        node["disable"].setValue(True)
    else:
        session.faults.error_nodes.append("Card" if what == "error" else "-")
        session.faults.failing_frames.append(1 if what == "frame" else 0)

    with pytest.raises(RuntimeError):
        nuke.execute(node, 1, 2)
    assert session.rendered == []


def test_a_group_renders_its_writes_and_not_its_caches(nuke: ModuleType, session: Session, tmp_path: Path) -> None:
    with nuke.nodes.Group(name="G") as group:
        cache(nuke, tmp_path / "card.abc", "abc")
        written(nuke, tmp_path, nuke.nodes.Constant())

    nuke.execute(group, 1, 1)

    assert session.rendered == [f"{tmp_path.as_posix()}/x.0001.png"]
