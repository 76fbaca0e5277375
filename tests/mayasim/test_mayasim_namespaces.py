"""Namespaces: made, entered, moved, merged, removed."""

from __future__ import annotations

from types import ModuleType

import pytest


@pytest.fixture
def spaces(cmds: ModuleType) -> None:
    cmds.namespace(addNamespace="A:B:C")
    cmds.group(empty=True, name=":A:one")
    cmds.group(empty=True, name=":A:B:two")


@pytest.mark.usefixtures("spaces")
def test_namespaces_are_listed_with_mayas_own(cmds: ModuleType) -> None:
    assert cmds.namespaceInfo(listOnlyNamespaces=True) == ["UI", "shared", "A"]
    assert cmds.namespaceInfo(listOnlyNamespaces=True, recurse=True) == ["UI", "shared", "A", "A:B", "A:B:C"]
    assert cmds.namespaceInfo("A", listOnlyNamespaces=True) == ["A:B"]
    assert cmds.namespaceInfo("A", listOnlyDependencyNodes=True) == ["A:one"]
    assert cmds.namespaceInfo("A", listNamespace=True, recurse=True) == ["A:B", "A:B:C", "A:one", "A:B:two"]
    assert cmds.namespaceInfo("A:B:C", listNamespace=True) is None


def test_a_namespace_is_not_made_twice(cmds: ModuleType) -> None:
    assert cmds.namespace(addNamespace="a") == "a"

    with pytest.raises(RuntimeError, match="already exists"):
        cmds.namespace(addNamespace="a")


def test_a_namespace_may_be_made_below_another(cmds: ModuleType) -> None:
    cmds.namespace(addNamespace="a")

    assert cmds.namespace(addNamespace="b", parent="a") == "a:b"
    assert cmds.namespace(addNamespace="c", parent=":a:b", absoluteName=True) == ":a:b:c"


def test_illegal_letters_become_underscores(cmds: ModuleType) -> None:
    assert cmds.namespace(addNamespace="sh-010") == "sh_010"
    assert cmds.namespace(validateName="name$space") == "name_space"


@pytest.mark.usefixtures("spaces")
def test_new_nodes_go_into_the_current_namespace(cmds: ModuleType) -> None:
    cmds.namespace(setNamespace="A")

    assert cmds.group(empty=True, name="x") == "A:x"
    assert cmds.group(empty=True, name=":y") == "y"
    assert cmds.group(empty=True, name="B:z") == "A:B:z"
    assert cmds.namespaceInfo(currentNamespace=True) == "A"


@pytest.mark.usefixtures("spaces")
def test_names_are_read_from_the_root(cmds: ModuleType) -> None:
    cmds.namespace(setNamespace="A")

    assert cmds.objExists("one") is False
    assert cmds.objExists("A:one") is True


@pytest.mark.usefixtures("spaces")
def test_in_relative_mode_names_are_read_and_given_from_the_current_one(cmds: ModuleType) -> None:
    cmds.namespace(setNamespace="A")
    cmds.namespace(relativeNames=True)

    assert cmds.namespace(query=True, relativeNames=True) is True
    assert cmds.ls("one") == ["one"]
    assert cmds.ls("B:two") == ["B:two"]


@pytest.mark.usefixtures("spaces")
def test_a_namespace_that_is_not_there_cannot_be_entered(cmds: ModuleType) -> None:
    with pytest.raises(RuntimeError, match="No namespace"):
        cmds.namespace(setNamespace="nothing")


@pytest.mark.usefixtures("spaces")
@pytest.mark.parametrize(
    ("flags", "name"),
    [
        ({}, "A:B"),
        ({"fullName": True}, "A:B"),
        ({"absoluteName": True}, ":A:B"),
        ({"baseName": True}, "B"),
        ({"shortName": True}, "B"),
        ({"parent": True}, "A"),
        ({"parent": True, "absoluteName": True}, ":A"),
    ],
    ids=str,
)
def test_how_a_namespace_is_called(cmds: ModuleType, flags: dict[str, bool], name: str) -> None:
    assert cmds.namespaceInfo(":A:B", **flags) == name


def test_the_root_is_called_by_a_colon(cmds: ModuleType) -> None:
    assert cmds.namespaceInfo(currentNamespace=True) == ":"
    assert cmds.namespaceInfo(":", isRootNamespace=True) is True
    assert cmds.namespace(query=True, isRootNamespace="A") is False


@pytest.mark.usefixtures("spaces")
def test_a_namespace_that_is_not_empty_stays(cmds: ModuleType) -> None:
    with pytest.raises(RuntimeError, match="not empty"):
        cmds.namespace(removeNamespace="A:B")

    cmds.namespace(removeNamespace="A:B:C")

    assert cmds.namespace(exists="A:B:C") is False


@pytest.mark.usefixtures("spaces")
@pytest.mark.parametrize(
    ("flag", "names"),
    [
        ("deleteNamespaceContent", ["A:one"]),
        ("mergeNamespaceWithParent", ["A:one", "A:two"]),
        ("mergeNamespaceWithRoot", ["two", "A:one"]),
    ],
)
def test_what_becomes_of_the_content(cmds: ModuleType, flag: str, names: list[str]) -> None:
    cmds.namespace(removeNamespace=":A:B", **{flag: True})

    assert sorted(cmds.ls("one", "two", recursive=True)) == sorted(names)
    assert cmds.namespace(exists="A:B") is False


@pytest.mark.usefixtures("spaces")
def test_merging_renames_what_clashes(cmds: ModuleType) -> None:
    cmds.group(empty=True, name=":A:two")

    cmds.namespace(removeNamespace=":A:B", mergeNamespaceWithParent=True)

    assert cmds.ls("A:two*") == ["A:two1", "A:two"] or cmds.ls("A:two*") == ["A:two", "A:two1"]


@pytest.mark.usefixtures("spaces")
def test_moving_refuses_a_clash_unless_forced(cmds: ModuleType) -> None:
    cmds.group(empty=True, name=":D:two")

    with pytest.raises(RuntimeError, match="there already"):
        cmds.namespace(moveNamespace=(":A:B", ":D"))
    cmds.namespace(moveNamespace=(":A:B", ":D"), force=True)

    assert cmds.ls("D:*") == ["D:two1", "D:two"]


@pytest.mark.usefixtures("spaces")
def test_renaming_takes_everything_along(cmds: ModuleType) -> None:
    cmds.namespace(rename=("A", "Z"))

    assert cmds.ls("one", "two", recursive=True) == ["Z:one", "Z:B:two"]
    assert cmds.namespaceInfo("Z", listOnlyNamespaces=True, recurse=True) == ["Z:B", "Z:B:C"]
    assert cmds.namespace(exists="A") is False


def test_renaming_the_namespace_of_a_reference(cmds: ModuleType, chair: str) -> None:
    cmds.file(chair, reference=True, namespace="c")

    cmds.namespace(rename=("c", "d"))

    assert cmds.referenceQuery("cRN", namespace=True) == ":d"


@pytest.mark.usefixtures("spaces")
def test_removing_the_current_one_goes_to_its_parent(cmds: ModuleType) -> None:
    cmds.namespace(setNamespace=":A:B:C")

    cmds.namespace(removeNamespace=":A:B:C")

    assert cmds.namespaceInfo(currentNamespace=True) == "A:B"


@pytest.mark.parametrize("name", [":", "UI", "shared"])
def test_mayas_own_cannot_be_removed(cmds: ModuleType, name: str) -> None:
    with pytest.raises(RuntimeError):
        cmds.namespace(removeNamespace=name)


@pytest.mark.usefixtures("spaces")
def test_namespaces_of_nodes_are_shown(cmds: ModuleType) -> None:
    assert cmds.ls("persp", "A:one", showNamespace=True) == ["persp", ":", "A:one", "A"]
    assert cmds.ls("A:one", absoluteName=True) == [":A:one"]


@pytest.mark.usefixtures("spaces")
def test_namespaces_can_be_undone(cmds: ModuleType) -> None:
    cmds.namespace(removeNamespace=":A", mergeNamespaceWithRoot=True)

    cmds.undo()

    assert cmds.ls("one", "two", recursive=True) == ["A:one", "A:B:two"]
