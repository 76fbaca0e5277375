from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import SourceError
from studio_tools.events import PublishFinished, VersionReserved
from studio_tools.host import Output
from studio_tools.model import CutRange
from studio_tools.publish.items import Finding, Severity
from studio_tools.publish.plan import Foretells
from studio_tools.publish.steps import Scope, collector, extractor, validator
from studio_tools.storage import digests
from studio_tools.testing.builders import a_stamp, some_frames
from studio_tools.testing.fake_host import Document, FakeHost


@dataclass(frozen=True)
class Look:
    compression: str

    def settings(self) -> dict[str, object]:
        return {"compression": self.compression, "pair": (1, 2)}


def looking(compression: str) -> Any:
    @collector("core.look", label="Look", provides=(Look,))
    def look(scope: Scope[Any]) -> Iterator[Look]:
        """Look at it."""
        yield Look(compression)

    return look


def frames(changes: Any) -> list[int]:
    return [change.place.frame for change in changes]


def a_sequence(text: str = "1001-1005", *, content: bytes = b"frame") -> str:
    for path in Path().glob("a.*.dat"):
        path.unlink()
    return f"other.data={some_frames(Path(), text, name='a.%04d.dat', content=content)}"


def test_a_plan_names_every_file_that_is_then_published(house: Any) -> None:
    plan = house.plan(a_sequence())
    (planned,) = plan.versions
    report = house.publish("other.data=a.%04d.dat")
    (version,) = report.versions
    assert planned.address == version.address
    assert planned.path == house.session.storage.folder(version)
    there = {path for path in planned.path.iterdir() if path.name != "publish.json"}
    assert set(planned.files) == there
    assert plan.size == version.size


def test_a_plan_touches_nothing(house: Any) -> None:
    source = a_sequence()
    house.publish(source)
    before = house.everything()
    plan = house.plan(source)
    assert plan.versions[0].number == 2
    assert house.everything() == before


def test_a_plan_before_the_first_publish_makes_not_even_a_folder(house: Any) -> None:
    house.plan(a_sequence())
    assert [path.name for path in house.session.storage.root.path.iterdir()] == [".studio"]


def test_a_plan_tells_no_publish(house: Any) -> None:
    house.plan(a_sequence())
    assert not house.of(PublishFinished)
    assert not house.of(VersionReserved)


def test_the_number_is_the_one_after_the_highest(house: Any) -> None:
    source = a_sequence()
    for _ in range(3):
        house.publish(source)
    assert house.plan(source).versions[0].address.endswith("@v004")


def test_numbers_that_only_the_site_knows_count(house: Any) -> None:
    class Elsewhere:
        """A site on which another storage published as well."""

        def __init__(self, tracker: Any) -> None:
            self._tracker = tracker

        def __getattr__(self, name: str) -> Any:
            return getattr(self._tracker, name)

        def highest_number(self, key: object) -> int:
            return 41

    house.session = replace(house.session, tracker=Elsewhere(house.session.tracker))
    assert house.plan(a_sequence()).versions[0].number == 42


def test_without_the_site_the_plan_says_so(make_house: Callable[..., Any], tmp_path: Path) -> None:
    house = make_house(tracker__site="http://127.0.0.1:9", tracker__retries="0", tracker__timeout="1")
    (tmp_path / "a.txt").write_text("notes", "utf-8")
    plan = house.plan(str(tmp_path / "a.txt"))
    assert plan.versions[0].number == 1
    assert not plan.is_blocked
    assert [finding.severity for finding in plan.findings if "site could not be asked" in finding.title] == [
        Severity.INFO
    ]


def test_the_writes_are_the_records_to_come(house: Any) -> None:
    source = a_sequence()
    Path("a.txt").write_text("notes", "utf-8")
    plan = house.plan(source, "other.data=a.txt", comment="take one")
    files = [write.as_json() for write in plan.writes if write.entity == "PublishedFile"]
    assert [(write["code"], write["name"], write["version_number"]) for write in files] == [
        ("sh0010_other_data_v001.%04d.dat", "other.data", 1),
        ("sh0010_other_data_v001.txt", "other.data", 1),
    ]
    assert files[0]["published_file_type"] == "File"
    assert files[0]["entity"] == "PublishedFile"
    assert files[0]["description"] == "take one"
    assert files[0]["path"].startswith(str(house.session.storage.root.path))


def test_the_first_plan_names_the_type_and_the_storage_that_are_missing(house: Any) -> None:
    assert isinstance(house.session.tracker, Foretells)
    source = a_sequence()
    made = [(write.entity, write.fields["code"]) for write in house.plan(source).writes]
    assert ("PublishedFileType", "File") in made
    assert "LocalStorage" in {entity for entity, _ in made}
    house.publish(source)
    assert {write.entity for write in house.plan(source).writes} == {"PublishedFile"}


def test_the_missing_foundations_stand_before_the_files(house: Any) -> None:
    class Foretelling:
        def __init__(self, tracker: Any) -> None:
            self._tracker = tracker

        def __getattr__(self, name: str) -> Any:
            return getattr(self._tracker, name)

        def missing(self, file_types: frozenset[str], *, root: Path) -> Mapping[str, tuple[str, ...]]:
            assert root == house.session.storage.root.path
            return {"PublishedFileType": tuple(file_types)}

    house.session = replace(house.session, tracker=Foretelling(house.session.tracker))
    made = [write.as_json() for write in house.plan(a_sequence()).writes]
    assert made[0] == {"entity": "PublishedFileType", "action": "create", "code": "File"}
    assert made[1]["entity"] == "PublishedFile"


# --- the difference


def test_everything_of_a_first_version_is_added(house: Any) -> None:
    difference = house.plan(a_sequence("1001-1003")).difference
    assert frames(difference.added) == [1001, 1002, 1003]
    assert (difference.changed, difference.gone, difference.previous) == ((), (), ())


def test_the_same_again_is_no_difference(house: Any) -> None:
    source = a_sequence()
    house.publish(source)
    difference = house.plan(source).difference
    assert not difference
    assert difference.previous == ("demo/sq010/sh0010:other.data@v001",)


def test_frames_that_came_went_and_changed_are_named(house: Any) -> None:
    house.publish(a_sequence("1001-1005"))
    source = a_sequence("1002-1007")
    Path("a.1003.dat").write_bytes(b"longer than before")
    Path("a.1004.dat").write_bytes(b"FRAME 1004")
    difference = house.plan(source, accept_warnings=True).difference
    assert frames(difference.added) == [1006, 1007]
    assert frames(difference.changed) == [1003, 1004]
    assert frames(difference.gone) == [1001]
    assert difference.gone[0].name == "sh0010_other_data_v001.1001.dat"
    assert difference.added[0].name == "sh0010_other_data_v002.1006.dat"


def test_only_frames_of_equal_size_are_read(house: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    house.publish(a_sequence("1001-1005"))
    source = a_sequence("1001-1005")
    Path("a.1003.dat").write_bytes(b"another size")
    read: list[str] = []
    honest = digests.of_files

    def counted(paths: Any, algorithm: str, **how: Any) -> Any:
        read.extend(path.name for path in paths)
        return honest(paths, algorithm, **how)

    monkeypatch.setattr(digests, "of_files", counted)
    recipes = house.with_steps(validate=())
    assert frames(house.plan(source, recipes=recipes).difference.changed) == [1003]
    assert read == [f"a.{frame}.dat" for frame in (1001, 1002, 1004, 1005)]


def test_a_version_digested_by_another_algorithm_is_digested_again(house: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    house.publish(a_sequence("1001-1003"))
    source = a_sequence("1001-1003")
    Path("a.1002.dat").write_bytes(b"FRAME 1002")
    monkeypatch.setattr(digests, "_blake3", lambda: None)
    recipes = house.with_steps(validate=())
    assert frames(house.plan(source, recipes=recipes).difference.changed) == [1002]


def test_a_damaged_manifest_counts_as_no_version_before(house: Any) -> None:
    source = a_sequence()
    (version,) = house.publish(source).versions
    folder = house.session.storage.folder(version)
    folder.chmod(0o755)
    (folder / "publish.json").chmod(0o644)
    (folder / "publish.json").write_text("{", "utf-8")
    plan = house.plan(source, recipes=house.with_steps(validate=()))
    assert plan.versions[0].number == 2
    assert len(plan.difference.added) == 5


def test_a_retracted_version_is_not_compared_with(house: Any) -> None:
    source = a_sequence()
    house.publish(source)
    (second,) = house.publish(source).versions
    runs = house.session.storage.runs("demo")
    runs.retract(second.run, second.address, reason="wrong", replacement="", by="artist", when=house.session.now())
    assert house.plan(source).difference.previous == ("demo/sq010/sh0010:other.data@v001",)


def test_settings_that_changed_are_named(house: Any) -> None:
    source = a_sequence()
    steps = {"collect": ("core.files", "core.look"), "validate": ()}
    house.publish(source, recipes=house.with_steps(looking("zip"), **steps))
    same = house.plan(source, recipes=house.with_steps(looking("zip"), **steps)).difference
    assert not same
    other = house.plan(source, recipes=house.with_steps(looking("dwaa"), **steps)).difference
    assert [(change.name, change.before, change.after) for change in other.settings] == [("compression", "zip", "dwaa")]


def test_dependencies_that_came_and_went_are_named(house: Any) -> None:
    Path("a.ma").write_text("//Maya ASCII 2026 scene\n", "utf-8")
    house.publish("a.ma")
    house.publish("a.ma")
    one, two = a_stamp("scene.main", 1), a_stamp("scene.main", 2)
    source = a_sequence()
    house.publish(source, uses=(one,), accept_warnings=True)
    difference = house.plan(source, uses=(two,), accept_warnings=True).difference
    assert (difference.used, difference.unused) == ((two.address,), (one.address,))


def test_several_products_are_compared_each_with_its_own(house: Any) -> None:
    source = a_sequence("1001-1002")
    house.publish(source)
    Path("a.ma").write_text("//Maya ASCII 2026 scene\n", "utf-8")
    plan = house.plan(source, "a.ma")
    assert [version.address for version in plan.versions] == [
        "demo/sq010/sh0010:other.data@v002",
        "demo/sq010/sh0010:scene.main@v001",
    ]
    assert [change.product for change in plan.difference.added] == ["scene.main"]


# --- findings and errors


@validator("core.doubt", label="Doubt")
def doubt(scope: Scope[Any]) -> Iterator[Finding]:
    """Doubt it."""
    yield scope.warning("hm")


@extractor("core.write-out", label="Write out")
def write(scope: Scope[Any]) -> Iterator[None]:
    """Never runs in a plan."""
    raise AssertionError("a plan exports nothing")
    yield None


def test_findings_are_told_and_block_as_they_would(house: Any) -> None:
    recipes = house.with_steps(doubt, validate=("core.doubt",))
    blocked = house.plan(a_sequence(), recipes=recipes)
    assert blocked.is_blocked
    assert [finding.title for finding in blocked.findings] == ["hm"]
    assert len(blocked.versions) == 1
    assert not house.plan("other.data=a.%04d.dat", recipes=recipes, accept_warnings=True).is_blocked


def test_frames_outside_the_cut_are_found_by_the_plan(make_house: Callable[..., Any], tmp_path: Path) -> None:
    house = make_house(cut=CutRange(first=1001, last=1010))
    plan = house.plan(f"plate={some_frames(tmp_path / 'desk', '1001-1008', name='a.%04d.dpx')}")
    assert plan.is_blocked
    assert any("1009" in (finding.frames.text() if finding.frames else "") for finding in plan.findings)


def test_bad_sources_are_raised(house: Any) -> None:
    with pytest.raises(SourceError):
        house.plan("nothing.ma")


def test_what_a_scene_would_export_is_known_only_afterwards(house: Any) -> None:
    host = FakeHost(document=Document(outputs=(Output(id="set1", label="Cache", kind="cache"),)))
    recipes = house.with_steps(write, hosts=("fake",), collect=(), validate=(), extract=("core.write-out",))
    plan = house.plan(host=host, recipes=recipes)
    assert plan.versions[0].address == "demo/sq010/sh0010:cache.main@v001"
    assert plan.versions[0].files == ()
    assert ["only when it is exported" in finding.title for finding in plan.findings] == [True]
    assert not plan.is_blocked


def test_the_json_is_what_other_programs_lean_on(house: Any) -> None:
    house.publish(a_sequence("1001-1002"))
    told = json.loads(json.dumps(house.plan(a_sequence("1002-1003")).as_json()))
    assert set(told) >= {"versions", "writes", "difference", "findings", "bytes"}
    (version,) = told["versions"]
    assert version["address"] == "demo/sq010/sh0010:other.data@v002"
    assert version["number"] == 2
    assert version["path"].endswith("v002")
    assert [Path(path).name for path in version["files"]] == [
        "sh0010_other_data_v002.1002.dat",
        "sh0010_other_data_v002.1003.dat",
    ]
    assert [change["frame"] for change in told["difference"]["added"]] == [1003]
    assert [change["frame"] for change in told["difference"]["gone"]] == [1001]
    assert told["bytes"] == 20
