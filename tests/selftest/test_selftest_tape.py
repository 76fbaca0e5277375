"""The tape: what a probe says is what is written, and what is written is what it is handed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from studio_tools.testing.selftest.tape import Tape, Thing


class Node:
    """Something that JSON has no form for."""

    def __init__(self, name: str) -> None:
        self._name = name

    def name(self) -> str:
        return self._name

    def above(self, other: Node | None) -> bool:
        return other is self

    def __getitem__(self, name: str) -> Node:
        return Node(f"{self._name}.{name}")


def taped(folder: Path, **doors: Any) -> Tape:
    return Tape({"program": SimpleNamespace(**doors)}, folder)


def test_a_call_is_written_with_what_it_gave(tape: Tape) -> None:
    assert tape.ask("sums.add", 1, b=2) == 3
    assert tape.steps == [{"do": "sums.add", "with": [1], "named": {"b": 2}, "gave": 3}]


def test_an_error_is_written_and_raised(tape: Tape) -> None:
    with pytest.raises(ZeroDivisionError):
        tape.ask("sums.divide", 1, 0)
    (step,) = tape.steps
    assert (step["raised"], "by zero" in step["words"]) == ("ZeroDivisionError", True)
    assert "gave" not in step


def test_an_outcome_tells_an_error_by_its_kind(tape: Tape) -> None:
    assert tape.outcome("sums.divide", 1, 0) == "raises ZeroDivisionError"
    assert tape.outcome("sums.divide", 4, 2) == 2


def test_words_tell_an_error_in_full(tape: Tape) -> None:
    assert tape.words("sums.divide", 1, 0).startswith("ZeroDivisionError: ")
    assert tape.words("sums.divide", 4, 2) == ""


def test_what_the_program_lacks_is_an_error_like_others(tape: Tape) -> None:
    assert tape.outcome("sums.subtract", 1, 2) == "raises AttributeError"


def test_an_object_is_kept_under_a_number_and_can_be_asked(tmp_path: Path) -> None:
    tape = taped(tmp_path, make=Node)
    node = tape.ask("program.make", "hero")

    assert isinstance(node, Thing)
    assert node.ask("name") == "hero"
    assert tape.steps == [
        {"do": "program.make", "with": ["hero"], "gave": {"object": 1, "class": "Node"}},
        {"do": "#1.name", "with": [], "gave": "hero"},
    ]


def test_an_object_is_handed_back_as_itself(tmp_path: Path) -> None:
    node = (tape := taped(tmp_path, make=Node)).ask("program.make", "hero")

    assert node.ask("above", node) is True
    assert node.ask("above", None) is False
    assert tape.steps[1]["with"] == [{"object": 1}]


def test_objects_in_lists_are_objects(tmp_path: Path) -> None:
    tape = taped(
        tmp_path, both=lambda: [Node("a"), (Node("b"), 1)], count=lambda nodes: len({each.name() for each in nodes})
    )
    first, (second, number) = tape.ask("program.both")

    assert [first.ask("name"), second.ask("name"), number] == ["a", "b", 1]
    assert tape.ask("program.count", [first, second]) == 2


def test_a_part_of_an_object_is_an_object(tmp_path: Path) -> None:
    node = taped(tmp_path, make=Node).ask("program.make", "hero")

    assert node["file"].ask("name") == "hero.file"


def test_an_answer_that_differs_each_time_can_be_kept_as_an_object(tmp_path: Path) -> None:
    tape = taped(tmp_path, register=lambda: 4711, end=lambda number: number == 4711)
    number = tape.keep("program.register")

    assert tape.ask("program.end", number) is True
    assert "4711" not in str(tape.steps)


def test_nothing_cannot_be_kept(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="gave None"):
        taped(tmp_path, nothing=lambda: None).keep("program.nothing")


def test_a_constant_is_read(tmp_path: Path) -> None:
    assert taped(tmp_path, after=7).read("program.after") == 7


def test_places_are_not_written(tmp_path: Path) -> None:
    tape = taped(tmp_path, save=lambda path: f"saved {path}")

    assert tape.ask("program.save", tape.path("a.ma")) == f"saved {tmp_path.as_posix()}/a.ma"
    assert tape.steps == [{"do": "program.save", "with": ["<tmp>/a.ma"], "gave": "saved <tmp>/a.ma"}]


def test_places_are_not_written_into_words(tmp_path: Path) -> None:
    def fail(path: str) -> None:
        raise RuntimeError(f"cannot save {path}")

    tape = taped(tmp_path, save=fail)
    tape.outcome("program.save", tape.path("a.ma"))

    assert tape.steps[0]["words"] == "cannot save <tmp>/a.ma"


# --- listeners


def test_a_listener_notes_with_what_it_was_called(tmp_path: Path) -> None:
    tape = taped(tmp_path, tell=lambda call: call("saved", Node("a"), f"{tmp_path}/a.ma"))
    tape.ask("program.tell", tape.listener("hears", gives=7))

    assert tape.steps[0]["gave"] == 7
    assert tape.steps[0]["with"] == [{"listener": "hears", "gives": 7, "fails": False}]
    ((word, node, path),) = tape.ask("bench.heard", "hears")
    assert (word, isinstance(node, Thing), path) == ("saved", True, f"{tmp_path.as_posix()}/a.ma")


def test_a_listener_can_be_broken(tmp_path: Path) -> None:
    tape = taped(tmp_path, tell=lambda call: call())

    assert tape.outcome("program.tell", tape.listener("broken", fails=True)) == "raises ZeroDivisionError"
    assert tape.ask("bench.heard", "broken") == [[]]


def test_the_same_words_name_the_same_listener(tape: Tape) -> None:
    assert tape.listener("a", gives=1) is tape.listener("a", gives=1)
    assert tape.listener("a", gives=1) is not tape.listener("a", gives=2)


def test_listeners_of_one_name_write_into_one_list(tmp_path: Path) -> None:
    tape = taped(tmp_path, tell=lambda call, word: call(word))
    for word in ("first", "second"):
        tape.ask("program.tell", tape.listener("order", gives=word), word)

    assert tape.ask("bench.heard", "order") == [["first"], ["second"]]


def test_who_was_never_called_heard_nothing(tape: Tape) -> None:
    assert tape.ask("bench.heard", "nobody") == []


def test_what_is_hidden_in_a_program_is_not_called(tape: Tape) -> None:
    told = tape.words("sums.add.__globals__.get", "__builtins__")

    assert told == "PermissionError: sums.add.__globals__.get is hidden, and is not called"
    with pytest.raises(PermissionError, match="is hidden"):
        tape.read("bench.read.__func__")


# --- beside the program


@pytest.mark.parametrize("verb", ["remove", "exists", "listed"])
def test_nothing_outside_of_the_folder_is_touched(tape: Tape, verb: str) -> None:
    for path in (tape.path("../other"), "/elsewhere"):
        assert (
            tape.words(f"bench.{verb}", path)
            == f"PermissionError: {tape.handed(tape.clean(path))} lies outside of the probe's folder"
        )


def test_nothing_is_written_linked_or_read_outside_of_the_folder(tape: Tape) -> None:
    outside, own = tape.path("../other"), tape.path("own")
    tape.ask("bench.write", own, "x")

    for told in (
        tape.outcome("bench.write", outside, "x"),
        tape.outcome("bench.link", own, outside),
        tape.outcome("bench.link", outside, own),
        tape.outcome("bench.says", outside, "x"),
    ):
        assert told == "raises PermissionError"
    assert not Path(outside).exists()


def test_files_are_written_looked_at_and_removed(tape: Tape) -> None:
    path = tape.path("below/a.nk")
    tape.ask("bench.write", path, "Größe\n")

    assert tape.ask("bench.says", path, "Größe") is True
    assert tape.ask("bench.says", path, "else") is False
    assert tape.ask("bench.listed", tape.path("below")) == ["a.nk"]
    tape.ask("bench.remove", path)
    assert tape.ask("bench.exists", path) is False


def test_a_second_name_tells_whether_a_file_was_replaced(tape: Tape) -> None:
    one, other = tape.path("one"), tape.path("other")
    tape.ask("bench.write", one, "before")
    tape.ask("bench.link", one, other)
    tape.ask("bench.write", one, "after")

    assert tape.ask("bench.says", other, "after") is True, "it was written into, so both names see it"


@pytest.fixture
def elsewhere(tmp_path: Path) -> Callable[..., tuple[Any, Tape]]:
    """A call from another thread; the loop counts how often it was pushed."""

    def call(function: Callable[[], Any]) -> tuple[Any, Tape]:
        pushes: list[int] = []
        doors = {"program": SimpleNamespace(call=function, pushes=lambda: len(pushes))}
        tape = Tape(doors, tmp_path, push=lambda: pushes.append(1))
        return tape.outcome("bench.elsewhere", "program.call"), tape

    return call


def test_another_thread_makes_a_call(elsewhere: Callable[..., tuple[Any, Tape]]) -> None:
    mine = threading.get_ident()

    assert elsewhere(lambda: threading.get_ident() != mine)[0] is True


def test_what_another_thread_raises_is_told(elsewhere: Callable[..., tuple[Any, Tape]]) -> None:
    assert elsewhere(lambda: 1 // 0)[0] == "raises ZeroDivisionError"


def test_the_loop_is_pushed_while_another_thread_waits(tmp_path: Path) -> None:
    pushed = threading.Event()
    tape = Tape({"program": SimpleNamespace(call=lambda: pushed.wait(60))}, tmp_path, push=pushed.set)

    assert tape.ask("bench.elsewhere", "program.call") is True


def test_the_loop_can_be_pushed(tmp_path: Path) -> None:
    pushes: list[int] = []
    Tape({}, tmp_path, push=lambda: pushes.append(1)).ask("bench.push")

    assert pushes == [1]
