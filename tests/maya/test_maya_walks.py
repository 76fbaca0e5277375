"""Random walks: whatever is done to a scene, Maya's host and the fake one show the same, and undo leads back."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from studio_tools.host import How, Loaded, Timeline
from studio_tools.model import ProductKey, Stamp
from studio_tools.testing.fake_host import FakeHost
from studio_tools.testing.mayasim import installed, start

SHOT = Timeline(1001, 1100, Fraction(24))
NAMES = ("dragon", "knight", "dragon 2")
SAMPLES = ("v001", "v002", "v003")
TEXT = st.text(max_size=30).filter(lambda text: "\0" not in text and text.isprintable())
INDEX = st.integers(0, 5)
STAMPS = st.one_of(st.none(), st.integers(1, 9))
LOAD = st.tuples(st.just("load"), st.sampled_from(SAMPLES), st.sampled_from(NAMES), STAMPS)
UPDATE = st.tuples(st.just("update"), INDEX, st.sampled_from(SAMPLES), STAMPS)
REMOVE = st.tuples(st.just("remove"), INDEX)
NOTE = st.tuples(st.just("note"), st.sampled_from(("a", "b")), st.one_of(st.none(), TEXT))
TIME = st.tuples(st.just("time"), st.integers(-50, 2000), st.integers(0, 300), st.sampled_from((24, 25, 30)))
FILE = st.tuples(st.sampled_from(("save", "reopen", "new", "save elsewhere")))
Act = tuple[Any, ...]


def stamp(number: int | None) -> Stamp | None:
    return None if number is None else Stamp(key=ProductKey("demo", "assets/dragon", "model"), number=number)


@dataclass(slots=True)
class Walker:
    """A host, and what it has loaded in the order in which that was done."""

    host: Any
    samples: dict[str, Path]
    folder: Path
    made: list[Loaded] = field(default_factory=list)

    def do(self, act: Act) -> None:
        kind, *rest = act
        getattr(self, kind.partition(" ")[0])(*rest, **({"stem": "other"} if kind == "save elsewhere" else {}))

    def load(self, sample: str, name: str, number: int | None) -> None:
        self.made.append(self.host.load(self.samples[sample], How.REFERENCE, name=name, stamp=stamp(number)))

    def update(self, index: int, sample: str, number: int | None) -> None:
        if self.made:
            place = index % len(self.made)
            self.made[place] = self.host.update(self.made[place], self.samples[sample], stamp=stamp(number))

    def remove(self, index: int) -> None:
        if self.made:
            self.host.remove(self.made.pop(index % len(self.made)))

    def note(self, key: str, text: str | None) -> None:
        self.host.set_note(key, text)

    def time(self, first: int, length: int, fps: int) -> None:
        self.host.set_timeline(Timeline(first, first + length, Fraction(fps)))

    def save(self, stem: str = "scene") -> None:
        self.host.save(self.folder / f"{stem}{self.host.suffixes[0]}")

    def reopen(self) -> None:
        if self.host.file() is not None:
            self.host.open(self.host.file(), force=True)
            there = {one.id for one in self.host.loaded()}
            self.made = [one for one in self.host.loaded() if one.id in there]

    def new(self) -> None:
        self.host.new(force=True)
        self.made.clear()
        self.host.set_timeline(SHOT)

    def shown(self) -> dict[str, object]:
        """What a person sees; ids and labels are each host's own."""
        host = self.host
        stems = {path: stem for stem, path in self.samples.items()}
        return {
            "loaded": sorted((stems[one.resolved], str(one.stamp)) for one in host.loaded()),
            "notes": [host.note(key) for key in ("a", "b")],
            "timeline": host.timeline(),
            "file": host.file().stem if host.file() else None,
            "modified": host.modified(),
        }


def maya_walker(folder: Path) -> Walker:
    from maya import cmds

    from dcc.maya.host import MayaHost

    host, samples = MayaHost(), {}
    for name in SAMPLES:
        host.new(force=True)
        cmds.polyCube(name="body")
        samples[name] = host.save(folder / f"{name}.ma")
    host.new(force=True)
    host.set_timeline(SHOT)
    return Walker(host, samples, folder)


def fake_walker(folder: Path) -> Walker:
    samples = {name: folder / f"{name}.txt" for name in SAMPLES}
    for path in samples.values():
        path.write_text("a dragon")
    host = FakeHost()
    host.set_timeline(SHOT)
    return Walker(host, samples, folder)


def in_maya(walk: Callable[[Path], None]) -> None:
    """Walk in a Maya and a folder of one's own."""
    with tempfile.TemporaryDirectory() as folder, installed(start(Path(folder) / "project")):
        walk(Path(folder))


@settings(max_examples=40, deadline=None)
@given(acts=st.lists(st.one_of(LOAD, LOAD, UPDATE, REMOVE, NOTE, TIME, FILE), max_size=10))
def test_maya_and_the_fake_show_the_same(acts: list[Act]) -> None:
    def walk(folder: Path) -> None:
        (folder / "fake").mkdir()
        maya, fake = maya_walker(folder), fake_walker(folder / "fake")
        maya.save("begin")
        fake.save("begin")
        for act in acts:
            maya.do(act)
            fake.do(act)
            told, wanted = maya.shown(), fake.shown()
            told.pop("modified")
            wanted.pop("modified")
            assert told == wanted, act

    in_maya(walk)


@settings(max_examples=40, deadline=None)
@given(before=st.lists(st.one_of(LOAD, NOTE), max_size=4), act=st.one_of(LOAD, UPDATE, REMOVE, NOTE, TIME))
def test_undo_leads_back_and_redo_forth(before: list[Act], act: Act) -> None:
    def walk(folder: Path) -> None:
        from maya import cmds

        walker = maya_walker(folder)
        for each in before:
            walker.do(each)
        old = walker.shown()
        walker.do(act)
        new = walker.shown()
        if new != old:
            cmds.undo()
            assert {**walker.shown(), "modified": old["modified"]} == old
            cmds.redo()
            assert walker.shown() == new

    in_maya(walk)


@settings(max_examples=25, deadline=None)
@given(acts=st.lists(st.one_of(LOAD, LOAD, UPDATE, REMOVE, NOTE, TIME), max_size=8))
def test_what_was_saved_is_what_is_opened(acts: list[Act]) -> None:
    def walk(folder: Path) -> None:
        walker = maya_walker(folder)
        for act in acts:
            walker.do(act)
        walker.save()
        before, loaded = walker.shown(), set(walker.host.loaded())
        walker.host.new()
        walker.host.open(folder / "scene.ma")
        assert walker.shown() == before
        assert {(one.id, one.path, one.label, one.stamp) for one in walker.host.loaded()} == {
            (one.id, one.path, one.label, one.stamp) for one in loaded
        }

    in_maya(walk)
