"""What a scene promises of what leaves it: outputs, exports and previews."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from studio_tools.errors import HostError
from studio_tools.host import Output, Previews, Scene, Timeline
from studio_tools.testing.host_contract.kit import Check, Kit, fresh, knows_changes, raises, scene_of, within

FRAMES = Timeline(1001, 1003, Fraction(24))


def outputs_name_themselves_once(kit: Kit, folder: Path) -> None:
    outputs = scene_of(kit).outputs()
    assert len({one.id for one in outputs}) == len(outputs)


def outputs_say_what_they_are(kit: Kit, folder: Path) -> None:
    assert all(one.id and one.label and one.kind and one.variant for one in scene_of(kit).outputs())


def asking_for_outputs_is_no_change(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    assert list(scene.outputs()) == list(scene.outputs())
    assert scene.modified() is not knows_changes(scene)


def exports_are_the_files_they_name(kit: Kit, folder: Path) -> None:
    scene = scene_of(kit)
    for number, output in enumerate(scene.outputs()):
        made = scene.export(output, target(kit, scene, within(folder, str(number))))
        assert made
        assert all(each.is_file() and each.stat().st_size for each in made)


def exporting_leaves_the_scene(kit: Kit, folder: Path) -> None:
    scene = scene_of(kit)
    before = (scene.file(), scene.modified(), list(scene.selection()), list(scene.loaded()))
    for number, output in enumerate(scene.outputs()):
        scene.export(output, target(kit, scene, within(folder, str(number))))
    assert (scene.file(), scene.modified(), list(scene.selection()), list(scene.loaded())) == before


def what_is_not_there_cannot_be_exported(kit: Kit, folder: Path) -> None:
    scene = scene_of(kit)
    with raises(HostError, "it is not in the scene"):
        scene.export(Output(id="nobody_made_this", label="Ghost", kind="model"), target(kit, scene, folder))
    assert list(folder.iterdir()) == []


def a_preview_is_the_frames_it_names(kit: Kit, folder: Path) -> None:
    made = preview(fresh(kit), folder)
    assert made == [folder / f"preview.{number}.png" for number in (1001, 1002, 1003)]
    assert all(path.is_file() and path.stat().st_size for path in made)
    assert sorted(folder.glob("preview.*")) == made, "and nothing else"


def a_preview_leaves_the_scene(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    timeline = Timeline(1, 50, Fraction(25))
    scene.set_timeline(timeline)
    preview(scene, folder)
    assert scene.timeline() == timeline
    assert scene.file() is None
    assert not scene.loaded()


def a_preview_takes_the_place_of_an_older_one(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    first = preview(scene, folder)
    assert preview(scene, folder) == first


def a_preview_without_a_folder_is_refused(kit: Kit, folder: Path) -> None:
    with raises(HostError, "no folder is made up"):
        preview(fresh(kit), folder / "not" / "there")


def target(kit: Kit, scene: Scene, folder: Path) -> Path:
    """Where something is exported to."""
    return folder / f"exported{kit.suffix or scene.suffixes[0]}"


def preview(scene: Scene, folder: Path) -> list[Path]:
    """Three small pictures."""
    assert isinstance(scene, Previews)
    return list(scene.preview(folder / "preview.%04d.png", FRAMES, width=64, height=36))


OUTPUTS: tuple[Check, ...] = (outputs_name_themselves_once, outputs_say_what_they_are, asking_for_outputs_is_no_change)
EXPORTS: tuple[Check, ...] = (
    exports_are_the_files_they_name,
    exporting_leaves_the_scene,
    what_is_not_there_cannot_be_exported,
)
PREVIEWS: tuple[Check, ...] = (
    a_preview_is_the_frames_it_names,
    a_preview_leaves_the_scene,
    a_preview_takes_the_place_of_an_older_one,
    a_preview_without_a_folder_is_refused,
)
