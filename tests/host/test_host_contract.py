"""The suite that every host keeps: run on the fake and the headless one, and shown to find what is broken."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from studio_tools.errors import HostError
from studio_tools.host import Can, Files, Host, How, Loaded, Output, Previews, Scene, SceneEvent, Source, Thread, Window
from studio_tools.host.headless import HeadlessHost
from studio_tools.testing.fake_host import Document, FakeHost
from studio_tools.testing.host_contract import Check, Kit, checks_for, checks_of

OUTPUTS = (Output(id="Write1", label="Beauty", kind="render"), Output(id="set1", label="Cache", kind="cache"))


def a_sample(folder: Path) -> Path:
    path = folder / "dragon.fake"
    path.write_text("a dragon", "utf-8")
    return path


def kit_of(host: FakeHost) -> Kit:
    """A kit for a fake host; its artist's edit is a note, which is all that can be edited here."""

    def edit(scene: Host, loaded: Loaded) -> Callable[[], bool]:
        host.set_note(f"edit of {loaded.id}", "moved")
        return lambda: host.note(f"edit of {loaded.id}") == "moved"

    return Kit(
        make=lambda: host,
        sample=a_sample,
        undo=host.undo,
        turn=host.turn,
        edit=edit,
        labels=lambda title: [entry.label if entry else "" for entry in host.menus[title]],
    )


def fake() -> Kit:
    return kit_of(FakeHost(document=Document(outputs=OUTPUTS)))


def farm() -> Kit:
    """A fake host that nobody sits before and that can do less."""
    can = frozenset(Can) - {Can.UNDO, Can.PREVIEW, Can.MODIFIED}
    return kit_of(FakeHost(interactive=False, can=can, hows=frozenset({How.REFERENCE})))


def headless() -> Kit:
    return Kit(make=lambda: HeadlessHost((Source(path="a.%04d.exr", kind="render"),)))


@pytest.mark.parametrize(
    ("make", "check"),
    [
        pytest.param(make, check, id=f"{make.__name__}-{check.__name__}")
        for make in (fake, farm, headless)
        for check in checks_for(make().make())
    ],
)
def test_contract(make: Callable[[], Kit], check: Check, tmp_path: Path) -> None:
    check(make(), tmp_path)


class Forgetful(FakeHost):
    def set_note(self, key: str, value: str | None) -> None:
        """Keep nothing."""


class Careless(FakeHost):
    def new(self, *, force: bool = False) -> None:
        super().new(force=True)


class Stampless(FakeHost):
    def load(self, path: Path, how: How, *, name: str, stamp: object) -> Loaded:
        return super().load(path, how, name=name, stamp=None)


class Renaming(FakeHost):
    def update(self, loaded: Loaded, path: Path, *, stamp: object) -> Loaded:
        self.remove(loaded)
        return self.load(path, How.REFERENCE, name=f"{loaded.label}_new", stamp=None)


class Absent(FakeHost):
    def saving(self) -> Path | None:
        """Say nothing of what is saved."""


class Hasty(FakeHost):
    def file(self) -> Path | None:
        return self.saving() or super().file()


class Eager(FakeHost):
    def save(self, path: Path | None = None) -> Path:
        if path is not None:
            self._listeners.ask(self.file(), path)
        return super().save(path)


class Talkative(FakeHost):
    def _tell(self, event: SceneEvent) -> None:
        super()._tell(event)
        super()._tell(event)


class Distracted(FakeHost):
    @contextmanager
    def group(self, label: str) -> Iterator[None]:
        yield


class Rounding(FakeHost):
    def timeline(self) -> object:  # type: ignore[override]
        found = super().timeline()
        return replace(found, fps=round(found.fps))


class Overwriting(FakeHost):
    def save(self, path: Path | None = None) -> Path:
        if path is not None and path.is_file():
            path.chmod(0o644)
        return super().save(path)


class Anywhere(FakeHost):
    def now(self, call: Callable[[], object]) -> object:  # type: ignore[override]
        return call()


class Adding(FakeHost):
    def menu(self, title: str, entries: Iterable[object]) -> None:  # type: ignore[override]
        super().menu(title, (*self.menus.get(title, ()), *entries))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "finds"),
    [
        (Forgetful, "a_note_is_kept"),
        (Forgetful, "notes_survive_saving"),
        (Careless, "a_new_scene_never_throws_changes_away_unasked"),
        (Stampless, "a_stamp_is_kept"),
        (Stampless, "two_of_the_same_are_two"),
        (Renaming, "updating_keeps_the_id_and_changes_path_and_stamp"),
        (Renaming, "updating_keeps_the_name"),
        (Absent, "a_listener_learns_what_is_written_and_which_scene_it_was"),
        (Hasty, "a_listener_learns_what_is_written_and_which_scene_it_was"),
        (Eager, "a_save_that_is_refused_is_not_asked_about"),
        (Talkative, "saving_is_told_of"),
        (Talkative, "loading_updating_and_removing_are_told_of_once_each"),
        (Distracted, "a_group_keeps_the_selection"),
        (Distracted, "a_group_is_one_step_to_undo"),
        (Rounding, "broken_rates_are_kept_exactly"),
        (Overwriting, "a_read_only_file_is_never_written_over"),
        (Anywhere, "calls_from_elsewhere_run_on_the_main_thread"),
        (Adding, "a_menu_takes_the_place_of_one_of_its_title"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.__name__.lower(),
)
def test_a_broken_promise_is_found_out(kind: type[FakeHost], finds: str, tmp_path: Path) -> None:
    check = next(each for each in checks_for(kind()) if each.__name__ == finds)
    with pytest.raises((AssertionError, HostError)):
        check(kit_of(kind()), tmp_path)


def test_sixty_behaviours_and_more_are_asked_of_a_whole_host() -> None:
    names = [check.__name__ for check in checks_of(Scene, Previews, Window, Thread)]
    assert len(names) == len(set(names)) >= 60


def test_a_host_is_asked_for_what_it_can_only() -> None:
    poor = FakeHost(can=frozenset({Can.SAVE}), hows=frozenset())
    asked = {check.__name__ for check in checks_for(poor)}
    assert "saving_makes_the_file" in asked
    assert not asked & {"opening_turns_to_the_file", "a_stamp_is_kept", "a_group_is_one_step_to_undo"}


def test_what_is_asked_of_a_kind_is_asked_of_its_hosts() -> None:
    assert checks_for(FakeHost()) == checks_of(Scene, Previews, Window, Thread)
    assert checks_for(headless().make()) == checks_of(Files)


def test_a_host_that_loads_needs_something_to_load(tmp_path: Path) -> None:
    check = next(each for each in checks_for(FakeHost()) if each.__name__ == "a_stamp_is_kept")
    with pytest.raises(AssertionError, match="needs a kit with a sample"):
        check(Kit(make=FakeHost), tmp_path)
