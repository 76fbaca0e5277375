"""`studio create`: what publishes hang below. What is there is told only what was said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from studio_tools.bootstrap import open_studio
from studio_tools.model import Address, CutRange, Entity
from studio_tools.testing.shell import Shell


def entity(shell: Shell, address: str) -> Entity:
    with open_studio(Path(shell.environ["STUDIO_TOOLS_HOME"]), shell.environ) as studio:
        found = studio.session.tracker.entity(Address.parse(address))
    assert found is not None
    return found


def cached(shell: Shell, address: str) -> Entity | None:
    with open_studio(Path(shell.environ["STUDIO_TOOLS_HOME"]), shell.environ) as studio:
        return studio.session.storage.cache.entity(Address.parse(address))


def create(shell: Shell, *words: str) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = shell.json("create", *words).result
    return made


def test_a_shot_and_its_missing_sequence_are_made_and_told(shell: Shell) -> None:
    made = create(shell, "shot", "demo/sq010/sh0010", "--cut", "1001-1100", "--handles", "8")

    assert [(one["type"], one["address"], one["created"]) for one in made] == [
        ("sequence", "demo/sq010", True),
        ("shot", "demo/sq010/sh0010", True),
    ]
    assert all(isinstance(one["id"], int) for one in made)
    assert entity(shell, "demo/sq010/sh0010").cut == CutRange(first=1001, last=1100, handles=8)


def test_a_sequence_that_is_there_is_not_told_again(shell: Shell) -> None:
    create(shell, "sequence", "demo/sq010")

    assert [one["type"] for one in create(shell, "shot", "demo/sq010/sh0010")] == ["shot"]


def test_several_at_once_share_the_options(shell: Shell) -> None:
    create(shell, "shot", "demo/sq010/sh0010", "demo/sq010/sh0020", "--cut", "1-24")

    assert entity(shell, "demo/sq010/sh0020").cut == CutRange(first=1, last=24)


def test_what_is_there_is_no_error(shell: Shell) -> None:
    first = create(shell, "shot", "demo/sq010/sh0010", "--cut", "1001-1100")[-1]

    again = create(shell, "shot", "demo/sq010/sh0010", "--cut", "1001-1100")

    assert again == [{**first, "created": False, "changed": False}]


def test_nothing_is_changed_that_was_not_said(shell: Shell) -> None:
    create(shell, "shot", "demo/sq010/sh0010", "--cut", "1001-1100", "--handles", "8")

    create(shell, "shot", "demo/sq010/sh0010")

    assert entity(shell, "demo/sq010/sh0010").cut == CutRange(first=1001, last=1100, handles=8)


def test_a_new_cut_keeps_the_handles(shell: Shell) -> None:
    create(shell, "shot", "demo/sq010/sh0010", "--cut", "1001-1100", "--handles", "8")

    (made,) = create(shell, "shot", "demo/sq010/sh0010", "--cut", "1001-1050")

    assert made["changed"] is True
    assert entity(shell, "demo/sq010/sh0010").cut == CutRange(first=1001, last=1050, handles=8)


def test_new_handles_keep_the_cut(shell: Shell) -> None:
    create(shell, "shot", "demo/sq010/sh0010", "--cut", "1001-1100", "--handles", "8")

    create(shell, "shot", "demo/sq010/sh0010", "--handles", "0")

    assert entity(shell, "demo/sq010/sh0010").cut == CutRange(first=1001, last=1100, handles=0)


def test_handles_without_any_cut_are_refused(shell: Shell) -> None:
    said = shell.json("create", "shot", "demo/sq010/sh0010", "--handles", "8")

    assert said.code == 2
    assert "--cut" in said.error["hint"]


def test_a_cut_may_begin_below_zero(shell: Shell) -> None:
    create(shell, "shot", "demo/sq010/sh0010", "--cut", "-10-20", "--handles", "2")

    assert entity(shell, "demo/sq010/sh0010").cut == CutRange(first=-10, last=20, handles=2)


def test_a_cut_of_one_frame_is_a_cut(shell: Shell) -> None:
    create(shell, "shot", "demo/sq010/sh0010", "--cut", "1001-1001")

    assert entity(shell, "demo/sq010/sh0010").cut == CutRange(first=1001, last=1001)


@pytest.mark.parametrize("cut", ["1001", "1100-1001", "a-b", "1001..1100", "1001-1100x2", ""], ids=repr)
def test_what_is_no_cut_is_refused(cut: str, shell: Shell) -> None:
    said = shell.json("create", "shot", "demo/sq010/sh0010", "--cut", cut)

    assert said.code == 2
    assert said.error["code"] == "input-invalid"
    assert "cut" in said.error["message"]


def test_handles_below_zero_are_refused(shell: Shell) -> None:
    assert shell.json("create", "shot", "demo/sq010/sh0010", "--cut", "1-2", "--handles", "-1").code == 2


def test_an_asset_has_a_type(shell: Shell) -> None:
    (made,) = create(shell, "asset", "demo/assets/dragon", "--type", "Character")

    assert (made["type"], made["address"], made["created"]) == ("asset", "demo/assets/dragon", True)


def test_an_asset_that_is_there_can_be_told_its_type(shell: Shell) -> None:
    create(shell, "asset", "demo/assets/dragon")

    (made,) = create(shell, "asset", "demo/assets/dragon", "--type", "Prop")

    assert (made["created"], made["changed"]) == (False, True)


def test_a_task_hangs_below_its_shot(shell: Shell) -> None:
    create(shell, "shot", "demo/sq010/sh0010")

    (made,) = create(shell, "task", "demo/sq010/sh0010#comp", "--step", "Comp")
    (again,) = create(shell, "task", "demo/sq010/sh0010#comp")

    assert made["created"] is True
    assert again == {**made, "created": False}


def test_a_task_of_nothing_is_refused(shell: Shell) -> None:
    said = shell.json("create", "task", "demo/sq010/sh0010#comp")

    assert said.code == 11
    assert "demo/sq010/sh0010" in said.error["message"]


def test_a_step_that_is_none_is_named(shell: Shell) -> None:
    create(shell, "shot", "demo/sq010/sh0010")

    said = shell.json("create", "task", "demo/sq010/sh0010#comp", "--step", "Compp")

    assert said.code == 11
    assert "Comp" in said.error["message"] + said.error["hint"]


def test_a_user_is_made_once(shell: Shell) -> None:
    (made,) = create(shell, "user", "bob", "--name", "Bob B.")
    (again,) = create(shell, "user", "bob")

    assert (made["created"], again["created"]) == (True, False)
    assert made["id"] == again["id"]


def test_a_password_is_told_nowhere(shell: Shell) -> None:
    said = shell.json("create", "user", "bob", "--password", "open sesame", "--verbose")

    assert said.code == 0
    assert "open sesame" not in said.out + said.err


def test_a_project_is_made_beside_the_first(shell: Shell) -> None:
    (made,) = create(shell, "project", "other", "--name", "The other one")

    assert made["created"] is True
    assert shell.json("site", "info").result["projects"] == ["demo", "other"]


def test_a_playlist_has_an_id(shell: Shell) -> None:
    (made,) = create(shell, "playlist", "demo/dailies")
    (again,) = create(shell, "playlist", "demo/dailies")

    assert made["id"] == again["id"]


@pytest.mark.parametrize(
    ("what", "address", "like"),
    [
        ("shot", "demo/sq010", "demo/sq010/sh0010"),
        ("shot", "demo/assets/dragon", "demo/sq010/sh0010"),
        ("shot", "demo/sq010/sh0010:render.main", "demo/sq010/sh0010"),
        ("sequence", "demo/sq010/sh0010", "demo/sq010"),
        ("sequence", "demo", "demo/sq010"),
        ("asset", "demo/dragon", "demo/assets/dragon"),
        ("task", "demo/sq010/sh0010", "demo/sq010/sh0010#comp"),
        ("project", "demo/sq010", "demo"),
        ("playlist", "demo", "demo/dailies"),
    ],
    ids=lambda value: value,
)
def test_an_address_of_another_shape_is_answered_with_an_example(
    what: str, address: str, like: str, shell: Shell
) -> None:
    said = shell.json("create", what, address)

    assert said.code == 2
    assert said.error["hint"] == f"Write it like {like}."


@pytest.mark.parametrize("address", ["", "demo//x", "../etc", "demo/a b", "demo/sq010/sh0010/deep"], ids=repr)
def test_what_is_no_address_is_refused(address: str, shell: Shell) -> None:
    said = shell.json("create", "shot", address)

    assert said.code == 11
    assert said.error["code"] == "context-unknown"


def test_an_unknown_project_is_answered_with_the_nearest(shell: Shell) -> None:
    said = shell.json("create", "sequence", "dmeo/sq010")

    assert said.code == 11
    assert "demo" in said.error["message"] + said.error["hint"]


def test_nothing_is_made_where_one_address_is_wrong(shell: Shell) -> None:
    said = shell.json("create", "sequence", "demo/sq010", "demo/sq020/sh0010")

    assert said.code == 2
    with open_studio(Path(shell.environ["STUDIO_TOOLS_HOME"]), shell.environ) as studio:
        assert studio.session.tracker.entities("demo") == []


def test_what_was_made_is_remembered_for_when_the_site_is_away(shell: Shell) -> None:
    create(shell, "shot", "demo/sq010/sh0010", "--cut", "1001-1100")

    found = cached(shell, "demo/sq010/sh0010")

    assert found is not None
    assert found.cut == CutRange(first=1001, last=1100)
    assert cached(shell, "demo/sq010") is not None


def test_creating_needs_the_site(shell: Shell, home: Path) -> None:
    away = {
        "STUDIO_TOOLS__TRACKER__SITE": "http://127.0.0.1:9",
        "STUDIO_TOOLS__TRACKER__SCRIPT_NAME": "x",
        "STUDIO_TOOLS__TRACKER__SCRIPT_KEY": "y",
        "STUDIO_TOOLS__TRACKER__RETRIES": "0",
    }

    said = shell.at(home, **away).json("create", "sequence", "demo/sq010")

    assert said.code == 75
    assert said.error["code"] == "tracker-unavailable"


def test_people_read_what_is_new_and_what_was_there(shell: Shell) -> None:
    create(shell, "sequence", "demo/sq010")

    said = shell("create", "sequence", "demo/sq010", "demo/sq020")

    assert "there already" in said.out.splitlines()[0]
    assert "made" in said.out.splitlines()[1]
