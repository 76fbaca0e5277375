from __future__ import annotations

import threading
from pathlib import Path

import pytest

from studio_tools.errors import HostError, NotCapable
from studio_tools.host import Files, How, Level, Loaded, Output, Previews, Scene, Source, Thread, Window
from studio_tools.host.headless import HeadlessHost
from studio_tools.testing.fake_host import Document, FakeHost


def fake() -> FakeHost:
    return FakeHost(document=Document(outputs=(Output(id="Write1", label="Beauty", kind="render"),)))


def headless() -> HeadlessHost:
    return HeadlessHost((Source(path="a.%04d.exr", kind="render"),))


def test_capabilities_are_asked_by_isinstance() -> None:
    assert isinstance(headless(), Files)
    assert not isinstance(headless(), Scene | Window | Thread | Previews)
    for capability in (Scene, Window, Thread, Previews):
        assert isinstance(fake(), capability)
    assert not isinstance(fake(), Files)


def test_the_headless_host_sits_before_nobody() -> None:
    host = headless()
    assert host.name == "headless"
    assert not host.interactive
    assert host.version


def test_what_belongs_to_another_reference_is_not_updated(tmp_path: Path) -> None:
    path = tmp_path / "a.fake"
    path.write_text("{}", "utf-8")
    nested = Loaded(id="deep", kind="reference", path=str(path), is_editable=False)
    host = FakeHost(document=Document(loaded=(nested,)))
    with pytest.raises(NotCapable):
        host.update(nested, path, stamp=None)


def test_loading_what_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(HostError, match="does not exist"):
        fake().load(tmp_path / "none", How.REFERENCE, name="x", stamp=None)


def test_a_scene_file_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "odd.fake"
    path.write_text("not json", "utf-8")
    with pytest.raises(HostError, match="cannot be opened"):
        fake().open(path, force=True)


def test_a_scene_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    with pytest.raises(HostError, match="is not there"):
        fake().save(tmp_path / "no/such/folder/a.fake")


def test_an_unknown_output_cannot_be_exported(tmp_path: Path) -> None:
    with pytest.raises(HostError, match="not in the scene"):
        fake().export(Output(id="none", label="", kind="render"), tmp_path / "x")


def test_a_group_is_one_step_to_undo() -> None:
    host = fake()
    with host.group("notes"):
        host.set_note("a", "1")
        host.set_note("b", "2")
    host.undo()
    assert (host.note("a"), host.note("b")) == (None, None)
    with pytest.raises(HostError, match="nothing to undo"):
        host.undo()


def test_another_thread_waits_for_the_main_one() -> None:
    host = fake()
    answers: list[int] = []
    other = threading.Thread(target=lambda: answers.append(host.now(threading.get_ident)))
    other.start()
    while other.is_alive():
        host.turn()
    other.join()
    assert answers == [threading.get_ident()]


def test_an_error_on_the_main_thread_reaches_the_other() -> None:
    host = fake()
    told: list[str] = []

    def fail() -> None:
        raise HostError("no")

    def call() -> None:
        try:
            host.now(fail)
        except HostError as error:
            told.append(error.message)

    other = threading.Thread(target=call)
    other.start()
    while other.is_alive():
        host.turn()
    assert told == ["no"]


def test_later_is_not_at_once() -> None:
    host = fake()
    done: list[int] = []
    host.soon(lambda: done.append(1))
    assert done == []
    assert host.turn() == 1
    assert done == [1]


def test_what_a_window_was_told_can_be_read() -> None:
    host = fake()
    host.say("careful", Level.WARNING)
    host.dock("versions", "Versions", "studio_tools.host:Entry")
    assert host.said == [(Level.WARNING, "careful")]
    assert host.docks == {"versions": ("Versions", "studio_tools.host:Entry")}
