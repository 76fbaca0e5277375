from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from studio_tools.model import ProductKey
from studio_tools.publish.difference import Content, Difference, Place, Side, compare, same, to_be_digested
from studio_tools.testing.builders import a_stamp

KEY = ProductKey("demo", "sq010/sh0010", "render")


def side(*frames: int, digest: str = "a", size: int = 5, **more: object) -> Side:
    places = [Place("exr", "", frame) for frame in frames]
    return Side(
        files={place: Content(size, f"{digest}{place.frame}") for place in places},
        names={place: f"x.{place.frame}.exr" for place in places},
        **more,  # type: ignore[arg-type]
    )


def frames(changes: object) -> list[int]:
    return [change.place.frame for change in changes]  # type: ignore[attr-defined]


def test_the_same_twice_is_no_difference() -> None:
    assert not compare(KEY, side(1, 2), side(1, 2), previous="v1")


def test_frames_come_and_go_and_change() -> None:
    before, after = side(1, 2, 3), side(2, 3, 4)
    touched = dict(after.files) | {Place("exr", "", 3): Content(5, "other")}
    found = compare(KEY, before, Side(files=touched, names=after.names), previous="v1")
    assert (frames(found.added), frames(found.changed), frames(found.gone)) == ([4], [3], [1])
    assert found.gone[0].name == "x.1.exr"


def test_another_size_needs_no_digest() -> None:
    before, after = side(1), side(1, size=6, digest="")
    assert frames(compare(KEY, before, after).changed) == [1]


def test_what_was_not_looked_at_counts_as_changed() -> None:
    assert not same(Content(5), Content(5))


def test_only_equal_sizes_are_digested() -> None:
    before = {Place("exr", "", 1): Content(5, "a"), Place("exr", "", 2): Content(6, "b")}
    sizes = {Place("exr", "", 1): 5, Place("exr", "", 2): 5, Place("exr", "", 3): 5}
    assert to_be_digested(before, sizes) == (Place("exr", "", 1),)


def test_another_representation_is_another_file() -> None:
    movie = Side(files={Place("mov"): Content(1, "m")}, names={Place("mov"): "x.mov"})
    found = compare(KEY, side(1), movie, previous="v1")
    assert [change.place for change in found.added] == [Place("mov")]
    assert frames(found.gone) == [1]


def test_views_are_told_apart() -> None:
    left = Side(files={Place("exr", "left", 1): Content(1, "l")}, names={})
    right = Side(files={Place("exr", "right", 1): Content(1, "l")}, names={})
    found = compare(KEY, left, right, previous="v1")
    assert [change.place.view for change in (*found.added, *found.gone)] == ["right", "left"]


def test_settings_that_changed_are_named_with_both_values() -> None:
    before = side(settings={"compression": "zip", "fps": 24, "old": 1})
    after = side(settings={"compression": "dwaa", "fps": 24, "new": [1, 2]})
    found = compare(KEY, before, after, previous="v1")
    assert [(change.name, change.before, change.after) for change in found.settings] == [
        ("compression", "zip", "dwaa"),
        ("new", None, [1, 2]),
        ("old", 1, None),
    ]


def test_a_first_version_has_no_settings_to_differ_from() -> None:
    found = compare(KEY, Side(), side(1, settings={"fps": 24}))
    assert found.settings == ()
    assert found.previous == ()
    assert frames(found.added) == [1]


def test_dependencies_come_and_go() -> None:
    one, two, three = a_stamp("plate"), a_stamp("camera"), a_stamp("plate", 2)
    found = compare(KEY, side(upstream=(one, two)), side(upstream=(two, three)), previous="v1")
    assert found.used == (three.address,)
    assert found.unused == (one.address,)


def test_differences_of_several_products_add_up() -> None:
    other = ProductKey("demo", "sq010/sh0010", "plate")
    one = compare(KEY, Side(), side(1), previous="a@v001")
    two = compare(other, side(1), Side(), previous="b@v001")
    both = one + two
    assert (len(both.added), len(both.gone), both.previous) == (1, 1, ("a@v001", "b@v001"))
    assert both
    assert not Difference()


def test_the_json_names_every_file() -> None:
    found = compare(KEY, side(1), side(1, 2), previous="v1").as_json()
    assert found["added"] == [
        {"product": "render.main", "representation": "exr", "frame": 2, "view": None, "name": "x.2.exr"}
    ]
    assert found["dependencies"] == {"added": [], "gone": []}
    assert found["previous"] == ["v1"]


contents = st.dictionaries(st.integers(1, 20), st.sampled_from(["a", "b", "c"]), max_size=12)


@given(contents, contents)
def test_every_file_is_in_exactly_one_list(before: dict[int, str], after: dict[int, str]) -> None:
    def of(digests: dict[int, str]) -> Side:
        return Side(files={Place("exr", "", frame): Content(1, digest) for frame, digest in digests.items()})

    found = compare(KEY, of(before), of(after), previous="v1")
    kept = {frame for frame in before.keys() & after.keys() if before[frame] == after[frame]}
    assert set(frames(found.added)) == after.keys() - before.keys()
    assert set(frames(found.gone)) == before.keys() - after.keys()
    assert set(frames(found.changed)) == (before.keys() & after.keys()) - kept


@given(contents, contents)
def test_turning_the_sides_turns_the_lists(before: dict[int, str], after: dict[int, str]) -> None:
    def of(digests: dict[int, str]) -> Side:
        return Side(files={Place("exr", "", frame): Content(1, digest) for frame, digest in digests.items()})

    there = compare(KEY, of(before), of(after), previous="v1")
    back = compare(KEY, of(after), of(before), previous="v1")
    assert (frames(there.added), frames(there.gone)) == (frames(back.gone), frames(back.added))
    assert frames(there.changed) == frames(back.changed)
