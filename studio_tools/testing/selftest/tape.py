"""The tape: every call that a probe makes of a program, with what it was given and what came of it.

What a probe is handed back is what is written, and nothing else: so a transcript can be replayed on another program.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from studio_tools.testing.selftest.spelling import Private, is_thing, spell, with_places, without_places

Step = dict[str, Any]
PART = "__getitem__"
"""The one hidden name that is called: `node["knob"]`."""
PATIENCE = 10.0
"""Seconds that a call from another thread may take."""


@dataclass(frozen=True, slots=True, eq=False)
class Thing:
    """An object of the program, by the number under which the tape keeps it."""

    tape: Tape
    number: int

    def ask(self, method: str, /, *args: Any, **named: Any) -> Any:
        """Call a method. What it raises is raised."""
        return self.tape.ask(f"#{self.number}.{method}", *args, **named)

    def outcome(self, method: str, /, *args: Any, **named: Any) -> Any:
        """Call a method; an error is told as its kind, in words."""
        return self.tape.outcome(f"#{self.number}.{method}", *args, **named)

    def __getitem__(self, name: str) -> Thing:
        """A part, by name, as `node["knob"]` gives it."""
        return self.tape.keep(f"#{self.number}.{PART}", name)


@dataclass(frozen=True, slots=True, eq=False)
class Listener:
    """A call that a program may make: it notes with what it was called, and gives or raises what it was told to."""

    name: str
    heard: list[Any]
    spell: Callable[[Any], Any]
    gives: Any = None
    fails: bool = False

    def call(self, *args: Any) -> Any:
        """What the program calls."""
        self.heard.append([self.spell(each) for each in args])
        if self.fails:
            raise ZeroDivisionError(f"{self.name} is broken, as it should be")
        return self.gives


@dataclass(slots=True, eq=False)
class Tape:
    """Calls the program through *doors*, by dotted names, and keeps what was said. One a probe."""

    doors: Mapping[str, object]
    folder: Path
    push: Callable[[], object] = lambda: None
    """Pushes the program's loop once."""
    private: Private = field(default_factory=Private)
    steps: list[Step] = field(default_factory=list)
    heard: dict[str, list[Any]] = field(default_factory=dict)
    listeners: dict[tuple[str, str, bool], Listener] = field(default_factory=dict)
    kept: dict[int, Any] = field(default_factory=dict)

    # -- what probes say

    def ask(self, do: str, /, *args: Any, **named: Any) -> Any:
        """Call; what it raises is raised."""
        return self._make(do, args, named)

    def outcome(self, do: str, /, *args: Any, **named: Any) -> Any:
        """Call; an error is told as `raises RuntimeError`."""
        try:
            return self._make(do, args, named)
        except Exception as error:
            return f"raises {type(error).__name__}"

    def words(self, do: str, /, *args: Any, **named: Any) -> str:
        """Call; an error in its own words, `RuntimeError: …`, and "" where there is none."""
        try:
            self._make(do, args, named)
        except Exception as error:
            return f"{type(error).__name__}: {error}"
        return ""

    def keep(self, do: str, /, *args: Any, **named: Any) -> Thing:
        """Call, and keep whatever it gives as an object: for answers that differ each time."""
        found = self._make(do, args, named, is_kept=True)
        assert isinstance(found, Thing), f"{do} gave {found!r}"
        return found

    def read(self, name: str) -> Any:
        """What a dotted name stands for, without calling it."""
        return self.ask("bench.read", name)

    def listener(self, name: str, *, gives: Any = None, fails: bool = False) -> Listener:
        """Something to register, the same one for the same words; `bench.heard` tells with what it was called."""
        key = (name, repr(gives), fails)
        if key not in self.listeners:
            heard = self.heard.setdefault(name, [])
            self.listeners[key] = Listener(name, heard, lambda value: self.spell(value, None), gives, fails)
        return self.listeners[key]

    def path(self, name: str) -> str:
        """A path in the probe's folder."""
        return (self.folder / name).as_posix()

    # -- making a call

    def _make(self, do: str, args: tuple[Any, ...], named: Mapping[str, Any], *, is_kept: bool = False) -> Any:
        step: Step = {"do": do, "with": [self.spell(each, None) for each in args]}
        if named:
            step["named"] = {key: self.spell(each, None) for key, each in named.items()}
        self.steps.append(step)
        try:
            found = self.resolve(do)(*map(self.given, args), **{key: self.given(each) for key, each in named.items()})
        except Exception as error:
            step |= {"raised": type(error).__name__, "words": self.clean(str(error))}
            raise
        step["gave"] = self._keep(found) if is_kept and found is not None else self.spell(found, self._keep)
        return self.handed(step["gave"])

    def resolve(self, name: str) -> Any:
        """What a dotted name means: a door, or an object that was kept, and what hangs on it.

        Raises PermissionError for what is hidden there: a transcript is others' writing, and that way leads anywhere.
        """
        head, *rest = name.split(".")
        if any(part.startswith("_") and part != PART for part in rest):
            raise PermissionError(f"{name} is hidden, and is not called")
        found: Any = self.kept[int(head[1:])] if head.startswith("#") else self._door(head)
        for part in rest:
            found = getattr(found, part)
        return found

    def _door(self, name: str) -> object:
        return Bench(self) if name == "bench" else self.doors[name]

    def given(self, value: Any) -> Any:
        """What the program is handed for what a probe says."""
        if isinstance(value, Thing):
            return self.kept[value.number]
        if isinstance(value, Listener):
            return value.call  # a method, which every program takes for a function
        return [self.given(each) for each in value] if isinstance(value, list) else value

    def _keep(self, value: Any) -> Step:
        number = len(self.kept) + 1
        self.kept[number] = value
        return {"object": number, "class": type(value).__name__}

    def handed(self, written: Any) -> Any:
        """What a probe is handed for what is written."""
        if is_thing(written):
            return Thing(self, written["object"])
        if isinstance(written, list):
            return [self.handed(each) for each in written]
        return with_places(written, self.folder)

    # -- writing

    def clean(self, text: str) -> str:
        """A text without places and names."""
        return without_places(text, self.folder, self.private)

    def spell(self, value: Any, thing: Callable[[Any], Any] | None) -> Any:
        """A value as it is written. *thing* writes the program's objects; None tells their class alone."""
        return spell(value, self.clean, lambda each: self._spelled(each, thing))

    def _spelled(self, value: Any, thing: Callable[[Any], Any] | None) -> Any:
        if isinstance(value, Thing):
            return {"object": value.number}
        if isinstance(value, Listener):
            return {"listener": value.name, "gives": value.gives, "fails": value.fails}
        return {"object": None, "class": type(value).__name__} if thing is None else thing(value)


@dataclass(frozen=True, slots=True)
class Bench:
    """What a probe does beside the program: files, listeners, other threads. Its calls are on the tape as well."""

    tape: Tape

    def read(self, name: str) -> Any:
        """What a dotted name stands for."""
        return self.tape.resolve(name)

    def _own(self, path: str) -> Path:
        """A path in the probe's folder. Raises PermissionError for one outside of it."""
        if not Path(path).resolve().is_relative_to(self.tape.folder.resolve()):
            raise PermissionError(f"{path} lies outside of the probe's folder")
        return Path(path)

    def write(self, path: str, text: str) -> None:
        """Write a file."""
        file = self._own(path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def remove(self, path: str) -> None:
        """Remove a file."""
        self._own(path).unlink()

    def link(self, path: str, other: str) -> None:
        """Give a file a second name: what is written into the file is seen by both, what takes its place by one."""
        self._own(other).hardlink_to(self._own(path))

    def exists(self, path: str) -> bool:
        """Whether there is a file or a folder."""
        return self._own(path).exists()

    def listed(self, path: str) -> list[str]:
        """The names in a folder."""
        return sorted(each.name for each in self._own(path).iterdir())

    def says(self, path: str, text: str) -> bool:
        """Whether a file holds a text."""
        return text in self._own(path).read_text(encoding="utf-8", errors="replace")

    def heard(self, name: str) -> list[Any]:
        """With what a listener was called until now."""
        return list(self.tape.heard.get(name, ()))

    def push(self) -> None:
        """Push the program's loop."""
        self.tape.push()

    def elsewhere(self, do: str, *args: Any) -> Any:
        """Call from another thread, and push the loop until it came back. Raises what was raised there."""
        told: list[Any] = []
        failed: list[Exception] = []
        done = threading.Event()

        def run() -> None:
            try:
                told.append(self.tape.resolve(do)(*args))
            except Exception as error:  # handed to who waits
                failed.append(error)
            done.set()

        threading.Thread(target=run, daemon=True).start()
        for _ in range(int(PATIENCE * 100)):
            if done.wait(0.01):
                break
            self.tape.push()
        if failed:
            raise failed[0]
        return told[0] if told else "never came back"
