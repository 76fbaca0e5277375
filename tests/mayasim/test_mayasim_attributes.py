"""Attributes hold, give and refuse values as Maya's do."""

from __future__ import annotations

from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tools.testing.mayasim import NotSimulated, encoding
from studio_tools.testing.mayasim.additions import choices
from studio_tools.testing.mayasim.model import Word


@pytest.fixture
def box(cmds: ModuleType) -> str:
    name: str = cmds.polyCube(name="box")[0]
    return name


@pytest.mark.parametrize(
    ("plug", "value"),
    [
        ("box.translate", [(0.0, 0.0, 0.0)]),
        ("box.scale", [(1.0, 1.0, 1.0)]),
        ("box.translateX", 0.0),
        ("box.tx", 0.0),
        ("box.t.tx", 0.0),
        ("box.visibility", True),
        ("box.rotateOrder", 0),
        ("perspShape.focalLength", 35.0),
        ("perspShape.renderable", True),
        ("topShape.orthographic", True),
        ("defaultResolution.width", 960),
        ("defaultRenderGlobals.imageFilePrefix", None),
        ("time1.outTime", 1.0),
        ("perspShape.backgroundColor", [(0.0, 0.0, 0.0)]),
    ],
)
def test_what_an_attribute_holds_at_first(cmds: ModuleType, box: str, plug: str, value: object) -> None:
    found = cmds.getAttr(plug)

    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("plug", "given", "held"),
    [
        ("box.translateX", 3, 3.0),
        ("box.visibility", 0, False),
        ("box.rotateOrder", 2, 2),
        ("defaultResolution.width", 1920, 1920),
        ("defaultResolution.width", 1920.7, 1920),
    ],
)
def test_a_number_is_held_as_the_attribute_holds_it(
    cmds: ModuleType, box: str, plug: str, given: float, held: object
) -> None:
    cmds.setAttr(plug, given)

    assert cmds.getAttr(plug) == held
    assert type(cmds.getAttr(plug)) is type(held)


@pytest.mark.parametrize("values", [(1, 2, 3), ((1, 2, 3),), ([1, 2, 3],)])
def test_a_compound_is_set_by_its_numbers(cmds: ModuleType, box: str, values: tuple[object, ...]) -> None:
    cmds.setAttr("box.translate", *values, type="double3")

    assert cmds.getAttr("box.translate") == [(1.0, 2.0, 3.0)]
    assert cmds.getAttr("box.translateY") == 2.0


def test_a_compound_of_too_few_numbers_is_refused(cmds: ModuleType, box: str) -> None:
    with pytest.raises(RuntimeError, match="takes 3 values"):
        cmds.setAttr("box.translate", 1, 2, type="double3")


def test_a_text_needs_its_type(cmds: ModuleType) -> None:
    cmds.createNode("file", name="wood")

    with pytest.raises(RuntimeError, match=r"Error reading data element number 1: /a\.png"):
        cmds.setAttr("wood.fileTextureName", "/a.png")
    cmds.setAttr("wood.fileTextureName", "/a.png", type="string")

    assert cmds.getAttr("wood.fileTextureName") == "/a.png"
    assert cmds.getAttr("wood.ftn") == "/a.png"


def test_a_text_does_not_fit_a_number(cmds: ModuleType, box: str) -> None:
    with pytest.raises(RuntimeError, match="not of type 'string'"):
        cmds.setAttr("box.translateX", "3", type="string")
    with pytest.raises(RuntimeError, match="Error reading data element"):
        cmds.setAttr("box.translateX", "3")


def test_a_number_does_not_fit_a_text(cmds: ModuleType) -> None:
    cmds.createNode("file", name="wood")

    with pytest.raises(RuntimeError, match="not a simple numeric attribute"):
        cmds.setAttr("wood.fileTextureName", 3)
    with pytest.raises(RuntimeError, match="Error reading data element"):
        cmds.setAttr("wood.fileTextureName", 3, type="string")


@pytest.mark.parametrize("plug", ["box.translateQ", "nothing.translateX", "box", "boxShape.filename"])
def test_what_is_not_there_is_a_value_error(cmds: ModuleType, box: str, plug: str) -> None:
    with pytest.raises(ValueError, match="No object matches name"):
        cmds.getAttr(plug)
    with pytest.raises(ValueError, match="No object matches name"):
        cmds.setAttr(plug, 1)


def test_an_attribute_of_a_type_without_table_is_not_guessed(cmds: ModuleType) -> None:
    cmds.createNode("blendColors", name="mix")

    with pytest.raises(NotSimulated, match="blendColors"):
        cmds.getAttr("mix.blender")


def test_a_message_cannot_be_displayed(cmds: ModuleType, box: str) -> None:
    with pytest.raises(RuntimeError, match="not a numeric or string value"):
        cmds.getAttr("box.message")


def test_a_locked_attribute_refuses(cmds: ModuleType, box: str) -> None:
    cmds.setAttr("box.translateX", lock=True)

    assert cmds.getAttr("box.translateX", lock=True) is True
    assert cmds.getAttr("box.translateX", settable=True) is False
    with pytest.raises(RuntimeError, match="locked or connected"):
        cmds.setAttr("box.translateX", 1)
    with pytest.raises(RuntimeError, match="locked or connected"):
        cmds.setAttr("box.translate", 1, 2, 3, type="double3")
    assert cmds.getAttr("box.translate") == [(0.0, 0.0, 0.0)]


def test_a_lock_may_come_with_a_value(cmds: ModuleType, box: str) -> None:
    cmds.setAttr("box.translateX", 4, lock=True)

    assert (cmds.getAttr("box.translateX"), cmds.getAttr("box.translateX", lock=True)) == (4.0, True)


def test_a_driven_attribute_refuses_and_follows(cmds: ModuleType, box: str) -> None:
    cmds.spaceLocator(name="here")
    cmds.connectAttr("here.translateX", "box.translateX")
    cmds.setAttr("here.translateX", 7)

    assert cmds.getAttr("box.translateX") == 7.0
    assert cmds.getAttr("box.translate") == [(7.0, 0.0, 0.0)]
    with pytest.raises(RuntimeError, match="locked or connected"):
        cmds.setAttr("box.translateX", 1)


def test_a_driven_attribute_refuses_another_driver_unless_forced(cmds: ModuleType, box: str) -> None:
    for name in ("a", "b"):
        cmds.spaceLocator(name=name)
    cmds.connectAttr("a.tx", "box.tx")

    with pytest.raises(RuntimeError, match=r"already has an incoming connection from 'a\.translateX'"):
        cmds.connectAttr("b.tx", "box.tx")
    cmds.connectAttr("b.tx", "box.tx", force=True)

    assert cmds.listConnections("box.tx", plugs=True) == ["b.translateX"]


def test_a_connection_is_asked_about_and_cut(cmds: ModuleType, box: str) -> None:
    cmds.spaceLocator(name="a")
    cmds.connectAttr("a.tx", "box.tx")

    assert cmds.isConnected("a.tx", "box.tx") is True
    assert cmds.isConnected("a.ty", "box.tx") is False
    assert cmds.connectionInfo("box.tx", sourceFromDestination=True) == "a.translateX"
    assert cmds.connectionInfo("a.tx", destinationFromSource=True) == ["box.translateX"]
    cmds.disconnectAttr("a.tx", "box.tx")
    assert cmds.connectionInfo("box.tx", isDestination=True) is False
    with pytest.raises(RuntimeError, match="no connection"):
        cmds.disconnectAttr("a.tx", "box.tx")


def test_a_multi_attribute_takes_the_next_free_element(cmds: ModuleType, box: str) -> None:
    cmds.createNode("objectSet", name="s")

    with pytest.raises(RuntimeError, match="multi attribute"):
        cmds.connectAttr("box.message", "s.dnSetMembers")
    cmds.connectAttr("box.message", "s.dnSetMembers", nextAvailable=True)
    cmds.connectAttr("boxShape.message", "s.dnSetMembers", nextAvailable=True)

    assert cmds.getAttr("s.dnSetMembers", multiIndices=True) == [0, 1]
    assert cmds.getAttr("s.dnSetMembers", size=True) == 2


@pytest.mark.parametrize(
    ("flags", "kind", "start"),
    [
        ({"attributeType": "double"}, "double", 0.0),
        ({"attributeType": "double", "defaultValue": 2.5}, "double", 2.5),
        ({"attributeType": "long"}, "long", 0),
        ({"attributeType": "bool"}, "bool", False),
        ({"dataType": "string"}, "string", None),
        ({"attributeType": "enum", "enumName": "low:high"}, "enum", 0),
    ],
)
def test_an_attribute_is_added(cmds: ModuleType, box: str, flags: dict[str, object], kind: str, start: object) -> None:
    cmds.addAttr("box", longName="mine", **flags)

    assert cmds.attributeQuery("mine", node="box", exists=True) is True
    assert cmds.getAttr("box.mine", type=True) == kind
    assert cmds.getAttr("box.mine") == start
    assert cmds.listAttr("box", userDefined=True) == ["mine"]


def test_the_same_attribute_is_not_added_twice(cmds: ModuleType, box: str) -> None:
    cmds.addAttr("box", longName="mine", dataType="string")

    with pytest.raises(RuntimeError):
        cmds.addAttr("box", longName="mine", dataType="string")


def test_an_attribute_needs_a_name(cmds: ModuleType, box: str) -> None:
    with pytest.raises(RuntimeError, match="long"):
        cmds.addAttr("box", dataType="string")


def test_an_added_compound_has_its_children(cmds: ModuleType, box: str) -> None:
    cmds.addAttr("box", longName="aim", attributeType="double3")
    for axis in "XYZ":
        cmds.addAttr("box", longName=f"aim{axis}", attributeType="double", parent="aim")

    cmds.setAttr("box.aim", 1, 2, 3, type="double3")

    assert cmds.getAttr("box.aim") == [(1.0, 2.0, 3.0)]
    assert cmds.attributeQuery("aim", node="box", listChildren=True) == ["aimX", "aimY", "aimZ"]


def test_an_added_attribute_keeps_to_its_limits(cmds: ModuleType, box: str) -> None:
    cmds.addAttr("box", longName="mass", attributeType="double", minValue=1, maxValue=5)

    with pytest.raises(RuntimeError, match="past its minimum or maximum"):
        cmds.setAttr("box.mass", 9)


def test_an_enumeration_gives_a_number_or_its_word(cmds: ModuleType, box: str) -> None:
    cmds.addAttr("box", longName="level", attributeType="enum", enumName="low:mid=5:high")
    cmds.setAttr("box.level", 6)

    assert cmds.getAttr("box.level") == 6
    assert cmds.getAttr("box.level", asString=True) == "high"


def test_an_added_attribute_is_deleted_with_its_connections(cmds: ModuleType, box: str) -> None:
    cmds.addAttr("box", longName="mine", attributeType="double")
    cmds.connectAttr("box.mine", "box.translateX")

    cmds.deleteAttr("box.mine")

    assert cmds.attributeQuery("mine", node="box", exists=True) is False
    assert cmds.listConnections("box.translateX") is None


def test_an_attribute_may_be_deleted_by_node_and_name(cmds: ModuleType, box: str) -> None:
    cmds.addAttr("box", longName="mine", attributeType="double")

    cmds.deleteAttr("box", attribute="mine")

    assert cmds.listAttr("box", userDefined=True) is None


def test_an_attribute_of_maya_cannot_be_deleted(cmds: ModuleType, box: str) -> None:
    with pytest.raises(RuntimeError, match="was not added"):
        cmds.deleteAttr("box.translateX")


def test_environment_variables_are_filled_in_where_asked(cmds: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOW", "/shows/demo")
    cmds.createNode("file", name="wood")
    cmds.setAttr("wood.fileTextureName", "$SHOW/a.png", type="string")

    assert cmds.getAttr("wood.fileTextureName") == "$SHOW/a.png"
    assert cmds.getAttr("wood.fileTextureName", expandEnvironmentVariables=True) == "/shows/demo/a.png"


@pytest.mark.parametrize(
    ("flag", "answer"),
    [
        ("attributeType", "double3"),
        ("longName", "translate"),
        ("shortName", "t"),
        ("multi", False),
        ("minExists", False),
        ("range", None),
        ("listChildren", ["translateX", "translateY", "translateZ"]),
    ],
)
def test_what_is_told_of_an_attribute(cmds: ModuleType, flag: str, answer: object) -> None:
    assert cmds.attributeQuery("translate", type="transform", **{flag: True}) == answer


def test_an_attribute_that_there_is_not_is_not_told_of(cmds: ModuleType, box: str) -> None:
    assert cmds.attributeQuery("nope", node="box", exists=True) is False
    with pytest.raises(RuntimeError, match="does not have an attribute"):
        cmds.attributeQuery("nope", node="box", longName=True)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("a:b", {"a": 0, "b": 1}),
        ("a=3:b", {"a": 3, "b": 4}),
        ("a:b:", {"a": 0, "b": 1}),
        ("", {}),
        ("a:b=0:c", {"a": 0, "b": 0, "c": 1}),
    ],
)
def test_the_words_of_an_enumeration_count_up(text: str, numbers: dict[str, int]) -> None:
    assert choices(text) == numbers


VALUES = st.one_of(
    st.booleans(),
    st.integers(-(2**31), 2**31),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0")),
    st.tuples(*[st.floats(allow_nan=False, allow_infinity=False)] * 3),
    st.lists(st.text(max_size=5), min_size=1),
)


@given(VALUES)
def test_a_value_is_read_back_as_it_was_written(value: object) -> None:
    written = encoding.encode_unknown(value)

    assert encoding.decode(written) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("yes", True),
        ("off", False),
        ("12", 12),
        ("1e-3", 0.001),
        ("-type string", None),
    ],
)
def test_words_of_a_file_are_read(words: str, value: object) -> None:
    assert encoding.decode([Word(each) for each in words.split()]) == value


@pytest.mark.parametrize("kind", ["mesh", "nurbsCurve", "dataReferenceEdits"])
def test_what_is_not_understood_is_left_to_be_carried(kind: str) -> None:
    assert encoding.decode([Word("-type"), Word(kind, is_quoted=True), Word("a", is_quoted=True), Word("b")]) is None
