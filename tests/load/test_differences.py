"""What changes from one version to another, by their manifests alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as some

from studio_tools.frames import FrameRange
from studio_tools.load.difference import FactChange, compare
from studio_tools.model import CutRange, ProductKey, Representation, User
from studio_tools.storage import Manifest, ManifestFile
from studio_tools.testing.builders import NOON

KEY = ProductKey("demo", "sq010/sh0010", "plate")
Contents = dict[int | None, str]


def file(
    frame: int | None, content: str, *, form: str = "exr", view: str = "", algorithm: str = "blake3"
) -> ManifestFile:
    name = f"a_{view}.{frame}.{form}"
    return ManifestFile(
        name=name, size=len(content), digest=content, algorithm=algorithm, representation=form, frame=frame, view=view
    )


def manifest(number: int, *files: ManifestFile, **more: object) -> Manifest:
    names = sorted({each.representation for each in files})
    forms = tuple(
        Representation(
            name=name,
            path=PurePosixPath(f"a.{name}"),
            frames=None,
            files=1,
            size=sum(each.size for each in files if each.representation == name),
        )
        for name in names
    )
    bare = Manifest(
        key=KEY, number=number, run="r", algorithm="blake3", digest="", files=files, representations=forms,
        comment="", author=User(login="ada"), created=NOON, origin="cli", facts={},
    )  # fmt: skip
    return replace(bare, **more)  # type: ignore[arg-type]


def frames(contents: Contents) -> list[ManifestFile]:
    return [file(frame, content) for frame, content in contents.items()]


def test_frames_that_come_change_and_go_are_told_apart() -> None:
    before = manifest(1, *frames({1001: "a", 1002: "b", 1003: "c"}))
    after = manifest(2, *frames({1001: "a", 1002: "B", 1004: "d"}))

    found = compare(before, after, old="exr", new="exr")

    assert (str(found.frames_added), str(found.frames_changed), str(found.frames_gone)) == ("1004", "1002", "1003")
    assert found.is_changed
    assert found.words == "frames added: 1004; frames changed: 1002; frames gone: 1003"


def test_the_same_content_is_told_as_the_same() -> None:
    found = compare(manifest(1, *frames({1: "a"})), manifest(2, *frames({1: "a"})), old="exr", new="exr")

    assert not found.is_changed
    assert found.words == "the same content"


def test_a_single_file_is_other_content_or_the_same() -> None:
    found = compare(manifest(1, file(None, "a")), manifest(2, file(None, "b")), old="exr", new="exr")

    assert (found.words, str(found.frames_changed)) == ("other content", "")


def test_digests_of_two_algorithms_say_nothing_of_each_other() -> None:
    before, after = manifest(1, file(1, "a")), manifest(2, file(1, "a", algorithm="blake2b"))

    assert str(compare(before, after, old="exr", new="exr").frames_changed) == "1"


def test_a_frame_counts_once_however_many_views_change() -> None:
    before = manifest(1, file(1, "a", view="left"), file(1, "b", view="right"))
    after = manifest(2, file(1, "x", view="left"), file(1, "y", view="right"))

    assert str(compare(before, after, old="exr", new="exr").frames_changed) == "1"


def test_other_representations_are_told_by_name_alone() -> None:
    before = manifest(1, file(1, "a"), file(None, "m", form="mov"))
    after = manifest(2, file(1, "a"), file(None, "t", form="tif"))

    found = compare(before, after, old="exr", new="exr")

    assert (found.representations_gone, found.representations_new, found.is_changed) == (("mov",), ("tif",), False)


def test_a_representation_may_be_compared_with_its_kin() -> None:
    before, after = manifest(1, file(None, "a", form="ma")), manifest(2, file(None, "bb", form="mb"))

    found = compare(before, after, old="ma", new="mb")

    assert (found.size_before, found.size_after, found.is_changed) == (1, 2, True)


def test_facts_are_told_with_what_they_were() -> None:
    before = manifest(1, file(1, "a"), facts={"fps": 24, "resolution": [2048, 1152], "same": 1})
    after = manifest(2, file(1, "a"), facts={"fps": 25, "colour_space": "ACES", "same": 1})

    assert compare(before, after, old="exr", new="exr").facts == (
        FactChange(name="colour_space", before=None, after="ACES"),
        FactChange(name="fps", before=24, after=25),
        FactChange(name="resolution", before=[2048, 1152], after=None),
    )


def test_another_cut_is_a_fact() -> None:
    before = manifest(1, file(1, "a"), cut=CutRange(first=1001, last=1010))
    after = manifest(2, file(1, "a"), cut=CutRange(first=1001, last=1012, handles=8))

    (change,) = compare(before, after, old="exr", new="exr").facts

    assert change.as_json() == {"name": "cut", "before": "1001-1010, handles 0", "after": "1001-1012, handles 8"}


@pytest.mark.parametrize("count", [3, 4])
def test_a_line_for_people_names_three_facts_at_most(count: int) -> None:
    facts = {f"fact{number}": number for number in range(count)}

    words = compare(manifest(1, file(1, "a")), manifest(2, file(1, "a"), facts=facts), old="exr", new="exr").words

    assert words.count(" -> ") == 3


def test_when_it_was_written_is_no_news_to_people() -> None:
    before, after = (manifest(at, file(1, "a"), facts={"written": at, "fps": 23 + at}) for at in (1, 2))

    found = compare(before, after, old="exr", new="exr")

    assert found.words == "fps: 24 -> 25"
    assert [change.name for change in found.facts] == ["fps", "written"]


def test_a_difference_is_told_as_plain_values() -> None:
    found = compare(
        manifest(1, *frames({1: "a", 2: "b"})), manifest(2, *frames({2: "c", 3: "dd"})), old="exr", new="exr"
    )

    assert found.as_json() == {
        "frames": {"added": "3", "changed": "2", "gone": "1"},
        "changed": True,
        "bytes": {"before": 2, "after": 3},
        "facts": [],
        "representations": {"gone": [], "new": []},
    }


contents = some.dictionaries(some.integers(1, 30), some.sampled_from("abc"), max_size=12)


@given(contents, contents)
def test_what_is_told_makes_the_one_from_the_other(one: Contents, other: Contents) -> None:
    found = compare(manifest(1, *frames(one)), manifest(2, *frames(other)), old="exr", new="exr")
    back = compare(manifest(2, *frames(other)), manifest(1, *frames(one)), old="exr", new="exr")

    had, has = FrameRange.of(one), FrameRange.of(other)  # type: ignore[arg-type]
    assert (had - found.frames_gone) | found.frames_added == has
    assert all(one[frame] != other[frame] for frame in found.frames_changed)
    assert (found.frames_added, found.frames_changed) == (back.frames_gone, back.frames_changed)
    assert found.is_changed == (one != other)
