"""Knobs of one's own, flags, links, formats, and knobs that come and go with a file type."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

from studio_tools.testing.nukesim import NotSimulated, Session


def test_a_missing_knob_has_nukes_words(nuke: ModuleType) -> None:
    node = nuke.nodes.Read()

    with pytest.raises(NameError, match="knob nope does not exist"):
        node["nope"]
    assert node.knob("nope") is None


def test_a_user_knob_brings_a_tab(nuke: ModuleType) -> None:
    node = nuke.nodes.NoOp()
    node.addKnob(nuke.String_Knob("stamp", "Stamp"))

    assert node.knob("User").Class() == "Tab_Knob"
    assert node["stamp"].label() == "Stamp"
    assert node["stamp"].node() is node


def test_a_tab_of_ones_own_comes_alone(nuke: ModuleType) -> None:
    node = nuke.nodes.NoOp()
    node.addKnob(nuke.Tab_Knob("studio", "Studio"))
    node.addKnob(nuke.Int_Knob("count"))

    assert node.knob("User") is None
    assert node["count"].label() == "count"


def test_a_knob_is_on_one_node_only(nuke: ModuleType) -> None:
    knob = nuke.String_Knob("stamp")
    nuke.nodes.NoOp().addKnob(knob)

    with pytest.raises(RuntimeError, match="is on a node already"):
        nuke.nodes.NoOp().addKnob(knob)


def test_a_name_that_is_taken_is_refused(nuke: ModuleType) -> None:
    node = nuke.nodes.Read()

    with pytest.raises(ValueError, match="has a knob file already"):
        node.addKnob(nuke.String_Knob("file"))


def test_only_a_users_knob_is_removed(nuke: ModuleType) -> None:
    node = nuke.nodes.Read()
    knob = nuke.String_Knob("stamp")
    node.addKnob(knob)
    node.removeKnob(knob)

    assert node.knob("stamp") is None
    with pytest.raises(ValueError, match="is no user knob"):
        node.removeKnob(node["file"])


def test_only_a_users_knob_is_renamed(nuke: ModuleType) -> None:
    node = nuke.nodes.Read()
    knob = nuke.String_Knob("stamp")
    node.addKnob(knob)
    knob.setName("mark")

    assert node["mark"] is knob
    assert node.knob("stamp") is None
    with pytest.raises(ValueError, match="is no user knob"):
        node["file"].setName("path")


def test_several_lines_without_names_fit_on_a_node(nuke: ModuleType) -> None:
    node = nuke.nodes.NoOp()
    for _ in range(3):
        node.addKnob(nuke.Text_Knob(""))

    assert len([knob for knob in node.allKnobs() if knob.Class() == "Text_Knob"]) == 3


@pytest.mark.parametrize("knob", ["string", 3, None], ids=str)
def test_only_knobs_are_added(nuke: ModuleType, knob: object) -> None:
    with pytest.raises(TypeError):
        nuke.nodes.NoOp().addKnob(knob)


def test_flags_hide_and_disable(nuke: ModuleType) -> None:
    knob = nuke.String_Knob("a")
    knob.setFlag(nuke.INVISIBLE)
    knob.setEnabled(False)

    assert not knob.visible()
    assert not knob.enabled()
    assert knob.getFlag(nuke.DISABLED)
    knob.setVisible(True)
    knob.clearFlag(nuke.DISABLED)
    assert knob.visible()
    assert knob.enabled()


def test_a_disabled_knob_is_set_by_code(nuke: ModuleType) -> None:
    knob = nuke.nodes.Read()["file"]
    knob.setEnabled(False)
    knob.setValue("a.exr")

    assert knob.value() == "a.exr"


def test_a_hidden_users_knob_stays_hidden_in_scripts(nuke: ModuleType, tmp_path: Path) -> None:
    node = nuke.nodes.NoOp(name="N")
    knob = nuke.String_Knob("stamp", "")
    knob.setFlag(nuke.INVISIBLE)
    node.addKnob(knob)
    knob.setValue("x")
    path = (tmp_path / "a.nk").as_posix()
    nuke.scriptSaveAs(path)
    nuke.scriptClear()
    nuke.scriptReadFile(path)

    assert not nuke.toNode("N")["stamp"].visible()
    assert nuke.toNode("N")["stamp"].value() == "x"


@pytest.mark.parametrize(
    ("make", "value"),
    [
        (lambda nuke: nuke.String_Knob("k", "K", "x"), 'a "b" [c] {d} \\ $e\nline ü'),
        (lambda nuke: nuke.File_Knob("k", "K"), "/a b/c.%04d.exr"),
        (lambda nuke: nuke.Int_Knob("k", "K"), 12),
        (lambda nuke: nuke.Double_Knob("k", "K"), 0.125),
        (lambda nuke: nuke.Boolean_Knob("k", "K"), True),
        (lambda nuke: nuke.Enumeration_Knob("k", "K", ["one", "two words", "three"]), "two words"),
        (lambda nuke: nuke.XY_Knob("k", "K"), [1.0, 2.5]),
        (lambda nuke: nuke.XYZ_Knob("k", "K"), [1.0, 2.5, 3.0]),
        (lambda nuke: nuke.Color_Knob("k", "K"), [0.25, 0.5, 1.0]),
        (lambda nuke: nuke.AColor_Knob("k", "K"), [0.25, 0.5, 1.0, 0.0]),
        (lambda nuke: nuke.BBox_Knob("k", "K"), [0.0, 1.0, 2.0, 3.0]),
        (lambda nuke: nuke.Multiline_Eval_String_Knob("k", "K"), "one\ntwo"),
    ],
    ids=["text", "file", "int", "double", "bool", "words", "xy", "xyz", "colour", "rgba", "box", "lines"],
)
def test_users_knobs_survive_a_script(nuke: ModuleType, tmp_path: Path, make, value: object) -> None:  # type: ignore[no-untyped-def]
    knob = make(nuke)
    node = nuke.nodes.NoOp(name="N")
    node.addKnob(knob)
    knob.setTooltip('say "this"')
    knob.setValue(value)
    path = (tmp_path / "a.nk").as_posix()
    nuke.scriptSaveAs(path)
    nuke.scriptClear()
    nuke.scriptReadFile(path)

    again = nuke.toNode("N")["k"]
    assert (again.Class(), again.label(), again.tooltip(), again.value()) == (knob.Class(), "K", 'say "this"', value)


def test_a_link_stands_for_another_knob(nuke: ModuleType, tmp_path: Path) -> None:
    group = nuke.nodes.Group(name="G")
    with group:
        nuke.nodes.Write(name="W")
    link = nuke.Link_Knob("file", "File")
    group.addKnob(link)
    link.makeLink("W", "file")
    link.setValue("/a.####.exr")

    assert nuke.toNode("G.W")["file"].getText() == "/a.####.exr"
    assert group["file"].value() == "/a.%04d.exr"
    assert link.getLinkedKnob().evaluate(7) == "/a.0007.exr"
    with pytest.raises(AttributeError, match="has no attribute 'evaluate'"):
        link.evaluate(7)
    assert link.getLinkedKnob() is nuke.toNode("G.W")["file"]
    path = (tmp_path / "a.nk").as_posix()
    nuke.scriptSaveAs(path)
    assert "addUserKnob {41 file l File T W.file}" in Path(path).read_text()


def test_a_link_to_nothing_is_an_error(nuke: ModuleType) -> None:
    node = nuke.nodes.NoOp()
    link = nuke.Link_Knob("x")
    node.addKnob(link)
    link.setLink("Gone.file")

    assert link.getLinkedKnob() is None
    with pytest.raises(RuntimeError, match=r"no knob 'Gone\.file' to link to"):
        link.value()


def test_a_file_type_brings_its_knobs(nuke: ModuleType) -> None:
    node = nuke.nodes.Write()

    with pytest.raises(NameError, match="knob compression does not exist"):
        node["compression"]
    node["file_type"].setValue("exr")
    assert node["compression"].value() == "Zip (1 scanline)"
    node["file_type"].setValue("jpeg")
    assert node.knob("compression") is None
    assert node["_jpeg_quality"].value() == 0.75


def test_the_knobs_of_a_file_type_are_written_behind_it(nuke: ModuleType, tmp_path: Path) -> None:
    node = nuke.nodes.Write(name="W")
    node["file_type"].setValue("exr")
    node["compression"].setValue("DWAA")
    node["dw_compression_level"].setValue(60)
    path = (tmp_path / "a.nk").as_posix()
    nuke.scriptSaveAs(path)
    text = Path(path).read_text()

    assert text.index("file_type exr") < text.index("compression DWAA") < text.index("dw_compression_level 60")
    nuke.scriptClear()
    nuke.scriptReadFile(path)
    assert nuke.toNode("W")["compression"].value() == "DWAA"


def test_defaults_are_those_of_the_table_until_somebody_sets_them(nuke: ModuleType) -> None:
    assert nuke.knobDefault("Write.file_type") is None
    nuke.knobDefault("Write.file_type", "exr")
    nuke.knobDefault("Root.fps", "25")

    assert nuke.knobDefault("Write.file_type") == "exr"
    assert nuke.nodes.Write()["file_type"].value() == "exr"
    assert nuke.root()["fps"].value() == 25.0


def test_what_is_the_default_is_not_written(nuke: ModuleType) -> None:
    node = nuke.nodes.Read(file="a.exr")
    node["first"].setValue(1)

    told = node.writeKnobs(nuke.TO_SCRIPT | nuke.WRITE_NON_DEFAULT_ONLY)
    assert told.splitlines() == ["file a.exr"]


def test_knobs_are_written_as_the_flags_say(nuke: ModuleType) -> None:
    node = nuke.nodes.Read(file="a b.exr")
    node.addKnob(nuke.String_Knob("stamp"))
    node["stamp"].setValue("x")

    assert "file" in node.writeKnobs().splitlines()
    assert "xpos" not in node.writeKnobs()
    assert 'file "a b.exr"' in node.writeKnobs(nuke.TO_SCRIPT).splitlines()
    assert "first 1" in node.writeKnobs(nuke.TO_SCRIPT).splitlines()
    assert "name Read1" in node.writeKnobs(nuke.TO_SCRIPT | nuke.WRITE_ALL).splitlines()
    other = nuke.nodes.Read()
    other.readKnobs(node.writeKnobs(nuke.TO_SCRIPT | nuke.WRITE_USER_KNOB_DEFS | nuke.WRITE_NON_DEFAULT_ONLY))
    assert (other["file"].value(), other["stamp"].value()) == ("a b.exr", "x")


def test_knobs_are_read_as_scripts_write_them(nuke: ModuleType) -> None:
    node = nuke.nodes.Read()
    node.readKnobs('file "/a b.exr"\nfirst 3\nraw true')

    assert (node["file"].value(), node["first"].value(), node["raw"].value()) == ("/a b.exr", 3, True)
    with pytest.raises(RuntimeError, match="no such knob: nope"):
        node.readKnobs("nope 1")


def test_reset_takes_values_back(nuke: ModuleType) -> None:
    node = nuke.nodes.Read(name="R", file="a.exr", first=4)
    node.resetKnobsToDefault()

    assert (node.name(), node["file"].value(), node["first"].value()) == ("R", "", 1)


def test_words_may_be_offered_anew(nuke: ModuleType) -> None:
    node = nuke.nodes.NoOp()
    knob = nuke.Enumeration_Knob("k", "K", ["a", "b"])
    node.addKnob(knob)
    knob.setValue("b")
    knob.setValues(["b", "c"])
    assert knob.value() == "b"
    knob.setValues(["x", "y"])
    assert knob.value() == "x"
    assert (knob.numValues(), knob.enumName(1)) == (2, "y")


def test_a_button_runs_what_the_test_says(nuke: ModuleType, session: Session) -> None:
    ran: list[tuple[str, str]] = []
    node = nuke.nodes.NoOp(name="N")
    button = nuke.PyScript_Knob("go", "Go", "print(1)")
    node.addKnob(button)
    with pytest.raises(NotSimulated, match="code given as text is not run"):
        button.execute()

    session.run_python = lambda code: ran.append((code, nuke.thisNode().name()))
    button.execute()

    assert ran == [("print(1)", "N")]


DEFINED = """NoOp {
 inputs 0
 name N
 addUserKnob {20 studio l Studio}
 addUserKnob {7 size l Size t "How \\"large\\"" -STARTLINE R 0 100}
 size 12
 addUserKnob {22 go l Go T "print(1)" +STARTLINE}
 addUserKnob {26 info l "" T "Some text"}
 addUserKnob {20 grp l Group n 1}
 addUserKnob {20 endGroup n -1}
}
"""


def saved_text(nuke: ModuleType, tmp_path: Path) -> str:
    path = tmp_path / "a.nk"
    nuke.scriptSaveAs(path.as_posix(), 1)
    return path.read_text()


def test_definitions_are_kept_to_the_letter(nuke: ModuleType, tmp_path: Path) -> None:
    nuke.scriptReadText(DEFINED)

    assert DEFINED in saved_text(nuke, tmp_path)


def test_a_changed_definition_is_written_anew(nuke: ModuleType, tmp_path: Path) -> None:
    nuke.scriptReadText(DEFINED)
    node = nuke.toNode("N")
    node["size"].setLabel("Larger")
    node["go"].setValue("print(2)")
    node["info"].setValue("Other")
    node["studio"].setName("show")
    text = saved_text(nuke, tmp_path)

    assert 'addUserKnob {7 size l Larger t "How \\"large\\"" R 0 100 -STARTLINE}\n size 12\n' in text
    assert "addUserKnob {22 go l Go +STARTLINE T print(2)}" in text
    assert 'addUserKnob {26 info l "" T Other}' in text
    assert "addUserKnob {20 show l Studio}" in text


def test_ranges_of_sliders_are_written(nuke: ModuleType, tmp_path: Path) -> None:
    node = nuke.nodes.NoOp()
    knob = nuke.Double_Knob("size")
    knob.setRange(0, 5)
    node.addKnob(knob)

    assert "addUserKnob {7 size R 0 5}" in saved_text(nuke, tmp_path)


def test_groups_of_knobs_open_and_close(nuke: ModuleType, tmp_path: Path) -> None:
    node = nuke.nodes.NoOp()
    node.addKnob(nuke.Tab_Knob("studio"))
    node.addKnob(nuke.Tab_Knob("inner", "Inner", nuke.TABBEGINGROUP))
    node.addKnob(nuke.Tab_Knob("inner_end", None, nuke.TABENDGROUP))
    node.addKnob(nuke.BeginTabGroup_Knob("tabs"))
    node.addKnob(nuke.EndTabGroup_Knob("tabs_end"))
    text = saved_text(nuke, tmp_path)

    for line in ("{20 inner l Inner n 1}", "{20 inner_end n -1}", "{20 tabs n -2}", "{20 tabs_end n -3}"):
        assert f"addUserKnob {line}" in text
    nuke.scriptClear()
    nuke.scriptReadFile((tmp_path / "a.nk").as_posix())
    assert nuke.toNode("NoOp1")["tabs"].Class() == "BeginTabGroup_Knob"
