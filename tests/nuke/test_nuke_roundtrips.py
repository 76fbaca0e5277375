"""What goes through Nuke comes back as it was: notes, paths, rates, names, ranges. For any text and any number."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio_tools.errors import HostError
from studio_tools.host import Timeline
from studio_tools.testing.nukesim import Session, installed, start

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)
WORD = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="/\\#%"), min_size=1, max_size=20)
FEW = settings(max_examples=40, deadline=None)


@contextmanager
def nuke_open() -> Iterator[Session]:
    """A fresh Nuke for each example."""
    with TemporaryDirectory() as folder, installed(start(Path(folder), environment={})) as session:
        yield session


@FEW
@given(notes=st.dictionaries(TEXT, TEXT, max_size=5))
def test_any_notes_survive_saving(notes: dict[str, str]) -> None:
    with nuke_open() as session:
        from dcc.nuke.host import NukeHost

        host = NukeHost()
        for key, text in notes.items():
            host.set_note(key, text)
        host.open(host.save(session.folder / "noted.nk"))
        assert {key: host.note(key) for key in notes} == notes


@FEW
@given(folder=WORD.filter(lambda word: word not in (".", "..")), name=WORD)
def test_any_path_without_a_frame_in_its_folder_is_itself(folder: str, name: str) -> None:
    path = Path("/show") / folder / f"a{name}.exr"
    with nuke_open():
        import nuke

        from dcc.nuke.host import paths

        nuke.nodes.Read(name="one")["file"].setValue(paths.written(path))
        assert paths.resolved("one", "file") == path


RATES = st.one_of(
    st.integers(1, 1000).map(Fraction),
    st.sampled_from([Fraction(whole * 1000, 1001) for whole in (24, 30, 48, 60, 120)]),
    st.fractions(Fraction(1, 100), 500, max_denominator=2000),
)


@FEW
@given(start=st.integers(-100_000, 5_000_000), length=st.integers(0, 100_000), fps=RATES)
def test_any_timeline_is_kept_exactly_or_refused(start: int, length: int, fps: Fraction) -> None:
    wanted = Timeline(start, start + length, fps)
    with nuke_open() as session:
        from dcc.nuke.host import NukeHost

        host = NukeHost()
        before = host.timeline()
        try:
            host.set_timeline(wanted)
        except HostError:
            assert host.timeline() == before
            return
        assert host.timeline() == wanted
        host.open(host.save(session.folder / "timed.nk"))
        assert (host.timeline().start, host.timeline().end) == (wanted.start, wanted.end)


@FEW
@given(name=TEXT)
def test_any_name_becomes_one_that_nuke_takes(name: str) -> None:
    with nuke_open():
        import nuke

        from studio_tools.host.loading import legal

        made = legal(name)
        node = nuke.nodes.Read()
        node.setName(made)
        assert node.name() == made


@pytest.mark.parametrize(
    ("first", "last", "file_first", "file_last", "is_trimmed"),
    [
        (1001, 1010, 1001, 1010, False),
        (1002, 1010, 1001, 1010, True),
        (1001, 1009, 1001, 1010, True),
        (1, 1, 1, 1, False),
        (1001, 1010, 1, 1, False),
    ],
    ids=["whole", "late", "early", "never read", "of an old script"],
)
def test_a_range_is_an_artists_where_it_differs_from_the_files(
    terminal: Session, first: int, last: int, file_first: int, file_last: int, is_trimmed: bool
) -> None:
    from dcc.nuke.host.readers import Clip

    assert Clip(first, last, file_first, file_last).is_trimmed is is_trimmed


@pytest.mark.parametrize(
    ("expression", "named"),
    [
        ("Read1.first", ["Read1"]),
        ("Read1.first + Blur2.size", ["Read1", "Blur2"]),
        ("root.fps / 2", []),
        ("parent.Read1.first", []),
        ("this.size * 1.5", []),
        ("frame + 1e3", []),
        ("[value Read9.first] + Read1.first", ["Read1"]),
        ("sin(Track.x) > 0.5 ? A.b : C.d", ["Track", "A", "C"]),
        ("Group1.Read1.first", ["Group1"]),
    ],
)
def test_the_nodes_that_an_expression_names(terminal: Session, expression: str, named: list[str]) -> None:
    from dcc.nuke.scene import survey

    assert survey.named_in(expression) == named


def test_what_is_asked_of_a_node_that_is_gone_is_told(terminal: Session) -> None:
    from dcc.nuke.scene import nodes

    asks: list[Any] = [nodes.get, nodes.delete, nodes.is_disabled, nodes.is_foreign]
    for ask in asks:
        with pytest.raises(RuntimeError, match="gone is not in the script any more"):
            ask("gone")
    assert nodes.class_of("gone") == nodes.text("gone", "studioStamp") == ""
    assert nodes.existing(["gone"]) == []


def test_only_a_group_has_an_inside(terminal: Session) -> None:
    import nuke

    from dcc.nuke.scene import nodes

    nuke.nodes.Blur(name="soft")
    with pytest.raises(RuntimeError, match="soft is no group"), nodes.within("soft"):
        pass


def test_what_a_node_has_not_is_not_set(terminal: Session) -> None:
    import nuke

    from dcc.nuke.scene import nodes, survey, writes

    blur = nuke.nodes.Blur(name="soft")
    nodes.set_file("soft", "file", "/show/a.exr")
    nodes.switch("soft", "read_from_file", True)
    survey.put_word("soft", "colorspace", "sRGB")
    assert (nodes.file_of("soft", "file"), nodes.evaluated("soft", "file")) == ("", "")
    assert (survey.word("soft", "colorspace"), survey.words("soft", "colorspace")) == ("", [])
    assert nodes.is_on("soft", "read_from_file"), "what has no switch is on"
    assert writes.outputs_in("soft") == 0
    assert blur.knob("file") is None
