"""Calls are refused as Maya refuses them: names, types, modes; and what the simulator lacks says so."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tools.testing.mayasim import NotSimulated, Session
from studio_tools.testing.mayasim.commands import COMMANDS, windows
from studio_tools.testing.mayasim.flags import Call, Command, Flag, check, flat, load_table

TABLE = load_table()


@pytest.mark.parametrize(
    ("command", "flags"),
    [
        ("file", {"referense": True}),
        ("ls", {"longs": True}),
        ("referenceQuery", {"fileName": True}),
        ("playbackOptions", {"query": True, "minimumTime": True}),
        ("currentUnit", {"query": True, "timer": True}),
        ("namespace", {"exist": "x"}),
        ("playblast", {"endtime": 2}),
        ("about", {"versions": True}),
        ("setAttr", {"Type": "string"}),
    ],
    ids=lambda value: value if isinstance(value, str) else next(reversed(value)),
)
def test_a_flag_that_there_is_not_is_a_type_error(cmds: ModuleType, command: str, flags: dict[str, object]) -> None:
    wrong = list(flags)[-1]

    with pytest.raises(TypeError, match=f"^Invalid flag '{wrong}'$"):
        getattr(cmds, command)("x", **flags)


@pytest.mark.parametrize(
    ("command", "flags", "told"),
    [
        ("file", {"rename": 3}, "Expected string, got int"),
        ("file", {"rename": Path("x")}, "Expected string, got"),
        ("file", {"rename": None}, "Expected string, got NoneType"),
        ("file", {"open": "yes"}, "Expected bool, got str"),
        ("ls", {"type": 3}, "Expected string, got int"),
        ("ls", {"selection": "yes"}, "Expected bool, got str"),
        ("ls", {"tail": "one"}, "Expected int, got str"),
        ("playbackOptions", {"by": "two"}, "Expected float, got str"),
        ("optionVar", {"stringValue": "a"}, "Expected string string, got str"),
        ("optionVar", {"intValue": ("a", "b")}, "Expected string int, got"),
        ("currentUnit", {"time": 24}, "Expected string, got int"),
        ("createNode", {"name": ["a"]}, "Expected string, got list"),
        ("playblast", {"widthHeight": (1, 2, 3)}, "Expected int int, got tuple"),
        ("addAttr", {"longName": True}, "Expected string, got bool"),
    ],
)
def test_a_value_of_a_wrong_type_is_a_type_error(
    cmds: ModuleType, command: str, flags: dict[str, object], told: str
) -> None:
    with pytest.raises(TypeError, match=f"Invalid arguments for flag .*{told}"):
        getattr(cmds, command)("x", **flags)


def test_short_and_long_names_are_the_same_flag(cmds: ModuleType) -> None:
    cmds.polyCube(n="box")

    assert cmds.ls(sl=True) == cmds.ls(selection=True) == ["box"]


def test_one_flag_under_both_names_is_refused(cmds: ModuleType) -> None:
    with pytest.raises(TypeError, match="'selection' was given by its long and its short name"):
        cmds.ls(sl=True, selection=True)


def test_a_flag_that_cannot_be_queried_is_refused(cmds: ModuleType) -> None:
    with pytest.raises(RuntimeError, match="'save' cannot be used in query mode"):
        cmds.file(query=True, save=True)


def test_asking_and_editing_at_once_is_refused(cmds: ModuleType) -> None:
    with pytest.raises(RuntimeError, match="cannot be used together"):
        cmds.playbackOptions(query=True, edit=True, minTime=1)


def test_a_plain_flag_that_is_false_counts_as_not_given(cmds: ModuleType) -> None:
    cmds.polyCube(name="box")
    cmds.select(clear=True)

    assert "box" in cmds.ls(selection=False)


def test_a_flag_with_a_value_may_be_false(cmds: ModuleType) -> None:
    cmds.polyCube()

    cmds.file(modified=False)

    assert cmds.file(query=True, modified=True) is False


def test_a_command_that_there_is_not_is_an_attribute_error(cmds: ModuleType) -> None:
    with pytest.raises(AttributeError, match=r"module 'maya\.cmds' has no attribute 'listReferences'"):
        cmds.listReferences()


def test_a_command_of_maya_that_is_not_simulated_says_so_when_called(cmds: ModuleType) -> None:
    command = cmds.polyExtrudeFacet

    with pytest.raises(NotSimulated, match="polyExtrudeFacet is not simulated"):
        command()


def test_a_flag_of_maya_that_is_not_simulated_says_so(cmds: ModuleType) -> None:
    with pytest.raises(NotSimulated, match="saveDiskCache is not simulated"):
        cmds.file(saveDiskCache="x")


def test_what_is_not_simulated_is_not_swallowed_by_catching_every_exception(cmds: ModuleType) -> None:
    def careless() -> str:
        try:
            cmds.polyExtrudeFacet()
        except Exception:  # as careless code does
            return "went on"
        return "went on"

    with pytest.raises(NotSimulated):
        careless()


def test_a_template_flag_is_not_simulated(cmds: ModuleType) -> None:
    with pytest.raises(NotSimulated, match="UI templates"):
        cmds.ls(useTemplate="x")


@pytest.mark.parametrize("name", sorted(set(COMMANDS) - set(windows.COMMANDS)))
def test_every_simulated_flag_is_in_the_recorded_table(name: str) -> None:
    recorded = TABLE.commands[name].flags

    assert COMMANDS[name].flags - set(recorded) == set()


def test_every_simulated_flag_of_the_interface_is_one_of_its_commands() -> None:
    recorded = {flag for name in windows.COMMANDS for flag in TABLE.commands[name].flags}
    simulated = {flag for each in windows.COMMANDS.values() for flag in each.flags}

    assert simulated - recorded == set()


def test_a_call_is_kept_under_long_names(maya: Session, cmds: ModuleType) -> None:
    cmds.ls(sl=True, l=True)

    assert maya.calls[-1] == ("ls", {"selection": True, "long": True})


def test_names_may_stand_in_lists(cmds: ModuleType) -> None:
    cmds.polyCube(name="a")
    cmds.polyCube(name="b")

    cmds.select(["a", ["b"]])

    assert cmds.ls(selection=True) == ["a", "b"]


def test_an_argument_that_is_no_word_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="Invalid argument"):
        list(flat([object()]))


def test_a_flag_that_may_be_repeated_takes_a_list() -> None:
    command = Command.from_codes("ls", {"type": "typ|s|cm"})

    assert check(command, (), {"type": ["mesh", "camera"]}).words("type") == ["mesh", "camera"]


def test_a_flag_that_may_not_be_repeated_takes_no_list() -> None:
    command = Command.from_codes("file", {"type": "typ|s|c"})

    with pytest.raises(TypeError):
        check(command, (), {"type": ["mayaAscii"]})


@given(st.sampled_from(sorted(TABLE.commands)), st.text(min_size=1))
def test_no_word_that_is_no_flag_ever_passes(name: str, word: str) -> None:
    command = TABLE.commands[name]
    known = {*command.flags, *command.shorts, "q", "query", "e", "edit", "dt", "defineTemplate"}
    known |= {"ut", "useTemplate", "dtg", "docTag"}

    if word not in known:
        with pytest.raises(TypeError, match="Invalid flag"):
            check(command, (), {word: True})


@given(st.sampled_from(sorted(TABLE.commands)), st.data())
def test_a_flag_is_found_by_both_of_its_names(name: str, data: st.DataObject) -> None:
    command = TABLE.commands[name]
    if command.flags:
        long = data.draw(st.sampled_from(sorted(command.flags)))

        assert command.find(long) == command.flags[long]
        found = command.find(command.flags[long].short)
        assert found is not None
        assert found.short == command.flags[long].short


@pytest.mark.parametrize(
    ("modes", "mode", "is_allowed"),
    [("c", "create", True), ("c", "query", False), ("q", "query", True), ("e", "edit", True), ("*", "query", True)],
)
def test_modes_are_those_of_the_record(modes: str, mode: str, is_allowed: bool) -> None:
    assert Flag("a", "b", "", modes).allows(mode) is is_allowed


def test_a_call_gives_its_flags_as_words_numbers_and_truths() -> None:
    call = Call(command="x", mode="create", args=("a",), flags={"word": "w", "number": 3, "is": True})

    assert (call.text("word"), call.number("number"), call.on("is")) == ("w", 3.0, True)
    assert (call.text("none", "d"), call.number("none", 2), call.on("none"), call.words("none")) == (
        "d",
        2.0,
        False,
        [],
    )
    assert call.names == ["a"]
