"""What a scene promises of itself: what it is when new, that changes are not lost, its range and rate."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from studio_tools.errors import HostError, SceneUnsaved
from studio_tools.host import Can, How, Scene, Timeline
from studio_tools.testing.host_contract.kit import SHOT, Check, Kit, change, fresh, knows_changes, raises, scene_of

WHOLE = (12, 15, 24, 25, 30, 48, 50, 60)
BROKEN = (Fraction(24000, 1001), Fraction(30000, 1001), Fraction(60000, 1001))


def its_suffixes_start_with_a_dot(kit: Kit, folder: Path) -> None:
    suffixes = scene_of(kit).suffixes
    assert suffixes, "it has files of its own"
    assert all(each.startswith(".") and each == each.lower() for each in suffixes)


def what_it_can_is_told_in_known_words(kit: Kit, folder: Path) -> None:
    scene = scene_of(kit)
    assert scene.can <= frozenset(Can)
    assert scene.hows <= frozenset(How)
    assert bool(scene.hows) is (Can.LOAD in scene.can), "a host that loads offers a way, and only such a host"


def a_new_scene_is_untitled(kit: Kit, folder: Path) -> None:
    assert fresh(kit).file() is None


def a_new_scene_holds_nothing(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    assert not scene.loaded()
    assert not scene.selection()


def a_new_scene_has_no_changes(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    assert scene.modified() is not knows_changes(scene), "one that cannot know counts as changed"


def a_change_is_noticed(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    change(scene)
    assert scene.modified()


def a_new_scene_never_throws_changes_away_unasked(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    change(scene)
    with raises(SceneUnsaved, "new() refuses to lose changes"):
        scene.new()
    assert scene.note("studio") == "precious"


def force_throws_changes_away(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    change(scene)
    scene.new(force=True)
    assert scene.note("studio") is None
    assert scene.file() is None


def a_range_is_kept(kit: Kit, folder: Path) -> None:
    assert kept(fresh(kit), SHOT)


def one_frame_is_a_range(kit: Kit, folder: Path) -> None:
    assert kept(fresh(kit), Timeline(1001, 1001, Fraction(24)))


def high_frame_numbers_are_kept(kit: Kit, folder: Path) -> None:
    assert kept(fresh(kit), Timeline(193856, 193999, Fraction(25)))


def whole_rates_are_kept(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    for rate in WHOLE:
        assert kept(scene, Timeline(1001, 1100, Fraction(rate))), f"{rate} frames a second"


def broken_rates_are_kept_exactly(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    for rate in BROKEN:
        assert kept(scene, Timeline(1001, 1100, rate)), f"{rate} frames a second"


def another_rate_leaves_the_frames(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    scene.set_timeline(SHOT)
    assert kept(scene, Timeline(SHOT.start, SHOT.end, Fraction(30))), "frames keep their numbers"
    assert kept(scene, SHOT)


def a_range_moves_up_and_down(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    for start, end in ((1001, 1100), (1, 50), (5001, 5002), (1001, 1100)):
        assert kept(scene, Timeline(start, end, Fraction(24)))


def an_odd_rate_is_kept_or_refused(kit: Kit, folder: Path) -> None:
    kept_or_refused(fresh(kit), Timeline(1001, 1100, Fraction(17, 3)))


def frames_before_zero_are_kept_or_refused(kit: Kit, folder: Path) -> None:
    kept_or_refused(fresh(kit), Timeline(-10, 20, Fraction(24)))


def a_range_that_ends_before_it_starts_is_refused(kit: Kit, folder: Path) -> None:
    refused(fresh(kit), Timeline(1100, 1001, Fraction(24)))


def a_rate_of_nothing_is_refused(kit: Kit, folder: Path) -> None:
    refused(fresh(kit), Timeline(1001, 1100, Fraction(0)))


def kept(scene: Scene, timeline: Timeline) -> bool:
    """Set a timeline, and tell whether it is the scene's."""
    scene.set_timeline(timeline)
    return scene.timeline() == timeline


def kept_or_refused(scene: Scene, timeline: Timeline) -> None:
    """Exactly, or not at all."""
    scene.set_timeline(SHOT)
    try:
        scene.set_timeline(timeline)
    except HostError:
        assert scene.timeline() == SHOT, "what is refused changes nothing"
    else:
        assert scene.timeline() == timeline, "what is taken is kept exactly"


def refused(scene: Scene, timeline: Timeline) -> None:
    """Not at all."""
    scene.set_timeline(SHOT)
    with raises(HostError, f"{timeline} is no timeline"):
        scene.set_timeline(timeline)
    assert scene.timeline() == SHOT, "what is refused changes nothing"


SCENE: tuple[Check, ...] = (
    its_suffixes_start_with_a_dot,
    what_it_can_is_told_in_known_words,
    a_new_scene_is_untitled,
    a_new_scene_holds_nothing,
    a_new_scene_has_no_changes,
    a_change_is_noticed,
    a_new_scene_never_throws_changes_away_unasked,
    force_throws_changes_away,
    a_range_is_kept,
    one_frame_is_a_range,
    high_frame_numbers_are_kept,
    whole_rates_are_kept,
    broken_rates_are_kept_exactly,
    another_rate_leaves_the_frames,
    a_range_moves_up_and_down,
    an_odd_rate_is_kept_or_refused,
    frames_before_zero_are_kept_or_refused,
    a_range_that_ends_before_it_starts_is_refused,
    a_rate_of_nothing_is_refused,
)
