from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from studio_tools.errors import (
    Blocked,
)
from studio_tools.events import VersionReserved
from studio_tools.frames import FrameRange
from studio_tools.host import Output
from studio_tools.model import CutRange
from studio_tools.publish.items import Artifact, Origin, RunState, Uses
from studio_tools.publish.steps import Scope, collector, extractor, validator
from studio_tools.testing.builders import a_stamp, some_frames
from studio_tools.testing.fake_host import Document, FakeHost
from studio_tools.testing.sample_steps import a_scene, grumble, mood, refuse, write


@validator("core.none", label="None")
def answers_none(scope: Scope[Any]) -> Any:
    """Give nothing at all."""


# --- it goes well


def test_a_sequence_is_published(house: Any) -> None:
    some_frames(Path(), "1001-1003", name="data.%04d.dat")
    report = house.publish("other.data=data.%04d.dat", comment="first")
    assert report.error is None
    assert report.state is RunState.PUBLISHED
    (version,) = report.versions
    assert version.address == "demo/sq010/sh0010:other.data@v001"
    assert version.comment == "first"
    assert version.files == 3
    assert [Path(path).name for path in house.files()] == [
        "publish.json",
        "sh0010_other_data_v001.1001.dat",
        "sh0010_other_data_v001.1002.dat",
        "sh0010_other_data_v001.1003.dat",
    ]


def test_the_second_publish_is_the_second_version(house: Any) -> None:
    house.publish(a_scene())
    assert house.publish("shot.ma").versions[0].number == 2


def test_several_products_are_one_publish(house: Any) -> None:
    some_frames(Path(), "1-3", name="a.%04d.dat")
    report = house.publish(a_scene(), "other.a=a.%04d.dat")
    assert [version.key.name for version in report.versions] == ["scene.main", "other.a"]
    assert {version.run for version in report.versions} == {report.run}


def test_two_formats_are_one_version(house: Any) -> None:
    some_frames(Path(), "1-3", name="a.%04d.dat")
    Path("a.txt").write_text("notes", "utf-8")
    (version,) = house.publish("other.a=a.%04d.dat", "other.a=a.txt").versions
    assert [form.name for form in version.representations] == ["dat", "txt"]


def test_only_the_chosen_items_are_published(house: Any) -> None:
    Path("a.txt").write_text("notes", "utf-8")
    report = house.publish(a_scene(), "a.txt", items=frozenset({"other.main"}))
    assert [version.key.name for version in report.versions] == ["other.main"]


def test_a_scene_host_publishes_its_outputs(house: Any) -> None:
    host = FakeHost(document=Document(outputs=(Output(id="set1", label="Cache", kind="cache"),)))
    recipes = house.with_steps(write, hosts=("fake",), collect=(), validate=(), extract=("core.write",))
    report = house.publish(host=host, recipes=recipes, origin=Origin.MAYA)
    assert report.error is None
    path = house.session.storage.folder(report.versions[0]) / "sh0010_cache_main_v001.txt"
    assert path.read_text("utf-8") == "number 1"


def test_the_stage_is_gone_afterwards(house: Any) -> None:
    stages: list[Path] = []

    @extractor("core.peek", label="Peek")
    def peek(scope: Scope[Any]) -> Iterator[Artifact | None]:
        """Remember the stage."""
        stages.append(scope.stage)
        yield from write(scope)

    report = house.publish(a_scene(), recipes=house.with_steps(peek, extract=("core.peek",), validate=()))
    assert report.state is RunState.PUBLISHED
    assert not stages[0].exists()
    assert not stages[0].parent.exists()


def test_what_was_learned_goes_into_the_manifest(house: Any) -> None:
    report = house.publish(a_scene(), recipes=house.with_steps(mood, collect=("core.files", "core.mood"), validate=()))
    manifest = house.session.storage.catalog.manifest(report.versions[0])
    assert manifest.facts["mood"] == "fine"


def test_what_it_was_made_from_is_recorded(house: Any) -> None:
    plate = house.publish("plate.main=" + str(some_frames(Path("p"), "1-2", name="p.%04d.dat"))[:0] + a_scene())
    assert plate.state is not RunState.PUBLISHED  # a plate takes no scene
    scene = house.publish("shot.ma").versions[0]
    stamp = a_stamp("scene.main", 1)
    report = house.publish(f"other.x={a_scene('x.txt')}", uses=(stamp,))
    assert report.versions[0].upstream == (stamp,)
    assert scene.address == stamp.address


def test_stamps_that_steps_find_are_recorded_after_the_artists_and_once(house: Any) -> None:
    house.publish(a_scene())
    house.publish("shot.ma")
    one, two = a_stamp("scene.main", 1), a_stamp("scene.main", 2)

    @collector("core.stamped", label="Stamped", provides=(Uses,))
    def stamped(scope: Scope[Any]) -> Iterator[Uses]:
        """Find what it uses."""
        yield Uses((two, one))

    recipes = house.with_steps(stamped, collect=("core.files", "core.stamped"), validate=("core.stamps",))
    report = house.publish(f"other.x={a_scene('x.txt')}", uses=(one,), recipes=recipes)
    assert report.error is None
    assert report.versions[0].upstream == (one, two)


# --- findings


def test_an_error_blocks_and_nothing_is_left(house: Any) -> None:
    report = house.publish(a_scene(), recipes=house.with_steps(refuse, validate=("core.refuse",)))
    assert report.state is RunState.BLOCKED
    assert isinstance(report.error, Blocked)
    assert report.versions == ()
    assert [finding.title for finding in report.findings] == ["no"]
    assert report.error.details["findings"] == [report.findings[0].as_json()]
    assert house.files() == []
    assert not house.of(VersionReserved)


def test_accepting_warnings_does_not_accept_errors(house: Any) -> None:
    recipes = house.with_steps(refuse, validate=("core.refuse",))
    assert house.publish(a_scene(), recipes=recipes, accept_warnings=True).state is RunState.BLOCKED


def test_a_warning_blocks_unless_it_is_accepted(house: Any) -> None:
    recipes = house.with_steps(mood, grumble, collect=("core.files", "core.mood"), validate=("core.grumble",))
    blocked = house.publish(a_scene(), recipes=recipes)
    assert blocked.state is RunState.BLOCKED
    assert blocked.error is not None
    assert "--accept-warnings" in blocked.error.hint
    passed = house.publish("shot.ma", recipes=recipes, accept_warnings=True)
    assert passed.state is RunState.PUBLISHED
    assert [finding.title for finding in passed.findings] == ["the mood is fine"]


def test_every_check_of_every_item_is_heard_before_it_blocks(house: Any) -> None:
    Path("a.txt").write_text("notes", "utf-8")
    recipes = house.with_steps(
        mood, grumble, refuse, collect=("core.files", "core.mood"), validate=("core.refuse", "core.grumble")
    )
    report = house.publish(a_scene(), "a.txt", recipes=recipes)
    assert [(finding.item, finding.step) for finding in report.findings] == [
        ("scene.main", "core.refuse"),
        ("scene.main", "core.grumble"),
        ("other.main", "core.refuse"),
        ("other.main", "core.grumble"),
    ]
    assert "2 errors and 2 warnings" in str(report.error)


def test_a_check_that_answers_none_found_nothing(house: Any) -> None:
    report = house.publish(a_scene(), recipes=house.with_steps(answers_none, validate=("core.none",)))
    assert report.state is RunState.PUBLISHED


def test_an_unknown_upstream_blocks(house: Any) -> None:
    report = house.publish(a_scene(), uses=(a_stamp("plate.main", 9),))
    assert report.state is RunState.BLOCKED
    assert "plate.main@v009" in report.findings[0].title


def test_holes_against_the_cut_block_and_name_the_frames(make_house: Callable[..., Any], tmp_path: Path) -> None:
    house = make_house(cut=CutRange(first=1001, last=1010))
    pattern = some_frames(tmp_path / "desk", "1001-1004,1006-1010", name="a.%04d.dpx")
    report = house.publish(f"plate={pattern}")
    assert report.state is RunState.BLOCKED
    assert any(finding.frames == FrameRange.of([1005]) for finding in report.findings)
