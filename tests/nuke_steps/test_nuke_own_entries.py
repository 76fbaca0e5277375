"""Nuke's own entries of the menu: a Write is made for a chosen output, a node is offered for publishing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import HomeMissing, HostError, UsageError


class Person:
    """Answers what is asked, and remembers the questions."""

    def __init__(self, *answers: str | None) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[str, str, str]] = []

    def ask(self, title: str, question: str, proposal: str = "") -> str | None:
        self.asked.append((title, question, proposal))
        return self.answers.pop(0) if self.answers else proposal


@pytest.fixture
def home(desk: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home that Nuke was started for."""
    (tmp_path / "studio.toml").write_text("")
    monkeypatch.setenv("STUDIO_TOOLS_HOME", tmp_path.as_posix())
    monkeypatch.setenv("STUDIO_TOOLS_ADDRESS", "demo/sq010/sh0010")
    return tmp_path


def kinds(desk: Any) -> list[str]:
    return [f"{each.kind}.{each.variant}" for each in desk.host.outputs()]


def test_a_write_is_made_for_what_is_answered(desk: Any, home: Path) -> None:
    import nuke

    from dcc.nuke import making

    desk.host.select([nuke.nodes.Constant().fullName()])
    person = Person("comp.slap")
    making.make_write(person)  # type: ignore[arg-type]

    assert kinds(desk) == ["scene.main", "comp.slap"]
    assert nuke.toNode("comp_slap").input(0).Class() == "Constant"
    ((title, question, proposal),) = person.asked
    assert (title, proposal) == ("Make a Write", "comp")
    assert question.startswith("For which output? One of render, comp, precomp, plate, review;")
    nuke.undo()
    assert kinds(desk) == ["scene.main"]


def test_it_is_set_up_as_the_project_asks(desk: Any, home: Path) -> None:
    import nuke

    from dcc.nuke import making

    (home / "projects").mkdir()
    (home / "projects" / "demo.toml").write_text('[writes.render]\nchannels = "rgb"\nknobs.autocrop = "true"\n')
    making.make_write(Person("render"))  # type: ignore[arg-type]

    write = nuke.toNode("render_main.Write1")
    assert (write["channels"].value(), write["autocrop"].value()) == ("rgb", True)


def test_what_the_show_asks_for_and_is_not_there_is_proposed_first(desk: Any, home: Path) -> None:
    from dcc.nuke import making

    (home / "studio.toml").write_text('show.outputs = ["precomp", "review"]\n')
    person = Person()
    for _ in range(5):
        making.make_write(person)  # type: ignore[arg-type]

    assert [proposal for _, _, proposal in person.asked] == ["precomp", "review", "comp", "render", "plate"]


def test_without_an_answer_nothing_is_made(desk: Any, home: Path) -> None:
    from dcc.nuke import making

    making.make_write(Person(None))  # type: ignore[arg-type]
    assert kinds(desk) == ["scene.main"]


@pytest.mark.parametrize(
    ("answer", "error", "said"),
    [
        ("rendr", UsageError, 'did you mean "render"'),
        ("render.not good", UsageError, "cannot be a variant"),
        ("comp", HostError, "comp_main is comp.main already"),
    ],
    ids=["no kind", "no variant", "there already"],
)
def test_what_cannot_be_made_is_refused(desk: Any, home: Path, answer: str, error: type[Exception], said: str) -> None:
    from dcc.nuke import making

    desk.write("comp")
    with pytest.raises(error, match=said):
        making.make_write(Person(answer))  # type: ignore[arg-type]
    assert kinds(desk) == ["scene.main", "comp.main"]


def test_without_a_home_it_says_so(desk: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dcc.nuke import making

    monkeypatch.delenv("STUDIO_TOOLS_HOME", raising=False)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(HomeMissing):
        making.make_write(Person("comp"))  # type: ignore[arg-type]


# -- offering what is there


@pytest.mark.parametrize(
    ("node_class", "usual"),
    [
        ("Group", "other"),
        ("BackdropNode", "other"),
        ("Camera3", "camera"),
        ("WriteGeo", "cache"),
        ("Write", "render"),
    ],
)
def test_a_node_is_offered_as_what_it_usually_is(desk: Any, home: Path, node_class: str, usual: str) -> None:
    import nuke

    from dcc.nuke import making

    node = getattr(nuke.nodes, node_class)(name="Thing")
    desk.host.select(["Thing"])
    person = Person()
    making.offer(person)  # type: ignore[arg-type]

    assert kinds(desk) == ["scene.main", f"{usual}.Thing"]
    ((_, _, proposal),) = person.asked
    assert proposal == f"{usual}.Thing"
    nuke.undo()
    assert node.knob("studioKind") is None or node["studioKind"].value() == ""


def test_a_mark_can_be_changed_and_taken_away(desk: Any, home: Path) -> None:
    import nuke

    from dcc.nuke import making

    nuke.nodes.Group(name="Glow")
    desk.host.select(["Glow"])
    for answer in ("other.glow", None, "precomp"):
        making.offer(Person(answer))  # type: ignore[arg-type]
    assert kinds(desk) == ["scene.main", "precomp.main"]
    making.offer(Person("nothing"))  # type: ignore[arg-type]
    assert kinds(desk) == ["scene.main"]


@pytest.mark.parametrize(
    ("selected", "said"),
    [([], "no nodes are selected"), (["a", "b"], "2 nodes are selected"), (["a"], "a is a Blur")],
    ids=["none", "two", "a blur"],
)
def test_what_cannot_be_offered_is_refused(desk: Any, home: Path, selected: list[str], said: str) -> None:
    import nuke

    from dcc.nuke import making

    nuke.nodes.Blur(name="a")
    nuke.nodes.Blur(name="b")
    desk.host.select(selected)
    with pytest.raises(HostError, match=said):
        making.offer(Person())  # type: ignore[arg-type]


def test_a_kind_that_nuke_does_not_publish_is_refused(desk: Any, home: Path) -> None:
    import nuke

    from dcc.nuke import making

    nuke.nodes.Group(name="Glow")
    desk.host.select(["Glow"])
    for answer in ("rig.main", "scene"):
        with pytest.raises(UsageError, match="is none of the outputs"):
            making.offer(Person(answer))  # type: ignore[arg-type]
