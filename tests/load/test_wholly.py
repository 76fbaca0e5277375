"""All of several changes, or none: in every order of failing, with one step to undo."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from studio_tools.errors import HostError, NotCapable
from studio_tools.host import How, Loaded
from studio_tools.load.wholly import Change, wholly
from studio_tools.testing.fake_host import FakeHost


@pytest.fixture
def host() -> FakeHost:
    return FakeHost()


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / f"{number}.txt" for number in range(4)]
    for path in paths:
        path.touch()
    return paths


def loading(host: FakeHost, path: Path) -> Change:
    return Change(
        label=path.stem, do=partial(host.load, path, How.IMPORT, name=path.stem, stamp=None), undo=host.remove
    )


@pytest.mark.parametrize("failing", range(4))
def test_whichever_fails_nothing_is_left(host: FakeHost, files: list[Path], failing: int) -> None:
    changes = [loading(host, path) for path in files]
    files[failing].unlink()

    with pytest.raises(HostError, match=f"^{failing}: .*; nothing was changed$") as failed:
        list(wholly(host, "Load", changes))

    assert not host.loaded()
    assert failed.value.details == {"failed": str(failing), "stuck": []}


def test_what_comes_last_may_fail_as_well(host: FakeHost, files: list[Path]) -> None:
    def refuse() -> None:
        raise NotCapable("no notes here", hint="None.")

    with pytest.raises(NotCapable, match=r"^Load: no notes here; nothing was changed$"):
        list(wholly(host, "Load", [loading(host, path) for path in files], last=refuse))

    assert not host.loaded()


def test_whoever_stops_listening_in_the_middle_takes_all_back(host: FakeHost, files: list[Path]) -> None:
    steps: Iterator[Loaded] = wholly(host, "Load", [loading(host, path) for path in files])
    next(steps)
    next(steps)
    assert len(host.loaded()) == 2

    steps.close()  # type: ignore[attr-defined]

    assert not host.loaded()


def test_an_interrupt_takes_all_back(host: FakeHost, files: list[Path]) -> None:
    def interrupted() -> Loaded:
        raise KeyboardInterrupt

    changes = [loading(host, files[0]), Change(label="x", do=interrupted, undo=host.remove)]

    with pytest.raises(KeyboardInterrupt):
        list(wholly(host, "Load", changes))
    assert not host.loaded()


def test_one_that_cannot_be_taken_back_does_not_keep_the_others(host: FakeHost, files: list[Path]) -> None:
    def refuse(_: Loaded) -> None:
        raise HostError("locked")

    stubborn = Change(label="stubborn", do=loading(host, files[1]).do, undo=refuse)
    files[2].unlink()

    with pytest.raises(HostError, match="stubborn could not be put back"):
        list(wholly(host, "Load", [loading(host, files[0]), stubborn, loading(host, files[2])]))

    assert [one.label for one in host.loaded()] == ["1"]


def test_all_is_one_step(host: FakeHost, files: list[Path]) -> None:
    host.set_note("before", "1")

    made = list(wholly(host, "Load", [loading(host, path) for path in files], last=partial(host.set_note, "n", "2")))
    host.undo()

    assert [one.label for one in made] == ["0", "1", "2", "3"]
    assert (list(host.loaded()), host.note("n"), host.note("before")) == ([], None, "1")
